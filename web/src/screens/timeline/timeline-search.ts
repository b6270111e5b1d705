import type { Area } from '../../../../src/contract/kinds.ts';
import type { TimelineFilter } from '../../api/timeline.ts';
import { AREA_LOOKS } from '../../kinds/area-looks.ts';
import { type RawSearch, textParam, wholeParam } from '../../search-params.ts';

/** URL state of the screen Timeline. */
export interface TimelineSearch {
  /** Kinds, separated by commas. */
  readonly types?: string;
  /** Whole areas, separated by commas. */
  readonly areas?: string;
  readonly backup?: string;
  /** Time in view, UTC milliseconds. */
  readonly at?: number;
}

/** Parses the URL parameters. */
export function readTimelineSearch(raw: RawSearch): TimelineSearch {
  return {
    ...textParam(raw, 'types'),
    ...textParam(raw, 'areas'),
    ...textParam(raw, 'backup'),
    ...wholeParam(raw, 'at'),
  };
}

/** Maximum number of kinds in the API's filter. */
const MAX_TYPES = 50;

/** The API filter of a URL state. */
export function filterOf({ types, areas, backup }: Omit<TimelineSearch, 'at'>): TimelineFilter {
  const wanted = (types ?? '').split(',').filter((type) => type !== '' && type.length <= 100);
  return {
    types: wanted.slice(0, MAX_TYPES),
    areas: (areas ?? '').split(',').filter((area): area is Area => Object.hasOwn(AREA_LOOKS, area)),
    backup: backup ?? null,
  };
}

/** The URL state with other kinds and areas. */
export function withFilter(
  { types: _types, areas: _areas, ...rest }: TimelineSearch,
  { types, areas }: Pick<TimelineFilter, 'types' | 'areas'>,
): TimelineSearch {
  return {
    ...rest,
    ...(types.length === 0 ? {} : { types: types.join(',') }),
    ...(areas.length === 0 ? {} : { areas: areas.join(',') }),
  };
}
