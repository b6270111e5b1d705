import type { DatabaseSync } from 'node:sqlite';
import { msg } from '../../../locales/messages.ts';
import { DAY_MS } from '../../../model/calendar/civil-day.ts';
import { dayOf, lastDayOf } from '../../../model/calendar/event-days.ts';
import type { DetachedOccurrence, Recurrence } from '../../../model/calendar/recurrence-rule.ts';
import type { RowOf } from '../../../model/columns.ts';
import { Codes, type Note } from '../../kit/codes.ts';
import { OwnedRows } from '../../kit/owned-rows.ts';
import { asInteger, asShortText, asText, type Lost, SourceTable, type SqlValue } from '../../kit/source-table.ts';
import { alarmReader } from './alarms.ts';
import { attachmentReader } from './attachments.ts';
import { readDate, readOptionalDate } from './calendar-date.ts';
import type { CalendarRow } from './calendars.ts';
import { detachedColumns, type EventQuery, eventQuery } from './event-query.ts';
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

/** `start_tz` of an event that is at the same time on the clock wherever one is. */
const FLOATING = '_float';
/**
 * `calendar_scale` of birthdays (iLEAPP), which take whole days: an event at a time of day is none. A series of another
 * calendar has that one's name: `chinese`, `hebrew`, `islamic` …
 */
const GREGORIAN = 'gregorian';
/** Longest name of a calendar that is noted, in UTF-16 code units. */
const MAX_SCALE = 40;
/** The year of a birthday whose year is not known. */
const NO_YEAR = '1604';

/** Turns rows of the table of events into events with everything that hangs on them. */
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
  readonly #exceptions: OwnedRows;
  readonly #detached: OwnedRows;
  readonly #conferences: OwnedRows;

  /** @param calendars by ROWID */
  constructor(
    db: DatabaseSync,
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
    this.#alarms = alarmReader(db, note, lost);
    this.#attachments = attachmentReader(db, lost);
    this.#rules = ruleReader(db, note, lost);
    const exceptions = exceptionTable(db, lost);
    this.#exceptions = new OwnedRows(exceptions, ownerColumn(exceptions), [exceptions.value('date')], lost);
    const { master, originalDate } = detachedColumns(table);
    this.#detached = new OwnedRows(table, master, [table.rowid, table.value(originalDate)], lost);
    const conferences = new SourceTable(db, 'Conference', lost);
    this.#conferences = new OwnedRows(conferences, 'owner_id', [conferences.value('url')], lost);
  }

  /** The event of a row of {@link query}. To be called in the order of the ROWIDs. */
  read(row: readonly SqlValue[], rowid: number): EventRow {
    const { at, raw, rawAt } = this.query;
    const text = (name: keyof typeof at): string | null => asShortText(row[at[name]])?.trim() || null;
    const reference = (name: keyof typeof at): number | null => asInteger(row[at[name]]);
    if (row[at.isTooLong] === 1) this.#lost(msg('lost.too-large.event-notes'));

    const calendar = this.#calendars.get(reference('calendar_id') ?? -1) ?? null;
    if (calendar === null) this.#note(msg('note.events-without-calendar'));
    const masterId = reference('orig_item_id');
    const place = this.#place(reference('location_id')) ?? this.#place(reference('client_location_id'));
    const { organizer, attendees, self } = this.#participants.read(
      rowid,
      reference('organizer_id'),
      reference('self_attendee_id'),
    );
    const scale = text('calendar_scale');
    const recurrence = this.#recurrence(rowid, scale);
    const conference = this.#conferences.take(rowid).map(([url]) => asShortText(url))[0] ?? null;
    const isBirthday = (reference('birthday_id') ?? 0) > 0 || (scale === GREGORIAN && row[at.all_day] === 1);
    const travel = reference('travel_time');
    return {
      key: eventKey(rowid),
      calendar: calendar?.key ?? null,
      calendarTitle: calendar?.title ?? null,
      title: text('summary') ?? (isBirthday ? text('contact_name') : null),
      notes: asText(row[at.description])?.trim() || null,
      location: place?.title ?? place?.address ?? text('location'),
      place,
      url: text('url'),
      conferenceUrl: conference ?? text('conference_url') ?? text('conference_url_detected'),
      ...this.#times(row, isBirthday),
      recurrence,
      isRecurring: recurrence !== null && recurrence.rules.length > 0,
      master: masterId !== null && masterId > 0 ? eventKey(masterId) : null,
      originalStartAt: masterId !== null && masterId > 0 ? readDate(row[at.orig_date]) : null,
      organizer,
      attendees,
      response: self?.status ?? null,
      alarms: this.#alarms(rowid),
      attachments: this.#attachments(rowid),
      status: STATUS.word(reference('status'), this.#note),
      availability: AVAILABILITY.word(reference('availability'), this.#note),
      isBirthday,
      travelSeconds: travel !== null && travel > 0 ? travel : null,
      travelFrom: this.#place(reference('start_location_id')),
      isHidden: row[at.hidden] === 1,
      uuid: text('UUID'),
      uid: text('unique_identifier'),
      raw: raw.read(row.slice(rawAt)),
      createdAt: readOptionalDate(row[at.creation_date]),
      modifiedAt: readOptionalDate(row[at.last_modified]),
      sourceKey: rowid,
    };
  }

  #times(row: readonly SqlValue[], isBirthday: boolean): EventTimes {
    const { at } = this.query;
    const startAt = readDate(row[at.start_date]);
    const endAt = readDate(row[at.end_date]);
    const isAllDay = row[at.all_day] === 1;
    const zone = asShortText(row[at.start_tz])?.trim() || null;
    const endZone = asShortText(row[at.end_tz])?.trim() || null;
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

  /** @param scale the calendar by which the series is counted; months of another than our own are not followed */
  #recurrence(rowid: number, scale: string | null): Recurrence | null {
    let rules = this.#rules(rowid);
    if (rules.length > 0 && scale !== null && scale !== GREGORIAN) {
      this.#note(msg('note.series-by-another-calendar', { scale: scale.slice(0, MAX_SCALE) }));
      rules = rules.map((rule) => ({ ...rule, isUnderstood: false }));
    }
    const exceptions = this.#exceptions.take(rowid).flatMap(([date]) => readDate(date) ?? []);
    const detached = this.#detached.take(rowid).flatMap(([item, originalStart]): DetachedOccurrence[] => {
      const event = asInteger(item);
      if (event === null || rowid <= 0) return [];
      return [{ event: eventKey(event), originalStartAt: readDate(originalStart) }];
    });
    return rules.length + exceptions.length + detached.length === 0 ? null : { rules, exceptions, detached };
  }
}

type EventTimes = Pick<
  EventRow,
  'startAt' | 'endAt' | 'timeZone' | 'endTimeZone' | 'isAllDay' | 'isFloating' | 'startDate' | 'endDate'
>;

/** The key of an event, by its ROWID. */
function eventKey(rowid: number): string {
  return `e${rowid}`;
}
