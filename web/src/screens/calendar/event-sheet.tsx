import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { eventQuery } from '../../api/calendar.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { SkeletonRows } from '../../components/skeleton.tsx';
import { useAddress } from '../../components/use-address.ts';
import { useText } from '../../i18n/text.tsx';
import { type CalendarSearch, readCalendarSearch, withoutEvent } from './calendar-search.ts';
import { EventDetails } from './event-details.tsx';

/** The open event above the calendar. */
export function EventSheet({
  backup,
  search,
  dateOf,
}: {
  readonly backup: string;
  readonly search: CalendarSearch;
  /** The day in a URL state, which is kept when the event is closed. */
  readonly dateOf: (search: CalendarSearch) => string;
}): ReactNode {
  const t = useText();
  const { change } = useAddress(readCalendarSearch);
  const { e, at } = search;
  const { data, error, refetch } = useQuery({ ...eventQuery(backup, e ?? ''), enabled: e !== undefined });
  const close = (): void => void change((now) => ({ ...withoutEvent(now), date: dateOf(now) }), { resetScroll: false });
  return (
    <Sheet
      open={e !== undefined}
      onOpenChange={(open) => (open ? undefined : close())}
      title={data === undefined ? t.calendar.event.title : (data.title ?? t.calendar.untitled)}
    >
      {error !== null ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <SkeletonRows rows={4} />
      ) : (
        <EventDetails backup={backup} event={data} at={at ?? null} />
      )}
    </Sheet>
  );
}
