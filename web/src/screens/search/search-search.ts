import { SEARCH_SORTS, type SearchFor, type SearchSort } from '../../api/search.ts';
import { areaParam } from '../../kinds/area-param.ts';
import { choiceParam, type RawSearch, textParam } from '../../search-params.ts';

/** Filters with counts. */
export const FACETS = ['area', 'type', 'from', 'year', 'backup'] as const;
/** A filter with counts. */
export type Facet = (typeof FACETS)[number];

/** URL state of the screen Search. */
export interface SearchSearch extends Readonly<Partial<Record<Facet, string>>> {
  /** Search text. */
  readonly q?: string;
  readonly sort?: SearchSort;
}

/** Parses the URL parameters. */
export function readSearchSearch(raw: RawSearch): SearchSearch {
  const { year } = textParam(raw, 'year');
  return {
    ...textParam(raw, 'q'),
    ...areaParam(raw),
    ...textParam(raw, 'type'),
    ...textParam(raw, 'from'),
    ...(year !== undefined && /^\d{4}$/.test(year) ? { year } : {}),
    ...textParam(raw, 'backup'),
    ...choiceParam(raw, 'sort', SEARCH_SORTS),
  };
}

/** True if there is something to search for. */
export function hasQuestion({ q, area, type, from, year }: SearchSearch): boolean {
  return [q, area, type, from, year].some((part) => part !== undefined);
}

/** The search query of a URL state, in the syntax of the API. */
export function searchFor({ q = '', area, type, from, year, backup, sort = 'newest' }: SearchSearch): SearchFor {
  const filters = [
    area === undefined ? null : `area:${area}`,
    type === undefined ? null : `type:${quoted(type)}`,
    from === undefined ? null : `from:${quoted(from)}`,
    year === undefined ? null : `after:${year} before:${Number(year) + 1}`,
  ];
  const text = [q.trim(), ...filters].filter((part) => part !== null && part !== '').join(' ');
  return { text, backup: backup ?? null, sort };
}

/** A value in quotation marks, without those inside. */
function quoted(value: string): string {
  return `"${value.replaceAll('"', ' ')}"`;
}
