import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { occurrencesQuery } from '../../api/calendar.ts';
import { addDays, addMonths, isDay, midnightOf } from './days.ts';
import { type PlacedEvent, placeEvents } from './place-events.ts';

/** Months per step of the search: near events are found quickly, and the API expands three years at most. */
const STEPS = [1, 5, 30, 36, 36, 36];

/** The days of the nearest events before and after a month without events, as far as there are any within 12 years. */
export function nearestDaysQuery(
  client: QueryClient,
  backup: string,
  month: string,
  hidden: ReadonlySet<string>,
  zone: string,
) {
  return queryOptions({
    queryKey: ['calendar', backup, 'nearest', month, [...hidden].toSorted(), zone],
    queryFn: async (): Promise<readonly string[]> => {
      const eventsIn = async (first: string, end: string): Promise<readonly PlacedEvent[]> => {
        const { items } = await client.fetchQuery(
          occurrencesQuery(backup, midnightOf(addDays(first, -1)), midnightOf(addDays(end, 1)), zone),
        );
        return placeEvents(
          items.filter(({ calendar }) => calendar === null || !hidden.has(calendar)),
          zone,
        ).filter((event) => event.first < end && event.last >= first);
      };
      const days = await Promise.all([dayBefore(month, eventsIn), dayAfter(addMonths(month, 1), eventsIn)]);
      return days.filter((day) => day !== null);
    },
  });
}

/** Events that take place from one day until the day before another. */
type EventsIn = (first: string, end: string) => Promise<readonly PlacedEvent[]>;

async function dayBefore(month: string, eventsIn: EventsIn): Promise<string | null> {
  let end = month;
  for (const months of STEPS) {
    const first = addMonths(end, -months);
    if (!isDay(first)) break;
    const days = (await eventsIn(first, end)).map(({ last }) => last);
    if (days.length > 0) return days.reduce((latest, day) => (day > latest ? day : latest));
    end = first;
  }
  return null;
}

async function dayAfter(month: string, eventsIn: EventsIn): Promise<string | null> {
  let first = month;
  for (const months of STEPS) {
    const end = addMonths(first, months);
    if (!isDay(end)) break;
    const days = (await eventsIn(first, end)).map((event) => event.first);
    if (days.length > 0) return days.reduce((earliest, day) => (day < earliest ? day : earliest));
    first = end;
  }
  return null;
}
