import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import {
  readWithDestroyedIndexes,
  readWithDestroyedPages,
} from '../../../../test/support/artifacts/destroyed-pages.ts';
import {
  damage,
  type Extraction,
  extractAll,
  extractDamaged,
} from '../../../../test/support/artifacts/extract-files.ts';
import { fullOnly, rounds } from '../../../../test/support/depth.ts';
import { expandRecurrence } from '../../../model/calendar/recurrence.ts';
import {
  type CalendarSpec,
  type CalendarTruth,
  writeCalendarDatabase,
} from '../../../synthetic/calendar/calendar-database.ts';
import { OWNER } from '../../../synthetic/people.ts';
import { seededRandom } from '../../../synthetic/random.ts';
import { calendar } from './index.ts';
import type { calendarTables } from './tables.ts';

/** An in-memory database with these events, and its contents. */
function synthetic(spec: CalendarSpec): {
  readonly db: DatabaseSync;
  readonly truth: CalendarTruth;
  readonly bytes: Buffer;
} {
  const folder = mkdtempSync(join(tmpdir(), 'apple-juicer-calendar-'));
  try {
    const truth = writeCalendarDatabase(join(folder, 'calendar.db'), spec);
    const bytes = readFileSync(join(folder, 'calendar.db'));
    const db = new DatabaseSync(':memory:');
    db.deserialize(bytes);
    return { db, truth, bytes };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const STATUS = [null, 'confirmed', 'tentative', 'cancelled'];

describe.each([4, 6, 14, 18] as const)('a synthetic calendar of iOS %i', (generation) => {
  const { db, truth } = synthetic({ seed: 'calendar', events: 90, generation });
  const { rows, documents, notes, losses, found } = extractAll(calendar, { db });

  it('gives every calendar', () => {
    expect(rows.calendars).toMatchObject(
      truth.calendars.map(({ rowId, title, account }) => ({ key: `c${rowId}`, title, account, sharing: null })),
    );
    expect(
      rows.calendars.map(({ colour, accountKind, isSubscribed, isReadOnly }) => [
        colour,
        accountKind,
        isSubscribed,
        isReadOnly,
      ]),
    ).toEqual([
      ['#1BADF8', 'caldav', false, null],
      ['#63DA38', 'caldav', false, null],
      ['#CC73E1', 'subscribed', true, true],
      ['#8295AF', 'birthdays', false, true],
    ]);
  });

  it('gives every event', () => {
    expect({ found, losses }).toEqual({ found: truth.events.length, losses: {} });
    expect(notes).toEqual(truth.reminders === 0 ? {} : { 'items-that-are-no-events': truth.reminders });
    expect(rows.calendar_events).toHaveLength(90);
    for (const [index, event] of truth.events.entries()) {
      const row = rows.calendar_events[index];
      const hasNoYear = event.isBirthday && event.days?.[0].startsWith('1604') === true;
      expect(row).toMatchObject({
        key: `e${event.rowId}`,
        title: event.title,
        notes: event.notes,
        calendarTitle: truth.calendars.find(({ rowId }) => `c${rowId}` === row?.calendar)?.title,
        startAt: event.startAt,
        endAt: event.endAt,
        timeZone: event.timeZone,
        endTimeZone: null,
        isAllDay: event.isAllDay,
        isFloating: event.timeZone === null,
        startDate: hasNoYear ? event.days?.[0].replace('1604', '-') : (event.days?.[0] ?? null),
        endDate: hasNoYear ? null : (event.days?.[1] ?? null),
        isRecurring: event.rule !== null,
        isBirthday: event.isBirthday,
        master: event.masterRowId === null ? null : `e${event.masterRowId}`,
        originalStartAt: event.originalStartAt,
        status: STATUS[event.statusCode],
        availability: 'busy',
        url: event.url,
        location: event.place?.title ?? null,
        // iOS 5 and earlier had only the name of the place.
        place: event.place === null || generation < 6 ? null : { ...event.place, radius: null },
      });
      expect(row?.alarms?.map(({ offsetSeconds }) => offsetSeconds)).toEqual(event.alarmOffsets);
      expect(row?.attachments?.map(({ filename }) => filename)).toEqual(
        event.attachment === null || generation < 6 ? [] : [event.attachment],
      );
      expect(row?.attendees?.map(({ email, name }) => [email, name])).toEqual(
        event.attendees.map(({ email, first, last }) => [email, `${first} ${last}`]),
      );
      expect(row?.recurrence?.rules.map(({ frequency, count }) => [frequency, count]) ?? []).toEqual(
        event.rule === null ? [] : [[event.rule.frequency, event.rule.count]],
      );
      if (generation >= 14) {
        expect(row).toMatchObject({ conferenceUrl: event.conferenceUrl, travelSeconds: event.travelSeconds || null });
      }
    }
  });

  it('gives the participants and their answers', () => {
    const meeting = rows.calendar_events.find(({ attendees }) => attendees?.length === 3);
    expect(meeting?.organizer).toMatchObject({
      email: OWNER.email,
      isSelf: generation >= 6,
      role: 'chair',
      status: 'accepted',
    });
    expect(meeting?.attendees?.map(({ status, role, kind }) => [status, role, kind])).toEqual([
      ['pending', 'required', 'person'],
      ['accepted', 'required', 'person'],
      ['declined', 'required', 'person'],
    ]);
  });

  it('expands a series without deleted and moved occurrences', () => {
    const at = truth.events.findIndex(({ exceptions }) => exceptions.length > 0);
    const [series, moved] = [truth.events[at], truth.events[at + 1]];
    const row = rows.calendar_events[at];
    expect(row?.recurrence?.detached).toEqual([{ event: `e${moved?.rowId}`, originalStartAt: moved?.originalStartAt }]);
    if (row === undefined) return;
    const { occurrences, isComplete } = expandRecurrence(row, 0, Date.UTC(2030, 0, 1), 100);
    expect(isComplete).toBe(true);
    expect(occurrences).toHaveLength(18);
    const clocks = occurrences.map(({ startAt }) =>
      Temporal.Instant.fromEpochMilliseconds(startAt).toZonedDateTimeISO('Europe/Berlin').toPlainTime().toString(),
    );
    expect(new Set(clocks).size).toBe(1);
    expect(occurrences.map(({ startAt }) => startAt)).not.toContain(series?.exceptions[0]);
  });

  it('can be searched by title, notes, place, people and calendar', () => {
    for (const [index, event] of truth.events.entries()) {
      const document = documents[index]?.document;
      expect(document?.text).toBe(event.title);
      for (const { email, last } of event.attendees) expect(document?.also).toMatch(new RegExp(`${last}[^]*${email}`));
      if (event.notes !== null) expect(document?.also).toContain(event.notes);
      if (event.place !== null && generation >= 6) expect(document?.also).toContain('Lemon Grove');
      // iOS 5 and earlier did not record which participant is the owner.
      const owner = generation < 6 ? OWNER.email : 'me';
      expect(document?.from).toEqual(event.attendees.length > 0 ? [owner] : undefined);
      const has = generation < 6 ? [] : [...(event.attachment === null ? [] : ['attachment']), ...onMap(event.place)];
      expect(document?.has).toEqual(has.length === 0 ? undefined : has);
      if (has.includes('location')) {
        const { latitude, longitude, title } = event.place ?? {};
        expect(document?.payload).toMatchObject({ latitude, longitude, locationName: title });
      }
      // Dates of birth are no events of the timeline.
      expect(document?.at).toBe(event.isBirthday ? null : event.startAt);
    }
    expect(truth.events.some(({ isBirthday }) => isBirthday)).toBe(true);
  });
});

/** Extracts a calendar created by these statements, in a minimal schema. */
function book(sql: string): Extraction<typeof calendarTables> {
  const db = new DatabaseSync(':memory:');
  db.exec(`
    CREATE TABLE CalendarItem (ROWID INTEGER PRIMARY KEY, summary, description, start_date, end_date, start_tz, end_tz,
      all_day, calendar_id, orig_item_id, orig_date, status, availability, entity_type, location_id, organizer_id,
      self_attendee_id, birthday_id, last_modified, privacy_level);
    CREATE TABLE Calendar (ROWID INTEGER PRIMARY KEY, title, color, store_id, flags, sharing_status);
    CREATE TABLE Store (ROWID INTEGER PRIMARY KEY, name, type, disabled);
    CREATE TABLE Sharee (ROWID INTEGER PRIMARY KEY, owner_id, identity_id, access_level, status);
    CREATE TABLE Location (ROWID INTEGER PRIMARY KEY, title, address, latitude, longitude, radius);
    CREATE TABLE Identity (display_name, address, first_name, last_name);
    CREATE TABLE Participant (ROWID INTEGER PRIMARY KEY, owner_id, entity_type, type, status, role, identity_id, email,
      phone_number, is_self, comment, proposed_start_date);
    CREATE TABLE Recurrence (ROWID INTEGER PRIMARY KEY, owner_id, frequency, interval, count, end_date, week_start,
      specifier, by_month_months);
    CREATE TABLE ExceptionDate (ROWID INTEGER PRIMARY KEY, owner_id, date);
    CREATE TABLE Alarm (ROWID INTEGER PRIMARY KEY, calendaritem_owner_id, trigger_interval, trigger_date, proximity, location_id);
    ${sql}`);
  return extractAll(calendar, { db });
}

describe('events', () => {
  it('that are all-day keep their days, whichever way their end is stored', () => {
    const { rows, notes } = book(`INSERT INTO CalendarItem (ROWID, all_day, start_date, end_date, start_tz) VALUES
      (1, 1, 0, 86399, '_float'), (2, 1, 0, 86400, NULL), (3, 1, 86400, 0, '_float'), (4, 1, 0, NULL, 'Europe/Berlin'),
      (5, 1, 3600, 90000, NULL), (6, 0, 0, 86400, '_float'), (7, 1, NULL, 0, NULL);`);
    expect(
      rows.calendar_events.map(({ startDate, endDate, isFloating, timeZone }) => [
        startDate,
        endDate,
        isFloating,
        timeZone,
      ]),
    ).toEqual([
      ['2001-01-01', '2001-01-01', true, null],
      ['2001-01-01', '2001-01-01', true, null],
      ['2001-01-02', '2001-01-02', true, null],
      ['2001-01-01', '2001-01-01', true, null],
      ['2001-01-01', '2001-01-02', true, null],
      [null, null, true, null],
      [null, null, true, null],
    ]);
    expect(notes['all-day-events-not-at-midnight']).toBe(1);
  });

  it('count unknown codes and keep them unchanged', () => {
    const { rows, notes } = book(`
      INSERT INTO Store VALUES (1, 'X', 77, 0);
      INSERT INTO Calendar VALUES (1, 'A', 'red', 1, 5, 9);
      INSERT INTO CalendarItem (ROWID, calendar_id, status, availability, privacy_level, entity_type) VALUES (1, 1, 9, 8, 2, 2), (2, 1, 1, 1, 0, 3);
      INSERT INTO Participant (owner_id, entity_type, status, role, type) VALUES (1, 7, 99, 98, 97);
      INSERT INTO Recurrence (owner_id, frequency, specifier) VALUES (1, 9, 'D=0MO'), (1, 2, 'X=1');`);
    expect(rows.calendars).toMatchObject([
      { colour: null, accountKind: null, accountKindCode: 77, raw: { flags: 5, sharing_status: 9 } },
    ]);
    expect(rows.calendar_events).toMatchObject([
      {
        status: null,
        raw: { status: 9, availability: 8, privacy_level: 2 },
        attendees: [{ statusCode: 99, roleCode: 98, kindCode: 97 }],
      },
    ]);
    expect(rows.calendar_events[0]?.recurrence?.rules).toMatchObject([
      { frequency: null, frequencyCode: 9, isUnderstood: false },
      { frequency: 'weekly', specifier: 'X=1', isUnderstood: false },
    ]);
    expect(notes).toEqual({
      'unknown-code:account-type:77': 1,
      'unknown-code:sharing-status:9': 1,
      'unknown-code:event-status:9': 1,
      'unknown-code:event-availability:8': 1,
      'unknown-code:participant-status:99': 1,
      'unknown-code:participant-role:98': 1,
      'unknown-code:participant-type:97': 1,
      'unknown-code:recurrence-frequency:9': 1,
      'unknown-code:recurrence-part:X': 1,
      'items-that-are-no-events': 1,
    });
  });

  it('find participants, places, rules and alarms by their ROWIDs', () => {
    const { rows } = book(`
      INSERT INTO Identity VALUES ('Jo', 'mailto:jo%40example.com', NULL, NULL), (NULL, 'tel:+15550100', 'Al', 'Lee'), ('%', 'mailto:100%', NULL, NULL);
      INSERT INTO Calendar VALUES (4, 'Ours', '#abcdef', 1, 0, 1);
      INSERT INTO Sharee VALUES (1, 4, 1, 2, 1), (2, 4, 2, 1, 0);
      INSERT INTO Location VALUES (5, ' Hall ', '', 0, 0, 0), (6, NULL, 'Main St', 52.5, 13.4, 50), (7, '', '', 91, 0, 1);
      INSERT INTO CalendarItem (ROWID, calendar_id, location_id, organizer_id, self_attendee_id) VALUES (1, 4, 5, 12, 11), (2, 4, 6, NULL, NULL), (3, 4, 7, 99, 98);
      INSERT INTO Participant (ROWID, owner_id, entity_type, status, identity_id, comment, proposed_start_date) VALUES
        (10, 1, 7, 2, 1, 'no time', 86400), (11, 1, 7, 1, 2, NULL, 0), (12, 1, 8, 7, 3, NULL, NULL);
      INSERT INTO Recurrence (owner_id, frequency, interval, count, end_date, week_start, specifier, by_month_months) VALUES
        (2, 4, 0, 0, 0, 0, '', 2049), (2, 2, 2, 3, 86400, 7, 'D=0MO', 0);
      INSERT INTO ExceptionDate (owner_id, date) VALUES (2, 86400), (2, -2147483648), (99, 5);
      INSERT INTO Alarm (calendaritem_owner_id, trigger_interval, trigger_date, proximity, location_id) VALUES (3, -900, NULL, 0, NULL),
        (3, 0, 86400, 0, NULL), (3, 0, NULL, 1, NULL), (3, 0, -781139055, 0, NULL), (3, 0, -781139055, 2, 6);`);
    const [first, second, third] = rows.calendar_events;
    expect(rows.calendars[0]).toMatchObject({
      sharing: 'by-me',
      sharees: [
        { name: 'Jo', address: 'jo@example.com', access: 'edit' },
        { name: 'Al Lee', address: '+15550100', access: 'view' },
      ],
    });
    expect(first).toMatchObject({
      place: { title: 'Hall', address: null, latitude: null, longitude: null, radius: null },
      organizer: { name: '%', email: null, status: null, statusCode: 7 },
      attendees: [
        {
          name: 'Jo',
          email: 'jo@example.com',
          status: 'declined',
          comment: 'no time',
          proposedStartAt: Date.UTC(2001, 0, 2),
        },
        { name: 'Al Lee', phone: '+15550100', isSelf: true, proposedStartAt: null },
      ],
      response: 'accepted',
    });
    expect(second).toMatchObject({
      location: 'Main St',
      place: { latitude: 52.5, longitude: 13.4, radius: 50 },
      organizer: null,
      recurrence: {
        rules: [
          { frequency: 'yearly', interval: 1, count: null, until: null, weekStart: 'SU', byMonth: [1, 12] },
          { frequency: 'weekly', interval: 2, count: 3, until: Date.UTC(2001, 0, 2), weekStart: 'MO' },
        ],
        exceptions: [Date.UTC(2001, 0, 2)],
      },
    });
    expect(third?.place).toBeNull();
    expect(third?.alarms).toMatchObject([
      { offsetSeconds: -900, at: null },
      { offsetSeconds: null, at: Date.UTC(2001, 0, 2) },
      { offsetSeconds: null, at: null, proximity: 'enter', place: null },
      { offsetSeconds: null, at: null, proximity: 'leave', place: { address: 'Main St', latitude: 52.5, radius: 50 } },
    ]);
    expect(third?.alarms).toHaveLength(4);
  });

  it('with values of the wrong type lose only those values', () => {
    const { rows, losses } = book(`
      INSERT INTO CalendarItem (ROWID, summary, description, start_date, end_date, start_tz, all_day, calendar_id, orig_item_id, organizer_id) VALUES
        (-4, x'c3a9', 5, 'x', x'00', x'ff', 'yes', 'a', -4, -9), (1, 2.5, NULL, 1e300, -1e300, 7, 1, 9223372036854775807, 1, 'x'),
        (2, zeroblob(100000), CAST(zeroblob(1100000) AS TEXT), -63114076800, 63113904000, '', x'01', NULL, 2, 2),
        (9007199254740993, 'far', NULL, 1, 1, NULL, 0, NULL, NULL, NULL);
      INSERT INTO Participant (ROWID, owner_id, entity_type, status, identity_id, email) VALUES (-1, -4, 'x', x'00', 'y', x'61'), (2, 'x', 7, 1, 1, 1), (3, 1.5, 1e300, NULL, 99, 6);
      INSERT INTO Recurrence (owner_id, frequency, interval, count, end_date, specifier, by_month_months) VALUES (1, 1, -5, -1, 'x', x'443d304d4f', -1), (1, 'x', 9e99, 9e99, 1e300, 5, 9e15);
      INSERT INTO ExceptionDate (owner_id, date) VALUES (1, 'x'), (NULL, 1), (1, 1e300);
      INSERT INTO Alarm (calendaritem_owner_id, trigger_interval) VALUES (1, 'x'), (x'00', 1);`);
    expect(rows.calendar_events.map(({ key, title, startAt, endAt }) => [key, title?.length, startAt, endAt])).toEqual([
      ['e-4', 1, null, null],
      ['e1', 3, null, null],
      ['e2', 32_768, null, null],
    ]);
    expect(losses).toEqual({ 'no-key.events': 1, 'too-large.event-notes': 1 });
    expect(rows.calendar_events[1]?.recurrence?.rules).toMatchObject([
      {
        frequency: 'daily',
        interval: 1,
        count: null,
        byDay: [{ day: 'MO' }],
        byMonth: [],
      },
      { frequency: null, isUnderstood: false },
    ]);
    // A series that is its own master keeps the reference: such links are not followed.
    expect(rows.calendar_events[1]).toMatchObject({ master: 'e1', recurrence: { detached: [{ event: 'e1' }] } });
    expect(() => JSON.stringify(rows)).not.toThrow();
  });

  it('with too many related rows lose the rest, which is reported', () => {
    const { rows, losses } = book(`
      INSERT INTO CalendarItem (ROWID) VALUES (1), (2);
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500) INSERT INTO ExceptionDate (owner_id, date) SELECT 1, i FROM n;
      INSERT INTO ExceptionDate (owner_id, date) VALUES (2, 7);`);
    expect(rows.calendar_events.map(({ recurrence }) => recurrence?.exceptions.length)).toEqual([2000, 1]);
    expect(losses).toEqual({ 'rows-of-one-record:ExceptionDate:2000': 1 });
  });
});

it('refuses a database without events', () => {
  expect(() => extractAll(calendar, { db: new DatabaseSync(':memory:') })).toThrow(
    expect.objectContaining({ code: 'UNSUPPORTED_SCHEMA' }),
  );
});

it('gives every row of a database with damaged indexes', fullOnly, () => {
  const { bytes } = synthetic({ seed: 'pages', events: 120 });
  expect(readWithDestroyedIndexes(calendar, 'db', bytes)).toEqual([]);
});

it('gives every row of intact pages', () => {
  const { bytes } = synthetic({ seed: 'pages', events: 120 });
  const random = seededRandom('pages', 'calendar');
  const report = readWithDestroyedPages(calendar, 'db', bytes, (limit) => random.below(limit), rounds(20, 4));
  expect(report.violations).toEqual([]);
  expect(report.expected).toBeGreaterThan(rounds(1000, 50));
});

it('gives only rows and domain errors for damaged files', () => {
  const { bytes } = synthetic({ seed: 'fuzz', events: 120 });
  const random = seededRandom('fuzz', 'calendar');
  let readable = 0;
  for (let round = 0; round < rounds(100); round++) {
    const damaged = damage(bytes, (limit) => random.below(limit));
    const extraction = extractDamaged(calendar, 'db', damaged);
    if (extraction === null) continue;
    readable++;
    for (const event of extraction.rows.calendar_events.slice(0, 20))
      expandRecurrence(event, 0, Date.UTC(2030, 0, 1), 10);
  }
  expect(readable).toBeGreaterThan(rounds(20, 0));
});

function onMap(place: object | null): readonly string[] {
  return place === null ? [] : ['location'];
}

describe('a series in another calendar system', () => {
  it('is not a birthday, and is not expanded by Gregorian months', () => {
    const { db } = synthetic({ seed: 'calendar', events: 6, generation: 18 });
    db.exec(`DELETE FROM CalendarItem; DELETE FROM Recurrence;
      INSERT INTO CalendarItem (ROWID, summary, start_date, all_day, calendar_scale, start_tz) VALUES
        (1, 'Spring Festival', 729216000, 1, 'chinese', '_float'), (2, 'Ann', 729216000, 1, 'gregorian', '_float'),
        (3, 'Dentist', 729250000, 0, 'gregorian', 'Europe/Berlin');
      INSERT INTO Recurrence (frequency, interval, owner_id) VALUES (4, 1, 1), (4, 1, 2);`);
    const { rows, notes } = extractAll(calendar, { db });
    expect(
      rows.calendar_events.map(({ isBirthday, recurrence }) => [isBirthday, recurrence?.rules[0]?.isUnderstood]),
    ).toEqual([
      [false, false],
      [true, true],
      [false, undefined],
    ]);
    expect(notes).toMatchObject({ 'series-by-another-calendar:chinese': 1 });
    const [festival] = rows.calendar_events;
    if (festival === undefined) throw new Error('no event');
    const { occurrences, isComplete } = expandRecurrence(festival, 0, Date.UTC(2030, 0, 1), 100);
    expect([occurrences.length, isComplete]).toEqual([1, false]);
  });
});

it('names the calendars of the system as the phone does, and the owner of a shared one in iOS 6 to 10', () => {
  const db = new DatabaseSync(':memory:');
  // Columns of a real iOS 6.1.6.
  db.exec(`
    CREATE TABLE Calendar (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, store_id INTEGER, title TEXT, flags INTEGER, color TEXT,
      type TEXT, supported_entity_types INTEGER, UUID TEXT, shared_owner_name TEXT, shared_owner_email TEXT,
      sharing_status INTEGER, self_identity_email TEXT, owner_identity_id INTEGER, owner_identity_email TEXT);
    CREATE TABLE CalendarItem (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, summary TEXT, start_date REAL, end_date REAL,
      calendar_id INTEGER, orig_item_id INTEGER, orig_date REAL, entity_type INTEGER);
    INSERT INTO Calendar (title, sharing_status, shared_owner_name, shared_owner_email) VALUES
      ('DEFAULT_CALENDAR_NAME', 0, NULL, NULL), ('Team', 2, 'Jo', 'mailto:jo@example.org'), ('default_calendar_name', 0, NULL, NULL);
    INSERT INTO CalendarItem (summary, start_date, end_date, calendar_id, entity_type) VALUES ('Dentist', 320662800, 320664600, 1, 2);`);
  const { rows, documents } = extractAll(calendar, { db });
  expect(rows.calendars.map(({ title, ownerName, ownerAddress }) => [title, ownerName, ownerAddress])).toEqual([
    ['Calendar', null, null],
    ['Team', 'Jo', 'jo@example.org'],
    ['default_calendar_name', null, null],
  ]);
  expect(rows.calendar_events).toMatchObject([{ title: 'Dentist', calendarTitle: 'Calendar' }]);
  expect(JSON.stringify(documents)).not.toContain('DEFAULT_CALENDAR_NAME');
});

it('hides a series of which only changed occurrences are known', () => {
  const db = new DatabaseSync(':memory:');
  db.exec(`
    CREATE TABLE CalendarItem (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, summary TEXT, start_date REAL, end_date REAL,
      orig_item_id INTEGER, orig_date REAL, hidden INTEGER, entity_type INTEGER, phantom_master INTEGER);
    INSERT INTO CalendarItem (ROWID, summary, start_date, end_date, hidden, phantom_master, orig_item_id, orig_date) VALUES
      (1, 'Team', 729216000, 729219600, 0, 1, 0, NULL), (2, 'Team', 729302400, 729306000, 0, 0, 1, 729302400),
      (3, 'Draft', 729388800, 729392400, 1, 0, 0, NULL);`);
  const { rows } = extractAll(calendar, { db });
  expect(rows.calendar_events.map(({ key, isHidden, master }) => [key, isHidden, master])).toEqual([
    ['e1', true, null],
    ['e2', false, 'e1'],
    ['e3', true, null],
  ]);
});
