import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import { CalendarSchema, EventSchema, OccurrencePageSchema } from '../../contract/calendar.ts';
import type { RecurrenceRule } from '../../model/calendar/recurrence-rule.ts';
import { type EventQuery, getEvent, listCalendars, listEvents } from './index.ts';
import type { EventRow } from './rows.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const rule = (frequency: RecurrenceRule['frequency'], more: Partial<RecurrenceRule> = {}): RecurrenceRule => ({
  frequency,
  frequencyCode: 1,
  interval: 1,
  count: null,
  until: null,
  weekStart: 'MO',
  byDay: [],
  byMonthDay: [],
  byYearDay: [],
  byWeekNumber: [],
  byMonth: [],
  bySetPosition: [],
  specifier: null,
  isUnderstood: true,
  ...more,
});

let fixture: ViewFixture;

beforeAll(async () => {
  fixture = await openViewFixture();
  await fixture.index('contacts', (rows) => rows.contact('p1', 'Anna Meyer', ['anna@example.com']));
  await fixture.index('calendar', (rows) => {
    rows.add('calendars', { key: 'c1', title: 'Home', colour: '#FF0000', displayOrder: 2 });
    rows.add('calendars', { key: 'c2', title: 'Work', displayOrder: 1, isSubscribed: true });
    const event = (key: string, startAt: number | null, endAt: number | null, row: Partial<EventRow> = {}) =>
      rows.add('calendar_events', { key, calendar: 'c1', calendarTitle: 'Home', title: key, startAt, endAt, ...row });
    event('e1', Date.UTC(2024, 4, 1, 8), Date.UTC(2024, 4, 1, 9), {
      timeZone: 'Europe/Berlin',
      organizer: person({ name: 'A.', email: 'anna@example.com' }),
      attendees: [
        person({ name: 'Me', email: 'me@example.com', isSelf: true, status: 'accepted' }),
        person({ name: 'Zoë' }),
      ],
      alarms: [
        {
          offsetSeconds: -900,
          at: null,
          proximity: null,
          proximityCode: null,
          place: null,
          typeCode: 0,
          isDisabled: false,
          isDefault: true,
          acknowledgedAt: null,
        },
      ],
      response: 'accepted',
    });
    event('e2', Date.UTC(2024, 4, 2), Date.UTC(2024, 4, 4) - 1000, {
      isAllDay: true,
      isFloating: true,
      startDate: '2024-05-02',
      endDate: '2024-05-03',
      calendar: 'c2',
    });
    // Weekly at nine in Berlin across the DST change on 2024-03-31; one occurrence deleted, one moved.
    event('e3', Date.UTC(2024, 2, 25, 8), Date.UTC(2024, 2, 25, 9), {
      timeZone: 'Europe/Berlin',
      isRecurring: true,
      recurrence: {
        rules: [rule('weekly')],
        exceptions: [Date.UTC(2024, 3, 8, 7)],
        detached: [{ event: 'e4', originalStartAt: Date.UTC(2024, 3, 15, 7) }],
      },
    });
    event('e4', Date.UTC(2024, 3, 16, 7), Date.UTC(2024, 3, 16, 8), {
      master: 'e3',
      originalStartAt: Date.UTC(2024, 3, 15, 7),
    });
    event('e5', Date.UTC(2024, 4, 1, 8), null, { isHidden: true });
    event('e6', null, null);
    event('e7', Date.UTC(1990, 5, 9), Date.UTC(1990, 5, 10) - 1000, {
      isAllDay: true,
      isBirthday: true,
      isRecurring: true,
      startDate: '1990-06-09',
      endDate: '1990-06-09',
      recurrence: { rules: [rule('yearly')], exceptions: [], detached: [] },
    });
    event('e8', Date.UTC(2024, 7, 1), Date.UTC(2024, 7, 1), {
      isRecurring: true,
      recurrence: { rules: [rule('monthly', { isUnderstood: false })], exceptions: [], detached: [] },
    });
  });
});

afterAll(() => fixture.dispose());

function person(facts: Partial<NonNullable<EventRow['organizer']>>): NonNullable<EventRow['organizer']> {
  return {
    name: null,
    email: null,
    phone: null,
    isSelf: false,
    role: null,
    roleCode: null,
    kind: null,
    kindCode: null,
    status: null,
    statusCode: null,
    comment: null,
    proposedStartAt: null,
    ...facts,
  };
}

const list = (query: Partial<EventQuery> = {}) => listEvents(fixture.ctx, fixture.backup, { limit: 50, ...query });
const expand = (from: number, to: number, query: Partial<EventQuery> = {}) =>
  list({ from, to, expand: true, ...query });

describe('listCalendars', () => {
  it('lists calendars in the order of the phone, with event counts', async () => {
    const { items } = await listCalendars(fixture.ctx, fixture.backup);
    expect(items.map((calendar) => CalendarSchema.parse(calendar))).toEqual(items);
    expect(items.map(({ title, eventCount }) => [title, eventCount])).toEqual([
      ['Work', 1],
      ['Home', 7],
    ]);
  });
});

describe('listEvents', () => {
  it('lists events by start, a series once, and those without a start last', async () => {
    const page = await list();
    expect(OccurrencePageSchema.parse(page)).toEqual(page);
    expect(page.items.map(({ event }) => event)).toEqual(['e7', 'e3', 'e4', 'e1', 'e2', 'e8', 'e6']);
    const pages = [await list({ limit: 5 })];
    for (let next = pages[0]?.next ?? null; next !== null; next = pages.at(-1)?.next ?? null)
      pages.push(await list({ limit: 1, cursor: next }));
    expect(pages.flatMap(({ items }) => items.map(({ event }) => event))).toEqual(page.items.map(({ event }) => event));
    expect((await list({ hidden: true })).items.map(({ event }) => event)).toContain('e5');
    expect((await list({ calendar: 'c2' })).items.map(({ event }) => event)).toEqual(['e2']);
    const window = { from: Date.UTC(2024, 4, 1), to: Date.UTC(2024, 4, 3) };
    expect((await list(window)).items.map(({ event }) => event)).toEqual(['e1', 'e2']);
  });

  it('expands series at local time across DST changes, without deleted and moved occurrences', async () => {
    const page = await expand(Date.UTC(2024, 2, 24), Date.UTC(2024, 3, 30));
    expect(page.items.map(({ event, startAt }) => [event, new Date(startAt ?? 0).toISOString()])).toEqual([
      ['e3', '2024-03-25T08:00:00.000Z'],
      ['e3', '2024-04-01T07:00:00.000Z'],
      ['e4', '2024-04-16T07:00:00.000Z'],
      ['e3', '2024-04-22T07:00:00.000Z'],
      ['e3', '2024-04-29T07:00:00.000Z'],
    ]);
    expect(page.isComplete).toBe(true);
    expect(page.items[0]).toMatchObject({ isRecurring: true, endAt: Date.UTC(2024, 2, 25, 9), colour: '#FF0000' });
  });

  it.each(['Pacific/Auckland', 'UTC', 'Pacific/Honolulu'])('never shifts all-day events (%s)', async (timeZone) => {
    const start = Temporal.PlainDate.from('2024-05-03').toZonedDateTime(timeZone).epochMilliseconds;
    const may = await expand(start, start + DAY, { timeZone, calendar: 'c2' });
    expect(may.items).toMatchObject([{ event: 'e2', startDate: '2024-05-02', endDate: '2024-05-03' }]);
    expect((await expand(start + DAY, start + 2 * DAY, { timeZone, calendar: 'c2' })).items).toEqual([]);
    const day = Temporal.PlainDate.from('2023-06-09').toZonedDateTime(timeZone).epochMilliseconds;
    const birthday = (await expand(day, day + DAY, { timeZone })).items.filter(({ event }) => event === 'e7');
    expect(birthday).toMatchObject([{ startDate: '2023-06-09', endDate: '2023-06-09', isBirthday: true }]);
  });

  it.each([undefined, 'Asia/Tokyo'])('pages through expanded occurrences (%s)', async (timeZone) => {
    const query = timeZone === undefined ? {} : { timeZone };
    const window = [Date.UTC(2024, 0, 1), Date.UTC(2024, 11, 31)] as const;
    const all = (await expand(...window, { ...query, limit: 200 })).items;
    const found = [];
    let cursor: string | undefined;
    do {
      const page = await expand(...window, { ...query, limit: 7, ...(cursor === undefined ? {} : { cursor }) });
      found.push(...page.items);
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(found).toEqual(all);
    expect(all.length).toBeGreaterThan(40);
  });

  it('reports series that cannot be expanded', async () => {
    const page = await expand(Date.UTC(2024, 7, 1), Date.UTC(2024, 8, 1));
    expect(page.isComplete).toBe(false);
    expect(page.items.map(({ event }) => event)).toContain('e8');
  });

  it('requires a bounded period for expansion', async () => {
    await expect(list({ expand: true })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(expand(5, 4)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(expand(0, 5000 * DAY)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(expand(0, DAY, { timeZone: 'x' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(list({ cursor: 'x' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});

describe('getEvent', () => {
  it('shows attendees by their contacts, and alarms', async () => {
    const event = await getEvent(fixture.ctx, fixture.backup, 'e1');
    expect(EventSchema.parse(event)).toEqual(event);
    expect(event).toMatchObject({
      organizer: { name: 'Anna Meyer', contact: 'p1' },
      attendees: [
        { isOwner: true, status: 'accepted' },
        { name: 'Zoë', handle: null },
      ],
      alarms: [{ offsetSeconds: -900, isDefault: true }],
      response: 'accepted',
    });
    await expect(getEvent(fixture.ctx, fixture.backup, 'e99')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
