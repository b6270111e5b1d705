import type { OccurrenceView } from '../../../../src/contract/calendar.ts';
import { dayKey } from '../../format/day-key.ts';
import { addDays, daysBetween, isDay } from './days.ts';

/** An event with its days. */
export interface PlacedEvent {
  readonly occurrence: OccurrenceView;
  /** First and last day in the user's time zone; for all-day events those of the calendar. */
  readonly first: string;
  readonly last: string;
}

/** A bar in a week: start and length in days of that week. */
export interface Bar {
  readonly event: PlacedEvent;
  /** 0 for the first day of the week. */
  readonly start: number;
  readonly length: number;
  /** Index of its line, from the top. */
  readonly lane: number;
  /** True if it began before this week, or continues after it. */
  readonly comesFrom: boolean;
  readonly goesOn: boolean;
}

/** Assigns days to events, in display order. Events without a valid day are omitted. */
export function placeEvents(occurrences: readonly OccurrenceView[], zone: string): PlacedEvent[] {
  return occurrences
    .flatMap((occurrence) => {
      const days = daysOf(occurrence, zone);
      return days === null ? [] : [{ occurrence, ...days }];
    })
    .sort(
      (a, b) =>
        compare(a.first, b.first) ||
        Number(isOfDays(b)) - Number(isOfDays(a)) ||
        compare(b.last, a.last) ||
        (a.occurrence.startAt ?? 0) - (b.occurrence.startAt ?? 0),
    );
}

/** True for events drawn as bars: all-day events and those of several days. */
export function isOfDays({ occurrence, first, last }: PlacedEvent): boolean {
  return occurrence.isAllDay || first !== last;
}

function daysOf(
  { isAllDay, isFloating, startDate, endDate, startAt, endAt }: OccurrenceView,
  zone: string,
): { readonly first: string; readonly last: string } | null {
  const clock = isAllDay || isFloating ? 'UTC' : zone;
  const first =
    isAllDay && startDate !== null && isDay(startDate) ? startDate : startAt === null ? '' : dayKey(startAt, clock);
  if (!isDay(first)) return null;
  // An event that ends at midnight does not take place on the day that begins then.
  const end = endAt === null || startAt === null || endAt <= startAt ? startAt : endAt - 1;
  const last = isAllDay && endDate !== null && isDay(endDate) ? endDate : end === null ? first : dayKey(end, clock);
  return { first, last: isDay(last) && last > first ? last : first };
}

/** The events of one day. */
export function eventsOn(events: readonly PlacedEvent[], day: string): PlacedEvent[] {
  return events.filter(({ first, last }) => first <= day && day <= last);
}

/** The bars of a week: without overlaps, each on one line. */
export function barsOf(events: readonly PlacedEvent[], week: readonly string[]): Bar[] {
  const [monday = '', sunday = ''] = [week[0], week.at(-1)];
  const taken: boolean[][] = [];
  return events
    .filter(({ first, last }) => first <= sunday && last >= monday)
    .map((event) => {
      const comesFrom = event.first < monday;
      const goesOn = event.last > sunday;
      const start = comesFrom ? 0 : daysBetween(monday, event.first);
      const length = (goesOn ? week.length - 1 : daysBetween(monday, event.last)) - start + 1;
      const days = Array.from({ length }, (_, index) => start + index);
      let lane = 0;
      while (days.some((day) => taken[lane]?.[day] === true)) lane++;
      taken[lane] ??= [];
      for (const day of days) (taken[lane] ?? [])[day] = true;
      return { event, start, length, lane, comesFrom, goesOn };
    });
}

/**
 * The bars that fit into `lanes` lines, and the number of others on each day. A day with more uses its last line for
 * their number; a bar that does not fit on one of its days is not drawn.
 */
export function fitBars(
  bars: readonly Bar[],
  lanes: number,
  days: number,
): { readonly shown: readonly Bar[]; readonly hidden: readonly number[] } {
  const daysOfBar = ({ start, length }: Bar): number[] => Array.from({ length }, (_, index) => start + index);
  const isCrowded = Array.from({ length: days }, (_, day) =>
    bars.some((bar) => bar.lane >= lanes && daysOfBar(bar).includes(day)),
  );
  const fits = (bar: Bar): boolean =>
    bar.lane < lanes - 1 || (bar.lane < lanes && !daysOfBar(bar).some((day) => isCrowded[day]));
  const hidden = Array.from({ length: days }, () => 0);
  for (const bar of bars) if (!fits(bar)) for (const day of daysOfBar(bar)) hidden[day] = (hidden[day] ?? 0) + 1;
  return { shown: bars.filter(fits), hidden };
}

/** The days from `first` to `last` that have events. */
export function agendaOf(
  events: readonly PlacedEvent[],
  first: string,
  last: string,
): { readonly day: string; readonly events: readonly PlacedEvent[] }[] {
  return Array.from({ length: daysBetween(first, last) + 1 }, (_, index) => addDays(first, index))
    .map((day) => ({ day, events: eventsOn(events, day) }))
    .filter(({ events }) => events.length > 0);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
