import { choiceParam, type RawSearch, textParam } from '../../search-params.ts';

/** Orders of the list. */
export const PEOPLE_SORTS = ['activity', 'recent', 'name'] as const;

/** What the address of the screen says. */
export interface PersonSearch {
  /** Words of a name, or a handle. */
  readonly q?: string;
  readonly sort?: (typeof PEOPLE_SORTS)[number];
  /** Key of the person who is open, or any of their handles. */
  readonly p?: string;
}

/** Reads the address. */
export function readPersonSearch(raw: RawSearch): PersonSearch {
  return { ...textParam(raw, 'q'), ...choiceParam(raw, 'sort', PEOPLE_SORTS), ...textParam(raw, 'p') };
}

/** The address of a person in the same list, or of the list alone. */
export function toPerson({ p: _open, ...list }: PersonSearch, person?: string): PersonSearch {
  return person === undefined ? list : { ...list, p: person };
}
