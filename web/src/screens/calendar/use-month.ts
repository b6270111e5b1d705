import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { occurrencesQuery } from '../../api/calendar.ts';
import { firstDayOfWeek } from '../../format/weeks.ts';
import { useZone } from '../../preferences/zone.tsx';
import { addDays, addMonths, midnightOf, weeksAround } from './days.ts';
import { type PlacedEvent, placeEvents } from './place-events.ts';

/** A month with its events. */
export interface MonthEvents {
  /** Complete weeks, including days of adjacent months. */
  readonly weeks: readonly (readonly string[])[];
  /** Undefined while loading. */
  readonly events: readonly PlacedEvent[] | undefined;
  readonly isComplete: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
}

/** Events in the month of a day. Adjacent months are preloaded. */
export function useMonth(backup: string, date: string, hidden: ReadonlySet<string>): MonthEvents {
  const zone = useZone();
  const client = useQueryClient();
  const month = date.slice(0, 7);
  const { data, error, refetch } = useQuery({ ...queryOf(backup, date, zone), placeholderData: keepPreviousData });
  useEffect(() => {
    const first = `${month}-01`;
    for (const by of [1, -1]) void client.prefetchQuery(queryOf(backup, addMonths(first, by), zone));
  }, [client, backup, month, zone]);
  const events = useMemo(
    () =>
      data === undefined
        ? undefined
        : placeEvents(
            data.items.filter(({ calendar }) => calendar === null || !hidden.has(calendar)),
            zone,
          ),
    [data, hidden, zone],
  );
  return {
    weeks: weeksAround(date, firstDayOfWeek()),
    events,
    isComplete: data?.isComplete ?? true,
    error: data === undefined ? error : null,
    retry: () => void refetch(),
  };
}

/** One more day at both ends: UTC offsets are at most 14 hours. */
function queryOf(backup: string, date: string, zone: string) {
  const weeks = weeksAround(date, firstDayOfWeek());
  const [first = date, last = date] = [weeks[0]?.[0], weeks.at(-1)?.at(-1)];
  return occurrencesQuery(backup, midnightOf(addDays(first, -1)), midnightOf(addDays(last, 2)), zone);
}
