import { Link } from '@tanstack/react-router';
import { type CSSProperties, type ReactNode, useMemo } from 'react';
import { classes } from '../../components/classes.ts';
import { useText } from '../../i18n/text.tsx';
import type { CalendarSearch } from './calendar-search.ts';
import { dotColour } from './event-colour.ts';
import { dateOf } from './event-times.ts';
import { MonthBar } from './month-bar.tsx';
import { barsOf, eventsOn, fitBars, type PlacedEvent } from './place-events.ts';

/** Maximum number of dots for events of a day on phones. */
const DOTS = 3;

/** A week of the month: its days with event bars. */
export function MonthWeek({
  backup,
  week,
  date,
  today,
  events,
  lanes,
  search,
}: {
  readonly backup: string;
  readonly week: readonly string[];
  readonly date: string;
  readonly today: string;
  readonly events: readonly PlacedEvent[];
  /** Number of event lines that fit below the number of a day. */
  readonly lanes: number;
  readonly search: CalendarSearch;
}): ReactNode {
  const t = useText();
  const { shown, hidden } = useMemo(() => fitBars(barsOf(events, week), lanes, week.length), [events, week, lanes]);
  return (
    // As high as on the screen: on paper there is no height to divide.
    <tr
      style={{ '--week-height': `calc(2rem + ${lanes * 1.5}rem)` } as CSSProperties}
      className="print:h-(--week-height)"
    >
      {week.map((day, index) => {
        const here = eventsOn(events, day);
        const rest = hidden[index] ?? 0;
        return (
          <td
            key={day}
            className={classes(
              'relative h-13 border-b border-line p-0 align-top md:h-auto md:border-l md:first:border-l-0',
              day === date && 'bg-accent-soft',
              day.slice(0, 7) !== date.slice(0, 7) && 'bg-canvas',
            )}
          >
            <Link
              to="/b/$backupId/calendar"
              params={{ backupId: backup }}
              search={{ ...search, date: day }}
              replace
              resetScroll={false}
              tabIndex={day === date ? 0 : -1}
              data-day={day}
              aria-label={t.calendar.dayWith({ day: dateOf(day), events: t.calendar.events({ count: here.length }) })}
              aria-current={day === today ? 'date' : undefined}
              className="absolute inset-0 flex flex-col items-center gap-1 pt-1 focus-visible:-outline-offset-2 md:items-start md:pl-1.5"
            >
              <span
                className={classes(
                  'flex h-6 min-w-6 items-center justify-center rounded-full px-1 text-sm tabular-nums',
                  day === today ? 'bg-accent font-semibold text-on-accent' : 'text-ink',
                  day !== today && day.slice(0, 7) !== date.slice(0, 7) && 'text-muted',
                )}
              >
                {Number(day.slice(-2))}
              </span>
              <span aria-hidden className="flex gap-0.5 md:hidden">
                {here.slice(0, DOTS).map(({ occurrence: { event, startAt, colour } }) => (
                  <span
                    key={`${event} ${startAt}`}
                    className="size-1.5 rounded-full"
                    style={{ backgroundColor: dotColour(colour) }}
                  />
                ))}
              </span>
            </Link>
            {shown
              .filter(({ start }) => start === index)
              .map((bar) => (
                <MonthBar
                  key={`${bar.event.occurrence.event} ${bar.event.occurrence.startAt}`}
                  backup={backup}
                  bar={bar}
                  search={search}
                />
              ))}
            {rest === 0 ? null : (
              <Link
                to="/b/$backupId/calendar"
                params={{ backupId: backup }}
                search={{ ...search, view: 'agenda', date: day }}
                style={{ top: `calc(2rem + ${(lanes - 1) * 1.5}rem)` }}
                className="absolute inset-x-1 hidden h-6 truncate rounded-sm px-1.5 text-xs leading-6 text-muted hover:bg-hover hover:text-ink md:block"
              >
                {t.calendar.more({ count: rest })}
              </Link>
            )}
          </td>
        );
      })}
    </tr>
  );
}
