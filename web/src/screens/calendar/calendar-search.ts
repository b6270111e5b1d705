import { choiceParam, type RawSearch, textParam, wholeParam } from '../../search-params.ts';
import { isDay } from './days.ts';

/** URL state of the screen. */
export interface CalendarSearch {
  readonly view?: 'agenda';
  /** The selected day, `YYYY-MM-DD`; its month is shown. */
  readonly date?: string;
  /** Keys of the hidden calendars, separated by commas. */
  readonly hide?: string;
  /** Key of the open event. */
  readonly e?: string;
  /** Start of an occurrence of a series: UTC milliseconds. */
  readonly at?: number;
}

/** Parses the URL parameters. */
export function readCalendarSearch(raw: RawSearch): CalendarSearch {
  const { date } = textParam(raw, 'date');
  return {
    ...choiceParam(raw, 'view', ['agenda'] as const),
    ...(date !== undefined && isDay(date) ? { date } : {}),
    ...textParam(raw, 'hide'),
    ...textParam(raw, 'e'),
    ...wholeParam(raw, 'at'),
  };
}

/** The hidden calendars in a URL state. */
export function hiddenOf({ hide }: CalendarSearch): ReadonlySet<string> {
  return new Set(hide === undefined ? [] : hide.split(','));
}

/** The URL state with other calendars hidden. */
export function withHidden({ hide: _hide, ...rest }: CalendarSearch, hidden: ReadonlySet<string>): CalendarSearch {
  return hidden.size === 0 ? rest : { ...rest, hide: [...hidden].join(',') };
}

/** The URL state with no event open. */
export function withoutEvent({ e: _event, at: _at, ...rest }: CalendarSearch): CalendarSearch {
  return rest;
}
