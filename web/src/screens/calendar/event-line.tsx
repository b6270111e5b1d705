import { Link } from '@tanstack/react-router';
import { Repeat } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes } from '../../components/classes.ts';
import { useText } from '../../i18n/text.tsx';
import { useZone } from '../../preferences/zone.tsx';
import type { CalendarSearch } from './calendar-search.ts';
import { dotColour } from './event-colour.ts';
import { shortDateOf, timesOf } from './event-times.ts';
import type { PlacedEvent } from './place-events.ts';

/** An event of a day with time, title and place; a link that opens it. */
export function EventLine({
  backup,
  event,
  search,
}: {
  readonly backup: string;
  readonly event: PlacedEvent;
  readonly search: CalendarSearch;
}): ReactNode {
  const t = useText();
  const { occurrence } = event;
  const { title, colour, location, calendarTitle, isRecurring, status } = occurrence;
  return (
    <Link
      to="/b/$backupId/calendar"
      params={{ backupId: backup }}
      search={toEvent(search, event)}
      resetScroll={false}
      data-event
      className="flex items-stretch gap-3 rounded-md px-2.5 py-2 hover:bg-hover"
    >
      <span aria-hidden className="w-1 shrink-0 rounded-full" style={{ backgroundColor: dotColour(colour) }} />
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="flex items-center gap-1.5">
          <span className={classes('hostile truncate font-medium', status === 'cancelled' && 'line-through')}>
            {title ?? t.calendar.untitled}
          </span>
          {isRecurring ? <Repeat size={12} aria-label={t.calendar.repeats} className="shrink-0 text-muted" /> : null}
        </span>
        <span className="hostile truncate text-sm text-muted">
          <EventTime event={event} />
          {[location, calendarTitle].flatMap((text) => (text === null ? [] : ` · ${text}`)).join('')}
        </span>
      </span>
    </Link>
  );
}

/** Time of an event on its day; for several days, first and last day. */
function EventTime({ event: { occurrence, first, last } }: { readonly event: PlacedEvent }): ReactNode {
  const t = useText();
  const zone = useZone();
  if (first !== last) return `${shortDateOf(first)} – ${shortDateOf(last)}`;
  return occurrence.isAllDay ? t.calendar.allDay : timesOf(occurrence, zone);
}

/** The URL state that opens an occurrence of an event. */
export function toEvent(search: CalendarSearch, { occurrence: { event, startAt } }: PlacedEvent): CalendarSearch {
  return { ...search, e: event, ...(startAt === null ? {} : { at: startAt }) };
}
