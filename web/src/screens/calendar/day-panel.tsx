import type { ReactNode } from 'react';
import { Skeleton } from '../../components/skeleton.tsx';
import { useText } from '../../i18n/text.tsx';
import type { CalendarSearch } from './calendar-search.ts';
import { EventLine } from './event-line.tsx';
import { weekdayOf } from './event-times.ts';
import { eventsOn, type PlacedEvent } from './place-events.ts';

/** Events of the selected day. */
export function DayPanel({
  backup,
  day,
  events,
  search,
}: {
  readonly backup: string;
  readonly day: string;
  readonly events: readonly PlacedEvent[] | undefined;
  readonly search: CalendarSearch;
}): ReactNode {
  const t = useText();
  const here = events === undefined ? [] : eventsOn(events, day);
  return (
    <section
      aria-labelledby="chosen-day"
      className="flex min-h-36 flex-1 flex-col border-line bg-surface max-xl:border-t md:flex-none md:max-xl:h-44 xl:min-h-0 xl:w-76 xl:border-l"
    >
      <h2 id="chosen-day" className="px-5 pt-3 pb-1 font-semibold">
        {weekdayOf(day)}
      </h2>
      {events === undefined ? (
        <Skeleton className="mx-5 my-2 h-12 rounded-md" />
      ) : here.length === 0 ? (
        <p className="px-5 py-2 text-muted">{t.calendar.nothingOn}</p>
      ) : (
        <ul className="flex min-h-0 flex-1 flex-col overflow-y-auto px-2.5 pb-3">
          {here.map((event) => (
            <li key={`${event.occurrence.event} ${event.occurrence.startAt}`}>
              <EventLine backup={backup} event={event} search={search} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
