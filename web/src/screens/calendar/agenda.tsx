import { CalendarX } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { classes } from '../../components/classes.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { SkeletonRows } from '../../components/skeleton.tsx';
import { formatTime } from '../../format/dates.ts';
import { useText } from '../../i18n/text.tsx';
import type { CalendarSearch } from './calendar-search.ts';
import { addDays, addMonths, midnightOf } from './days.ts';
import { EventLine } from './event-line.tsx';
import { weekdayOf } from './event-times.ts';
import { OtherMonths } from './other-months.tsx';
import { agendaOf, type PlacedEvent } from './place-events.ts';

/** The month as a list of days with events. Starts at the selected day. */
export function Agenda({
  backup,
  date,
  today,
  events,
  search,
}: {
  readonly backup: string;
  readonly date: string;
  readonly today: string;
  readonly events: readonly PlacedEvent[] | undefined;
  readonly search: CalendarSearch;
}): ReactNode {
  const t = useText();
  const frame = useRef<HTMLDivElement>(null);
  const first = `${date.slice(0, 7)}-01`;
  const isReady = events !== undefined;
  useEffect(() => {
    if (!isReady) return;
    const days = [...(frame.current?.querySelectorAll<HTMLElement>('[data-agenda]') ?? [])];
    const wanted = days.find(({ dataset }) => (dataset['agenda'] ?? '') >= date);
    if (!date.endsWith('-01')) wanted?.scrollIntoView({ block: 'start' });
  }, [date, isReady]);
  if (events === undefined) return <SkeletonRows />;
  const days = agendaOf(events, first, addDays(addMonths(first, 1), -1));
  const month = formatTime(midnightOf(date), 'month', 'UTC');
  return (
    <div ref={frame} className="min-h-0 flex-1 overflow-y-auto">
      {days.length === 0 ? (
        <EmptyState
          icon={<CalendarX size={24} />}
          title={t.calendar.nothingIn({ month })}
          text={t.calendar.nothingInText}
        >
          <OtherMonths backup={backup} month={first} search={search} />
        </EmptyState>
      ) : (
        <ol className="mx-auto flex max-w-200 flex-col px-4 py-3 md:px-8">
          {days.map(({ day, events }) => (
            <li
              key={day}
              data-agenda={day}
              className="flex flex-col gap-1 border-b border-line py-3 last:border-b-0 md:flex-row md:gap-6"
            >
              <h2
                className={classes(
                  'shrink-0 px-2.5 text-sm font-semibold md:w-44 md:px-0 md:py-2.5',
                  day === today ? 'text-accent' : day === date ? 'text-ink' : 'text-muted',
                )}
              >
                {weekdayOf(day)}
              </h2>
              <ul className="flex min-w-0 flex-1 flex-col">
                {events.map((event) => (
                  <li key={`${event.occurrence.event} ${event.occurrence.startAt}`}>
                    <EventLine backup={backup} event={event} search={search} />
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
