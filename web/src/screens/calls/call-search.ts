import type { CallFilter } from '../../api/calls.ts';
import type { WantedExport } from '../../api/make-export.ts';
import { type MarkSearch, marksIn, readMarkSearch } from '../../marks/mark-search.ts';
import { choiceParam, type RawSearch, textParam } from '../../search-params.ts';

/** Kinds by which the list can be filtered. */
export const CALL_KINDS = ['missed', 'incoming', 'outgoing', 'phone', 'facetime', 'app', 'video'] as const;

/** Parts of the day by which the list can be filtered, as the API names them. */
export const DAY_PARTS = ['night', 'morning', 'afternoon', 'evening'] as const;

/** URL state of the screen. */
export interface CallSearch extends MarkSearch {
  /** Id of the app whose log is shown. Default: the phone's log. */
  readonly log?: string;
  readonly kind?: (typeof CALL_KINDS)[number];
  /** Only at these hours, whatever the day. */
  readonly time?: (typeof DAY_PARTS)[number];
  /** Name or handle of a participant. */
  readonly q?: string;
  readonly order?: 'oldest';
  /** Key of the open call. */
  readonly c?: string;
}

/** Parses the URL parameters. */
export function readCallSearch(raw: RawSearch): CallSearch {
  return {
    ...textParam(raw, 'log'),
    ...choiceParam(raw, 'kind', CALL_KINDS),
    ...choiceParam(raw, 'time', DAY_PARTS),
    ...readMarkSearch(raw),
    ...textParam(raw, 'q'),
    ...choiceParam(raw, 'order', ['oldest'] as const),
    ...textParam(raw, 'c'),
  };
}

/** The API filter of a URL state, with hours in this time zone. */
export function filterOf({ kind, time, q, order, ...search }: CallSearch, zone: string): CallFilter {
  return {
    person: q,
    order,
    ...(time === undefined ? {} : { time, timeZone: zone }),
    ...marksIn(search),
    ...(kind === 'missed' ? { missed: true } : {}),
    ...(kind === 'incoming' || kind === 'outgoing' ? { direction: kind } : {}),
    ...(kind === 'phone' || kind === 'facetime' || kind === 'app' || kind === 'video' ? { kind } : {}),
  };
}

/** The same as the filter of an export, which has a time zone and an order of its own. */
export function exportFilterOf(search: CallSearch): NonNullable<WantedExport['calls']> {
  const { order: _order, timeZone: _zone, from: _from, to: _to, ...filter } = filterOf(search, '');
  return filter;
}

/** The URL state with this call open in the same list, or none. */
export function toCall({ c: _open, ...list }: CallSearch, call?: string): CallSearch {
  return call === undefined ? list : { ...list, c: call };
}
