import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import type { EventView } from '../../contract/calendar.ts';
import { contentLines } from '../format/content-lines.ts';
import { endMoment, vevent } from './vevent.ts';
import { vtimezone } from './vtimezone.ts';

const START = Date.UTC(2024, 2, 29, 8);
const EMPTY: EventView = {
  event: 'e1',
  key: 'e1',
  title: 'Stand-up',
  calendar: 'c1',
  calendarTitle: 'Work',
  colour: null,
  location: null,
  startAt: START,
  endAt: START + 1_800_000,
  startDate: null,
  endDate: null,
  timeZone: 'Europe/Berlin',
  isAllDay: false,
  isFloating: false,
  isRecurring: false,
  isBirthday: false,
  status: 'confirmed',
  response: null,
  notes: null,
  place: null,
  url: null,
  conferenceUrl: null,
  endTimeZone: null,
  recurrence: null,
  master: null,
  originalStartAt: null,
  organizer: null,
  attendees: [],
  alarms: [],
  attachments: [],
  availability: 'busy',
  travelSeconds: null,
  travelFrom: null,
  isHidden: false,
  uid: 'uid-1',
  createdAt: null,
  modifiedAt: null,
  details: {},
};
const RULE = {
  frequency: 'daily',
  frequencyCode: 1,
  interval: 1,
  count: 4,
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
};

/** The calendar parsed by another library. */
function read(event: EventView): ICAL.Event {
  const zone = event.timeZone === null ? [] : vtimezone(event.timeZone, START - 4e10, START + 4e10);
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', ...zone, ...vevent(event, 'uid-1', START), 'END:VCALENDAR'];
  const calendar = new ICAL.Component(ICAL.parse(contentLines(lines)));
  for (const component of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(component);
  return new ICAL.Event(calendar.getFirstSubcomponent('vevent') as ICAL.Component);
}

describe('an event in iCalendar', () => {
  it('has alarms before it, and at a place as Apple’s programs write them', () => {
    const plain = {
      offsetSeconds: null,
      at: null,
      proximity: null,
      place: null,
      isDisabled: false,
      isDefault: false,
      acknowledgedAt: null,
    };
    const place = { title: 'Hall "A"', address: 'Main St 1, Town', latitude: 52.5, longitude: 13.4, radius: 50 };
    const { component } = read({
      ...EMPTY,
      alarms: [
        { ...plain, offsetSeconds: -900 },
        { ...plain, proximity: 'enter', place },
        { ...plain, proximity: 'leave' },
        { ...plain, proximity: 'leave', place, isDisabled: true },
      ],
    });
    const alarms = component.getAllSubcomponents('valarm');
    expect(alarms.map((alarm) => alarm.getFirstPropertyValue('trigger')?.toString())).toEqual([
      '-PT900S',
      '1976-04-01T00:55:45Z',
    ]);
    expect(alarms[1]?.getFirstPropertyValue('x-apple-proximity')).toBe('ARRIVE');
    const where = alarms[1]?.getFirstProperty('x-apple-structured-location');
    expect(where?.getFirstValue()).toBe('geo:52.5,13.4');
    expect(['x-title', 'x-address', 'x-apple-radius'].map((name) => where?.getParameter(name))).toEqual([
      'Hall "A"',
      'Main St 1, Town',
      '50',
    ]);
  });

  it('has its time in its time zone', () => {
    const { startDate, endDate } = read(EMPTY);
    expect([startDate.toString(), startDate.zone.tzid]).toEqual(['2024-03-29T09:00:00', 'Europe/Berlin']);
    expect([startDate.toUnixTime() * 1000, endDate.toUnixTime() * 1000]).toEqual([START, START + 1_800_000]);
  });

  it('repeats at local time across DST changes, without deleted occurrences', () => {
    // DST starts on 31 March 2024.
    const event = read({
      ...EMPTY,
      isRecurring: true,
      recurrence: { rules: [RULE], exceptions: [START + 86_400_000], detached: [] },
    });
    const starts: number[] = [];
    const iterator = event.iterator();
    for (let next = iterator.next(); next !== undefined && next !== null; next = iterator.next())
      starts.push(next.toUnixTime() * 1000);
    expect(starts).toEqual([START, Date.UTC(2024, 2, 31, 7), Date.UTC(2024, 3, 1, 7)]);
  });

  it('has unshifted all-day dates with an exclusive end', () => {
    const day = Date.UTC(2024, 11, 24);
    const { startDate, endDate } = read({
      ...EMPTY,
      isAllDay: true,
      timeZone: null,
      startAt: day,
      endAt: day + 3 * 86_400_000 - 1000,
      startDate: '2024-12-24',
      endDate: '2024-12-26',
    });
    expect([startDate.toString(), startDate.isDate, endDate.toString()]).toEqual(['2024-12-24', true, '2024-12-27']);
  });

  it('is floating, or in UTC if its time zone is unknown', () => {
    expect(read({ ...EMPTY, isFloating: true, timeZone: null }).startDate.zone.tzid).toBe('floating');
    const lines = vevent({ ...EMPTY, timeZone: 'Mars/Olympus' }, 'u', START) ?? [];
    expect(lines).toContain('DTSTART:20240329T080000Z');
  });

  it('prevents injection of properties', () => {
    const evil = 'x\r\nEND:VEVENT\r\nX-EVIL:1';
    const person = {
      handle: `a"b\r\n@c`,
      handleText: `a"b\r\n@c`,
      name: evil,
      contact: null,
      isOwner: false,
      role: null,
      kind: null,
      status: 'accepted',
      comment: null,
      proposedStartAt: null,
    };
    const event = {
      ...EMPTY,
      title: evil,
      notes: evil,
      location: evil,
      url: evil,
      timeZone: evil,
      calendarTitle: evil,
      attendees: [person],
    };
    const text = contentLines(vevent(event, evil, START) ?? []);
    expect(text.match(/^END:VEVENT\r$/gm)).toHaveLength(1);
    expect(text).not.toMatch(/^X-EVIL/m);
  });

  it('has both URLs, the place name, attachments and travel time, and no end before its start', () => {
    const event = {
      ...EMPTY,
      endAt: START - 1,
      url: 'https://tickets.example/1',
      conferenceUrl: 'https://meet.example/2',
      location: 'Café Central',
      place: { title: 'Café Central', address: 'Herrengasse 14\nWien', latitude: 48.2, longitude: 16.4, radius: null },
      attachments: [
        { filename: 'plan "b".pdf', url: 'https://files.example/p', format: 'application/pdf', size: 1 },
        { filename: null, url: 'https://files.example/q', format: 'x\r\nX-EVIL:1', size: null },
        { filename: 'nowhere.pdf', url: null, format: null, size: null },
      ],
      travelSeconds: 1800,
    };
    expect(vevent(event, 'u', START)?.filter((line) => /^(?:DTEND|LOC|URL|CONF|ATT|X-)/.test(line))).toEqual([
      'LOCATION:Café Central\\nHerrengasse 14\\nWien',
      'URL:https://tickets.example/1',
      'CONFERENCE;VALUE=URI:https://meet.example/2',
      `ATTACH;FMTTYPE=application/pdf;FILENAME="plan ^'b^'.pdf":https://files.example/p`,
      'ATTACH:https://files.example/q',
      'X-APPLE-TRAVEL-DURATION;VALUE=DURATION:PT1800S',
    ]);
    expect(read({ ...event, endAt: null }).location).toBe('Café Central\nHerrengasse 14\nWien');
  });

  it('ends in the time zone of its end', () => {
    // 12:00 to 14:00 by the clocks there: eight hours in the air.
    const startAt = Date.UTC(2025, 6, 15, 10);
    const event = { ...EMPTY, startAt, endAt: Date.UTC(2025, 6, 15, 18), endTimeZone: 'America/New_York' };
    const times = (of: typeof event) => vevent(of, 'u', START).filter((line) => /^DT(?:START|END)/.test(line));
    expect(times(event)).toEqual([
      'DTSTART;TZID=Europe/Berlin:20250715T120000',
      'DTEND;TZID=America/New_York:20250715T140000',
    ]);
    expect(times({ ...event, isFloating: true })[1]).toBe('DTEND:20250715T180000');
    expect(endMoment(event)?.timeZone).toBe('America/New_York');
  });

  it('is a VJOURNAL without a start, which a VEVENT must have', () => {
    const [first, ...rest] = vevent({ ...EMPTY, startAt: null }, 'u', START);
    expect([first, rest.at(-1)]).toEqual(['BEGIN:VJOURNAL', 'END:VJOURNAL']);
    expect(rest).toContain('SUMMARY:Stand-up');
    expect(rest.join()).not.toContain('DTSTART');
  });
});

describe('VTIMEZONE', () => {
  it('has the transitions of the time zone database', () => {
    const lines = vtimezone('Europe/Berlin', Date.UTC(2024, 0, 1), Date.UTC(2025, 0, 1)).join('\n');
    expect(lines).toContain(
      'BEGIN:DAYLIGHT\nDTSTART:20240331T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nEND:DAYLIGHT',
    );
    expect(lines).toContain(
      'BEGIN:STANDARD\nDTSTART:20241027T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nEND:STANDARD',
    );
  });
});
