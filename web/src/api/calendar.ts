import { queryOptions } from '@tanstack/react-query';
import type { CalendarView, EventView, OccurrencePageView, OccurrenceView } from '../../../src/contract/calendar.ts';
import type { Page } from '../../../src/contract/common.ts';
import { backupPath, request, withQuery } from './client.ts';

/** Events per request: the limit of the API. */
const PAGE = 200;

/** Maximum number of requests for a month; a crafted calendar can have any number of events. */
const MAX_PAGES = 15;

const calendarPath = (backup: string, ...parts: readonly string[]): string =>
  backupPath(backup, 'artifacts', 'calendar', ...parts);

/** Everything that takes place between two times. */
export interface Occurrences {
  readonly items: readonly OccurrenceView[];
  /** False if there are more than are shown. */
  readonly isComplete: boolean;
}

/** The calendars in the order of the phone. */
export function calendarsQuery(backup: string) {
  return queryOptions({
    queryKey: ['calendar', backup, 'calendars'],
    queryFn: ({ signal }) => request<Page<CalendarView>>(calendarPath(backup, 'calendars'), { signal }),
    select: ({ items }) => items,
  });
}

/** Events between `from` and `to` (UTC milliseconds), with series expanded. */
export function occurrencesQuery(backup: string, from: number, to: number, timeZone: string) {
  return queryOptions({
    queryKey: ['calendar', backup, 'occurrences', from, to, timeZone],
    queryFn: async ({ signal }): Promise<Occurrences> => {
      const items: OccurrenceView[] = [];
      let cursor: string | null = null;
      let isComplete = true;
      for (let page = 0; page < MAX_PAGES && (page === 0 || cursor !== null); page++) {
        const answer: OccurrencePageView = await request<OccurrencePageView>(
          withQuery(calendarPath(backup, 'events'), { from, to, expand: true, timeZone, limit: PAGE, cursor }),
          { signal },
        );
        items.push(...answer.items);
        isComplete &&= answer.isComplete;
        cursor = answer.next;
      }
      return { items, isComplete: isComplete && cursor === null };
    },
  });
}

/** One event with all details. */
export function eventQuery(backup: string, key: string) {
  return queryOptions({
    queryKey: ['calendar', backup, 'event', key],
    queryFn: ({ signal }) => request<EventView>(calendarPath(backup, 'events', key), { signal }),
  });
}
