import type { DatabaseSync } from 'node:sqlite';
import { appleSeconds } from '../encoders/apple-time.ts';
import { writeDatabase } from '../encoders/database-writer.ts';
import { RowWriter } from '../encoders/row-writer.ts';
import { OWNER, type Person } from '../people.ts';
import { derivedUuid, type Seed } from '../random.ts';
import { storyAgenda } from '../story/retell.ts';
import { eventTitle } from '../story/titles.ts';
import { type CalendarPlan, type PlannedEvent, type PlannedRule, planEvents } from './events.ts';
import { type CalendarGeneration, calendarSchema } from './schema.ts';

/** Contents of the calendar to write. */
export interface CalendarSpec {
  readonly seed: Seed;
  /** Number of events; a series and each changed occurrence count as one. */
  readonly events: number;
  /** Days between two events. Default: 1. */
  readonly everyDays?: number;
  /** True for titles as people write them, without numbers. */
  readonly story?: boolean;
  /** Number of people who are invited. Default: 20. */
  readonly people?: number;
  /** iOS release of the schema. Default: 18. */
  readonly generation?: CalendarGeneration;
}

/** A written event. */
export interface WrittenEvent extends PlannedEvent {
  readonly rowId: number;
  /** ROWID of the series of a changed occurrence. */
  readonly masterRowId: number | null;
}

/** Contents of the written database, for tests. */
export interface CalendarTruth {
  readonly calendars: readonly { readonly rowId: number; readonly title: string; readonly account: string }[];
  readonly events: readonly WrittenEvent[];
  /** Rows of CalendarItem that are reminders (before iOS 13). */
  readonly reminders: number;
}

/** `Participant.entity_type`. */
const ATTENDEE = 7;
const ORGANIZER = 8;

/** `CalendarItem.entity_type`. */
const EVENT = 2;
const REMINDER = 3;

const FREQUENCY: Readonly<Record<PlannedRule['frequency'], number>> = { daily: 1, weekly: 2, monthly: 3, yearly: 4 };

/** Every n-th item of an old database is a reminder. */
const REMINDER_EVERY = 9;

const ACCOUNTS = [
  { name: 'Local', type: 0 },
  { name: 'iCloud', type: 2 },
  { name: 'Subscribed Calendars', type: 4 },
  { name: 'Birthdays', type: 5 },
] as const;

const CALENDARS: Readonly<Record<CalendarPlan, { title: string; account: number; color: string; type: string }>> = {
  home: { title: 'Home', account: 2, color: '#1BADF8FF', type: 'caldav' },
  work: { title: 'Work ☎️', account: 2, color: '#63DA38', type: 'caldav' },
  holidays: { title: 'Holidays', account: 3, color: '#CC73E1FF', type: 'urlsubscribe' },
  birthdays: { title: 'Birthdays', account: 4, color: '#8295AF', type: '' },
};
const PLANS = Object.keys(CALENDARS) as CalendarPlan[];

/** Writes events with their related rows. */
class EventWriter {
  readonly #seed: Seed;
  readonly #old: boolean;
  readonly #tables: ReadonlyMap<string, RowWriter>;
  readonly #identities = new Map<string, number>();

  constructor(db: DatabaseSync, seed: Seed, generation: CalendarGeneration) {
    this.#seed = seed;
    this.#old = generation < 14;
    const names = ['Recurrence', 'Alarm', 'Location', 'Identity', 'Participant', 'Attachment', 'AttachmentFile'];
    this.#tables = new Map([
      ...names.map((name) => [name, new RowWriter(db, name)] as const),
      ['CalendarItem', new RowWriter(db, generation < 6 ? 'Event' : 'CalendarItem')],
      ['ExceptionDate', new RowWriter(db, generation < 6 ? 'EventExceptionDate' : 'ExceptionDate')],
    ]);
  }

  write(event: PlannedEvent, masterRowId: number | null): WrittenEvent {
    const { place, rule } = event;
    const locationId = place === null ? 0 : this.#insert('Location', { ...place, radius: 0 });
    const originalDate = event.originalStartAt === null ? null : appleSeconds(event.originalStartAt);
    const rowId = this.#insert('CalendarItem', {
      summary: event.title,
      location_id: locationId,
      location: place?.title ?? null,
      description: event.notes,
      start_date: appleSeconds(event.startAt),
      start_tz: event.timeZone ?? '_float',
      end_date: appleSeconds(event.endAt),
      end_tz: event.timeZone ?? '_float',
      all_day: Number(event.isAllDay),
      calendar_id: PLANS.indexOf(event.calendar) + 1,
      orig_item_id: masterRowId ?? 0,
      orig_event_id: masterRowId ?? 0,
      orig_date: originalDate,
      orig_start_date: originalDate,
      status: event.statusCode,
      availability: 0,
      url: event.url,
      conference_url: event.conferenceUrl,
      birthday_id: event.isBirthday ? 1 : -1,
      calendar_scale: event.isBirthday ? 'gregorian' : null,
      hidden: 0,
      has_recurrences: Number(rule !== null),
      has_attendees: Number(event.attendees.length > 0),
      UUID: derivedUuid(this.#seed, `event ${event.title} ${event.startAt}`),
      unique_identifier: derivedUuid(this.#seed, `series ${event.title}`),
      entity_type: EVENT,
      travel_time: event.travelSeconds,
      creation_date: appleSeconds(event.startAt) - 864_000,
      last_modified: appleSeconds(event.startAt) - 86_400,
    });
    if (rule !== null) this.#rule(rule, rowId);
    for (const at of event.exceptions)
      this.#insert('ExceptionDate', { owner_id: rowId, event_id: rowId, date: appleSeconds(at) });
    for (const seconds of event.alarmOffsets) {
      const owner = { owner_id: rowId, calendaritem_owner_id: rowId, event_id: rowId };
      this.#insert('Alarm', { ...owner, trigger_interval: seconds, type: 0, proximity: 0, disabled: 0 });
    }
    if (event.attachment !== null) this.#attachment(event.attachment, rowId);
    for (const [index, person] of event.attendees.entries()) {
      this.#participant(rowId, ATTENDEE, person, { status: index % 4, role: 1, is_self: 0 });
    }
    if (event.attendees.length > 0) this.#participant(rowId, ORGANIZER, OWNER, { status: 1, role: 3, is_self: 1 });
    return { ...event, rowId, masterRowId };
  }

  reminder(title: string): void {
    this.#insert('CalendarItem', { summary: title, entity_type: REMINDER, calendar_id: 1, due_date: 400_000_000 });
  }

  #insert(table: string, row: Parameters<RowWriter['insert']>[0]): number {
    const rows = this.#tables.get(table);
    return rows?.exists === true ? rows.insert(row) : 0;
  }

  #rule(rule: PlannedRule, rowId: number): void {
    this.#insert('Recurrence', {
      frequency: FREQUENCY[rule.frequency],
      interval: rule.interval,
      week_start: 1,
      count: rule.count ?? 0,
      end_date: rule.until === null ? null : appleSeconds(rule.until),
      specifier: rule.specifier,
      by_month_months: 0,
      owner_id: rowId,
      event_id: rowId,
      UUID: derivedUuid(this.#seed, `rule ${rowId}`),
    });
  }

  #attachment(filename: string, rowId: number): void {
    const url = `https://example.com/attachments/${encodeURIComponent(filename)}`;
    const file_id = this.#old
      ? 0
      : this.#insert('AttachmentFile', { url, filename, format: 'image/jpeg', file_size: 4096 });
    this.#insert('Attachment', { owner_id: rowId, url, filename, file_id });
  }

  #participant(
    rowId: number,
    entityType: number,
    person: Pick<Person, 'first' | 'last' | 'email'>,
    facts: Readonly<Record<string, number>>,
  ): void {
    let identityId = this.#identities.get(person.email);
    if (identityId === undefined) {
      const address = `mailto:${person.email.replace('@', '%40')}`;
      identityId = this.#insert('Identity', { display_name: `${person.first} ${person.last}`, address });
      this.#identities.set(person.email, identityId);
    }
    this.#insert('Participant', {
      entity_type: entityType,
      type: 1,
      identity_id: identityId,
      owner_id: rowId,
      event_id: rowId,
      // In old stores only Identity has the address.
      email: this.#old ? null : person.email,
      UUID: derivedUuid(this.#seed, `participant ${rowId} ${entityType} ${person.email}`),
      ...facts,
    });
  }
}

/** Writes Calendar.sqlitedb at `path`, replacing an existing file. The same spec gives the same bytes. */
export function writeCalendarDatabase(path: string, spec: CalendarSpec): CalendarTruth {
  const generation = spec.generation ?? 18;
  return writeDatabase(path, calendarSchema(generation), (db) => {
    const stores = new RowWriter(db, 'Store');
    for (const { name, type } of ACCOUNTS) stores.insert({ name, type, disabled: 0 });
    const calendars = new RowWriter(db, 'Calendar');
    const writtenCalendars = PLANS.map((plan, index) => {
      const { title, account, color, type } = CALENDARS[plan];
      const UUID = derivedUuid(spec.seed, `calendar ${plan}`);
      const rowId = calendars.insert({
        store_id: account,
        title,
        color,
        color_r: Number.parseInt(color.slice(1, 3), 16),
        color_g: Number.parseInt(color.slice(3, 5), 16),
        color_b: Number.parseInt(color.slice(5, 7), 16),
        type,
        display_order: index,
        UUID,
        sharing_status: 0,
      });
      return { rowId, title, account: ACCOUNTS[account - 1]?.name ?? '' };
    });

    const writer = new EventWriter(db, spec.seed, generation);
    const events: WrittenEvent[] = [];
    let reminders = 0;
    let master: number | null = null;
    for (const planned of planEvents(spec.seed, spec.events, spec.people ?? 20, spec.everyDays ?? 1)) {
      const event =
        spec.story === true
          ? { ...planned, title: eventTitle(planned.title), notes: storyAgenda(planned.notes, events.length) }
          : planned;
      if (generation >= 6 && generation < 14 && events.length % REMINDER_EVERY === REMINDER_EVERY - 1) {
        writer.reminder(`Reminder ${++reminders}`);
      }
      // A changed occurrence follows its series.
      const written = writer.write(event, event.originalStartAt === null ? null : master);
      if (event.rule !== null) master = written.rowId;
      events.push(written);
    }
    return { calendars: writtenCalendars, events, reminders };
  });
}
