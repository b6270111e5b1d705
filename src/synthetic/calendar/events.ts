import { type Person, peopleOf } from '../people.ts';
import { type Seed, seededRandom } from '../random.ts';

/** The calendar of an event. */
export type CalendarPlan = 'home' | 'work' | 'holidays' | 'birthdays';

/** Recurrence rule of a planned series. */
export interface PlannedRule {
  readonly frequency: 'daily' | 'weekly' | 'monthly' | 'yearly';
  readonly interval: number;
  readonly count: number | null;
  /** UTC milliseconds. */
  readonly until: number | null;
  /** Syntax of Calendar: `D=0MO,0WE`. */
  readonly specifier: string;
}

/** An event to write. Times are UTC milliseconds; all-day and floating events have local time as UTC. */
export interface PlannedEvent {
  readonly title: string;
  readonly notes: string | null;
  readonly calendar: CalendarPlan;
  readonly startAt: number;
  readonly endAt: number;
  /** Null for all-day and floating events. */
  readonly timeZone: string | null;
  readonly isAllDay: boolean;
  readonly isBirthday: boolean;
  /** First and last day (inclusive) of an all-day event. */
  readonly days: readonly [first: string, last: string] | null;
  readonly rule: PlannedRule | null;
  readonly exceptions: readonly number[];
  /** Start of the occurrence that this changed occurrence replaces; null for other events. */
  readonly originalStartAt: number | null;
  readonly attendees: readonly Person[];
  /** Seconds relative to the start. */
  readonly alarmOffsets: readonly number[];
  readonly place: Readonly<Record<'title' | 'address', string> & Record<'latitude' | 'longitude', number>> | null;
  readonly travelSeconds: number;
  readonly url: string | null;
  readonly conferenceUrl: string | null;
  readonly attachment: string | null;
  /** 0 none, 1 confirmed, 2 tentative, 3 cancelled. */
  readonly statusCode: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A Monday, 09:00 in Berlin. */
const FIRST = Date.UTC(2024, 0, 8, 8);

/** Start of summer time in Berlin: 31 March 2024, 01:00 UTC. */
const SUMMER_FROM = Date.UTC(2024, 2, 31, 1);

const NOTHING = {
  notes: null,
  calendar: 'home',
  timeZone: 'Europe/Berlin',
  isAllDay: false,
  isBirthday: false,
  days: null,
  rule: null,
  exceptions: [],
  originalStartAt: null,
  attendees: [],
  alarmOffsets: [],
  place: null,
  travelSeconds: 0,
  url: null,
  conferenceUrl: null,
  attachment: null,
  statusCode: 0,
} as const satisfies Partial<PlannedEvent>;

/** The UTC day of a timestamp. */
function dayOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}

/** An all-day event of `days` days. It ends with the last second of its last day or at the midnight after it. */
function allDay(
  startAt: number,
  days: number,
  endsAtMidnight: boolean,
): Pick<PlannedEvent, 'startAt' | 'endAt' | 'timeZone' | 'isAllDay' | 'days'> {
  const start = Math.floor(startAt / DAY) * DAY;
  const endAt = start + days * DAY - (endsAtMidnight ? 0 : 1000);
  return {
    startAt: start,
    endAt,
    timeZone: null,
    isAllDay: true,
    days: [dayOf(start), dayOf(start + (days - 1) * DAY)],
  };
}

type Kind = (context: {
  readonly number: number;
  readonly startAt: number;
  readonly people: readonly Person[];
}) => PlannedEvent[];

/** Kinds of events. */
const KINDS: readonly Kind[] = [
  // A meeting with participants.
  ({ number, startAt, people }) => [
    {
      ...NOTHING,
      title: `Planning ${number}`,
      notes: `Agenda ${number}:\n1. lemons\n2. Zitronen 🍋`,
      calendar: 'work',
      startAt,
      endAt: startAt + HOUR,
      attendees: people.slice(0, 3),
      alarmOffsets: [-900, -86_400],
      conferenceUrl: `https://meet.example.com/${number}`,
      attachment: `plan ${number}.jpg`,
      statusCode: 1,
    },
  ],
  ({ number, startAt }) => [{ ...NOTHING, title: `Market day ${number}`, ...allDay(startAt, 1, false) }],
  ({ number, startAt }) => [
    { ...NOTHING, title: `Journey ${number} to Łódź`, calendar: 'holidays', ...allDay(startAt, 5, true) },
  ],
  // A weekly series across the change to summer time; the second occurrence is deleted, the third is an hour later.
  ({ number, startAt }) => {
    const title = `Choir ${number}`;
    const rule = { frequency: 'weekly', interval: 1, count: 20, until: null, specifier: '' } as const;
    const [second, third] = [7 * DAY, 14 * DAY].map((later) => startAt + later - summerShift(startAt, later)) as [
      number,
      number,
    ];
    return [
      { ...NOTHING, title, startAt, endAt: startAt + 2 * HOUR, rule, exceptions: [second] },
      { ...NOTHING, title: `${title} (later)`, startAt: third + HOUR, endAt: third + 3 * HOUR, originalStartAt: third },
    ];
  },
  ({ number, startAt }) => [
    {
      ...NOTHING,
      title: `Board ${number}`,
      calendar: 'work',
      startAt,
      endAt: startAt + 90 * MINUTE,
      rule: { frequency: 'monthly', interval: 1, count: 12, until: null, specifier: 'D=+2MO' },
    },
  ],
  // A birthday; every other one has no year.
  ({ number, people }) => {
    const year = number % 2 === 0 ? 1604 : 1980 + (number % 20);
    const day = Date.UTC(year, number % 12, 1 + (number % 28));
    return [
      {
        ...NOTHING,
        title: `${people[0]?.first ?? 'Somebody'}’s Birthday`,
        calendar: 'birthdays',
        ...allDay(day, 1, false),
        isBirthday: true,
        rule: { frequency: 'yearly', interval: 1, count: null, until: null, specifier: '' },
      },
    ];
  },
  ({ number, startAt }) => [
    { ...NOTHING, title: `Morning run ${number}`, timeZone: null, startAt, endAt: startAt + 45 * MINUTE },
  ],
  ({ number, startAt }) => [
    {
      ...NOTHING,
      title: `Dinner ${number}`,
      timeZone: 'America/Los_Angeles',
      startAt,
      endAt: startAt + 3 * HOUR,
      place: { title: 'Chez Lemon', address: '1 Citrus Way\nLemon Grove, CA', latitude: 32.7426, longitude: -117.0314 },
      travelSeconds: 1800,
      url: `https://example.com/table/${number}`,
      statusCode: 2,
    },
  ],
];

/** Change of Berlin's UTC offset between two times, in milliseconds. */
function summerShift(startAt: number, later: number): number {
  return startAt < SUMMER_FROM && startAt + later >= SUMMER_FROM ? HOUR : 0;
}

/** Yields `count` events from January 2024 on, `everyDays` days apart. */
export function* planEvents(
  seed: Seed,
  count: number,
  peopleCount: number,
  everyDays: number,
): Generator<PlannedEvent, void, undefined> {
  const random = seededRandom(seed, 'calendar');
  const people = peopleOf(seed, peopleCount);
  let planned = 0;
  for (let number = 1; planned < count; number++) {
    const kind = KINDS[(number - 1) % KINDS.length] as Kind;
    // During working hours, so that the day in Berlin is the day in UTC.
    const startAt = FIRST + (number - 1) * everyDays * DAY + random.below(8) * HOUR;
    const first = people.length === 0 ? 0 : random.below(people.length);
    for (const event of kind({ number, startAt, people: people.slice(first) })) {
      if (planned++ < count) yield event;
    }
  }
}
