import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { msg } from '../../../locales/messages.ts';
import { DAY_MS } from '../../../model/calendar/civil-day.ts';
import { dayOf, lastDayOf } from '../../../model/calendar/event-days.ts';
import type { DetachedOccurrence, Recurrence } from '../../../model/calendar/recurrence-rule.ts';
import type { RowOf } from '../../../model/columns.ts';
import { Codes, type Note } from '../../kit/codes.ts';
import { OwnedRows } from '../../kit/owned-rows.ts';
import { asInteger, asShortText, asText, type Lost, type Row, SourceTable } from '../../kit/source-table.ts';
import { alarmReader } from './alarms.ts';
import { attachmentReader } from './attachments.ts';
import { readDate, readOptionalDate } from './calendar-date.ts';
import type { CalendarRow } from './calendars.ts';
import { detachedColumns, type EventColumn, type EventQuery, eventQuery } from './event-query.ts';
import { ParticipantReader } from './participants.ts';
import { placeReader } from './places.ts';
import { ruleReader } from './recurrence-rule.ts';
import { exceptionTable, ownerColumn } from './source-tables.ts';
import type { calendarEvents } from './tables.ts';

/** A row of `calendar_events`. */
export type EventRow = RowOf<typeof calendarEvents>;

/** `CalendarItem.status` is EKEventStatus. */
const STATUS = new Codes<NonNullable<EventRow['status']>>('event-status', [
  [0, null],
  [1, 'confirmed'],
  [2, 'tentative'],
  [3, 'cancelled'],
]);

/** `CalendarItem.availability` is EKEventAvailability. */
const AVAILABILITY = new Codes<NonNullable<EventRow['availability']>>('event-availability', [
  [-1, null],
  [0, 'busy'],
  [1, 'free'],
  [2, 'tentative'],
  [3, 'unavailable'],
]);

/** `start_tz` of an event that has the same local time in every time zone. */
const FLOATING = '_float';
/**
 * `calendar_scale` of birthdays, which are all-day; other events with this value are not birthdays. A series in another
 * calendar system has its name: `chinese`, `hebrew`, `islamic` …
 */
const GREGORIAN = 'gregorian';
/** Maximum length of the name of a calendar system in the ledger, in UTF-16 code units. */
const MAX_SCALE = 40;
/** Year stored for birthdays without a year. */
const NO_YEAR = '1604';

/** Builds events from the event table and related tables. */
export class EventReader {
  readonly query: EventQuery;
  readonly #calendars: ReadonlyMap<number, CalendarRow>;
  readonly #note: Note;
  readonly #lost: Lost;
  readonly #place: ReturnType<typeof placeReader>;
  readonly #participants: ParticipantReader;
  readonly #alarms: ReturnType<typeof alarmReader>;
  readonly #attachments: ReturnType<typeof attachmentReader>;
  readonly #rules: ReturnType<typeof ruleReader>;
  readonly #exceptions: OwnedRows<'date'>;
  readonly #detached: OwnedRows<'event' | 'originalStart'>;
  readonly #conferences: OwnedRows<'url'>;

  /** @param calendars by ROWID */
  constructor(
    db: SqlDatabase,
    table: SourceTable,
    calendars: ReadonlyMap<number, CalendarRow>,
    note: Note,
    lost: Lost,
  ) {
    this.query = eventQuery(table);
    this.#calendars = calendars;
    this.#note = note;
    this.#lost = lost;
    this.#place = placeReader(db, lost);
    this.#participants = new ParticipantReader(db, note, lost);
    this.#alarms = alarmReader(db, this.#place, note, lost);
    this.#attachments = attachmentReader(db, lost);
    this.#rules = ruleReader(db, note, lost);
    const exceptions = exceptionTable(db, lost);
    this.#exceptions = new OwnedRows(exceptions, ownerColumn(exceptions), { date: exceptions.value('date') }, lost);
    const { master, originalDate } = detachedColumns(table);
    const detached = { event: table.rowid, originalStart: table.value(originalDate) };
    this.#detached = new OwnedRows(table, master, detached, lost);
    const conferences = new SourceTable(db, 'Conference', lost);
    this.#conferences = new OwnedRows(conferences, 'owner_id', { url: conferences.value('url') }, lost);
  }

  /** The event of a row of {@link query}. Rows must be read in ascending ROWID order. */
  read(row: SourceRow, rowid: number): EventRow {
    const text = (name: EventColumn): string | null => asShortText(row[name])?.trim() || null;
    const place = (name: EventColumn): EventRow['place'] => this.#place(asInteger(row[name]));
    if (row.isTooLong === 1) this.#lost(msg('lost.too-large.event-notes'));

    const calendar = this.#calendars.get(asInteger(row.calendar) ?? -1) ?? null;
    if (calendar === null) this.#note(msg('note.events-without-calendar'));
    const masterId = asInteger(row.master);
    const where = place('place') ?? place('clientPlace');
    const { organizer, attendees, self } = this.#participants.read(
      rowid,
      asInteger(row.organizer),
      asInteger(row.selfAttendee),
    );
    const scale = text('scale');
    const recurrence = this.#recurrence(rowid, scale);
    const conference = this.#conferences.take(rowid).map(({ url }) => asShortText(url))[0] ?? null;
    const isBirthday = (asInteger(row.birthday) ?? 0) > 0 || (scale === GREGORIAN && row.isAllDay === 1);
    const travel = asInteger(row.travelSeconds);
    return {
      key: eventKey(rowid),
      calendar: calendar?.key ?? null,
      calendarTitle: calendar?.title ?? null,
      title: text('title') ?? (isBirthday ? text('contactName') : null),
      notes: asText(row.notes)?.trim() || null,
      location: where?.title ?? where?.address ?? text('location'),
      place: where,
      url: text('url'),
      conferenceUrl: conference ?? text('conferenceUrl') ?? text('detectedConferenceUrl'),
      ...this.#times(row, isBirthday),
      recurrence,
      isRecurring: recurrence !== null && recurrence.rules.length > 0,
      master: masterId !== null && masterId > 0 ? eventKey(masterId) : null,
      originalStartAt: masterId !== null && masterId > 0 ? readDate(row.originalDate) : null,
      organizer,
      attendees,
      response: self?.status ?? null,
      alarms: this.#alarms(rowid),
      attachments: this.#attachments(rowid),
      status: STATUS.word(asInteger(row.statusCode), this.#note),
      availability: AVAILABILITY.word(asInteger(row.availabilityCode), this.#note),
      isBirthday,
      travelSeconds: travel !== null && travel > 0 ? travel : null,
      travelFrom: place('startPlace'),
      // The phone shows no phantom master: a series of which the owner is only invited to single dates.
      isHidden: row.isHidden === 1 || row.isPhantom === 1,
      uuid: text('uuid'),
      uid: text('uid'),
      raw: this.query.raw.read(row),
      createdAt: readOptionalDate(row.createdAt),
      modifiedAt: readOptionalDate(row.modifiedAt),
      sourceKey: rowid,
    };
  }

  #times(row: SourceRow, isBirthday: boolean): EventTimes {
    const startAt = readDate(row.startDate);
    const endAt = readDate(row.endDate);
    const isAllDay = row.isAllDay === 1;
    const zone = asShortText(row.startZone)?.trim() || null;
    const endZone = asShortText(row.endZone)?.trim() || null;
    const isNamed = zone !== null && !zone.startsWith('_');
    if (isAllDay && startAt !== null && startAt % DAY_MS !== 0) this.#note(msg('note.all-day-events-not-at-midnight'));
    const startDate = isAllDay && startAt !== null ? dayOf(startAt) : null;
    const hasNoYear = isBirthday && startDate?.startsWith(NO_YEAR) === true;
    return {
      startAt,
      endAt,
      timeZone: isNamed && !isAllDay ? zone : null,
      endTimeZone: endZone !== null && !endZone.startsWith('_') && endZone !== zone && !isAllDay ? endZone : null,
      isAllDay,
      isFloating: isAllDay || zone === FLOATING,
      startDate: hasNoYear && startDate !== null ? `-${startDate.slice(NO_YEAR.length)}` : startDate,
      endDate: isAllDay && startAt !== null && !hasNoYear ? dayOf(lastDayOf(startAt, endAt)) : null,
    };
  }

  /** @param scale calendar system of the series; only Gregorian series are expanded */
  #recurrence(rowid: number, scale: string | null): Recurrence | null {
    let rules = this.#rules(rowid);
    if (rules.length > 0 && scale !== null && scale !== GREGORIAN) {
      this.#note(msg('note.series-by-another-calendar', { scale: scale.slice(0, MAX_SCALE) }));
      rules = rules.map((rule) => ({ ...rule, isUnderstood: false }));
    }
    const exceptions = this.#exceptions.take(rowid).flatMap(({ date }) => readDate(date) ?? []);
    const detached = this.#detached.take(rowid).flatMap((row): DetachedOccurrence[] => {
      const event = asInteger(row.event);
      if (event === null || rowid <= 0) return [];
      return [{ event: eventKey(event), originalStartAt: readDate(row.originalStart) }];
    });
    return rules.length + exceptions.length + detached.length === 0 ? null : { rules, exceptions, detached };
  }
}

type SourceRow = Row<keyof EventQuery['expressions']>;

type EventTimes = Pick<
  EventRow,
  'startAt' | 'endAt' | 'timeZone' | 'endTimeZone' | 'isAllDay' | 'isFloating' | 'startDate' | 'endDate'
>;

/** The key of an event, by its ROWID. */
function eventKey(rowid: number): string {
  return `e${rowid}`;
}
