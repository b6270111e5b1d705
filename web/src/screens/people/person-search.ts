import { choiceParam, type RawSearch, textParam } from '../../search-params.ts';

/** Sort orders of the list. */
export const PEOPLE_SORTS = ['activity', 'recent', 'name'] as const;

/** URL state of the screen. */
export interface PersonSearch {
  /** Search text: words of a name, or a handle. */
  readonly q?: string;
  readonly sort?: (typeof PEOPLE_SORTS)[number];
  /** Key of the open person, or any of their handles. */
  readonly p?: string;
}

/** Parses the URL parameters. */
export function readPersonSearch(raw: RawSearch): PersonSearch {
  return { ...textParam(raw, 'q'), ...choiceParam(raw, 'sort', PEOPLE_SORTS), ...textParam(raw, 'p') };
}

/** The URL state with this person open in the same list, or none. */
export function toPerson({ p: _open, ...list }: PersonSearch, person?: string): PersonSearch {
  return person === undefined ? list : { ...list, p: person };
}
