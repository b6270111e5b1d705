import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { classes } from '../../components/classes.ts';
import { formatTime } from '../../format/dates.ts';
import { useText } from '../../i18n/text.tsx';
import { useZone } from '../../preferences/zone.tsx';
import type { CalendarSearch } from './calendar-search.ts';
import { barColours, dotColour } from './event-colour.ts';
import { toEvent } from './event-line.tsx';
import { type Bar, isOfDays } from './place-events.ts';

/** An event in a week: a bar over several days, or a line with its time. Not on phones. */
export function MonthBar({
  backup,
  bar,
  search,
}: {
  readonly backup: string;
  readonly bar: Bar;
  readonly search: CalendarSearch;
}): ReactNode {
  const t = useText();
  const zone = useZone();
  const { event, length, lane, comesFrom, goesOn } = bar;
  const { title, colour, startAt, isFloating, status } = event.occurrence;
  const ofDays = isOfDays(event);
  const name = title ?? t.calendar.untitled;
  return (
    <Link
      to="/b/$backupId/calendar"
      params={{ backupId: backup }}
      search={toEvent(search, event)}
      resetScroll={false}
      data-event
      title={name}
      style={{
        top: `calc(2rem + ${lane * 1.5}rem)`,
        left: comesFrom ? 0 : 4,
        width: `calc(${length * 100}% - ${(comesFrom ? 0 : 4) + (goesOn ? 0 : 4)}px)`,
        ...(ofDays ? barColours(colour) : {}),
      }}
      className={classes(
        'absolute z-1 hidden h-6 items-center gap-1.5 border-y-2 border-transparent bg-clip-padding px-1.5 text-xs leading-5 hover:brightness-95 md:flex',
        !ofDays && 'hover:bg-hover',
        comesFrom ? '' : 'rounded-l-md',
        goesOn ? '' : 'rounded-r-md',
      )}
    >
      {ofDays ? null : (
        <span aria-hidden className="size-2 shrink-0 rounded-full" style={{ backgroundColor: dotColour(colour) }} />
      )}
      <span
        className={classes('hostile min-w-0 flex-1 truncate font-medium', status === 'cancelled' && 'line-through')}
      >
        {name}
      </span>
      {ofDays || startAt === null ? null : (
        <span className="hidden shrink-0 text-muted tabular-nums 2xl:inline">
          {formatTime(startAt, 'time', isFloating ? 'UTC' : zone)}
        </span>
      )}
    </Link>
  );
}
