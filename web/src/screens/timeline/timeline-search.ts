import type { TimelineFilter } from '../../api/timeline.ts';
import { type RawSearch, textParam, wholeParam } from '../../search-params.ts';

/** What stands in the address of the screen Timeline. */
export interface TimelineSearch {
  /** Types, with commas between them. */
  readonly types?: string;
  readonly backup?: string;
  /** UTC milliseconds: what happened then is in view. */
  readonly at?: number;
}

/** Reads the address. */
export function readTimelineSearch(raw: RawSearch): TimelineSearch {
  return { ...textParam(raw, 'types'), ...textParam(raw, 'backup'), ...wholeParam(raw, 'at') };
}

/** Types of the API's filter at most. */
const MAX_TYPES = 50;

/** The filter that an address means. */
export function filterOf({ types, backup }: Pick<TimelineSearch, 'types' | 'backup'>): TimelineFilter {
  const wanted = (types ?? '').split(',').filter((type) => type !== '' && type.length <= 100);
  return { types: wanted.slice(0, MAX_TYPES), backup: backup ?? null };
}
