import type { OccurrenceView } from '../../../../src/contract/calendar.ts';
import { dayKey } from '../../format/day-key.ts';
import { addDays, daysBetween, isDay } from './days.ts';

/** Something that takes place, and on which days. */
export interface PlacedEvent {
  readonly occurrence: OccurrenceView;
  /** First and last day, as the clock of the reader's zone says; of whole days as the calendar says. */
  readonly first: string;
  readonly last: string;
}

/** A bar of a week: where it begins and how far it goes, in days of that week. */
export interface Bar {
  readonly event: PlacedEvent;
  /** 0 for the first day of the week. */
  readonly start: number;
  readonly length: number;
  /** Which line of the day it takes, from above. */
  readonly lane: number;
  /** It began before this week, goes on after it. */
  readonly comesFrom: boolean;
  readonly goesOn: boolean;
}

/** On which days everything takes place, in the order in which a day is read. What stands on no day is left out. */
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

/** True for what is drawn as a bar: whole days, or more than one. */
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
  // What ends at midnight does not take place on the day that begins then.
  const end = endAt === null || startAt === null || endAt <= startAt ? startAt : endAt - 1;
  const last = isAllDay && endDate !== null && isDay(endDate) ? endDate : end === null ? first : dayKey(end, clock);
  return { first, last: isDay(last) && last > first ? last : first };
}

/** The events of one day. */
export function eventsOn(events: readonly PlacedEvent[], day: string): PlacedEvent[] {
  return events.filter(({ first, last }) => first <= day && day <= last);
}

/** The bars of a week: none covers another, and each stays on its line from its first day to its last. */
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
 * Which bars fit into `lanes` lines, and how many do not on each day. A day with more gives its last line to their number,
 * and what does not fit on one of its days is not drawn at all.
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

/** The days from `first` to `last` on which there is something, with it. */
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
