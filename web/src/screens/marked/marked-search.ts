import { flagParam, type RawSearch, textParam } from '../../search-params.ts';

/** URL state of the screen. */
export interface MarkedSearch {
  readonly tag?: string;
  readonly kind?: string;
  readonly starred?: true;
}

/** Parses the URL parameters. */
export function readMarkedSearch(raw: RawSearch): MarkedSearch {
  return { ...textParam(raw, 'tag'), ...textParam(raw, 'kind'), ...flagParam(raw, 'starred') };
}
