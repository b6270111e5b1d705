import { choiceParam, type RawSearch, textParam, wholeParam } from '../../search-params.ts';
import { isDay } from './days.ts';

/** What the address of the screen says. */
export interface CalendarSearch {
  readonly view?: 'agenda';
  /** The day that is chosen, `YYYY-MM-DD`: its month is shown. */
  readonly date?: string;
  /** Keys of the calendars that are switched off, with commas between them. */
  readonly hide?: string;
  /** Key of the event that is open. */
  readonly e?: string;
  /** When it takes place, of a series: UTC milliseconds. */
  readonly at?: number;
}

/** Reads the address. */
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

/** The calendars that an address switches off. */
export function hiddenOf({ hide }: CalendarSearch): ReadonlySet<string> {
  return new Set(hide === undefined ? [] : hide.split(','));
}

/** The same address with other calendars switched off. */
export function withHidden({ hide: _hide, ...rest }: CalendarSearch, hidden: ReadonlySet<string>): CalendarSearch {
  return hidden.size === 0 ? rest : { ...rest, hide: [...hidden].join(',') };
}

/** The same address with no event open. */
export function withoutEvent({ e: _event, at: _at, ...rest }: CalendarSearch): CalendarSearch {
  return rest;
}
