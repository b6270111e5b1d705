import { type RawSearch, wholeParam } from '../../search-params.ts';

/** What the address of the screen says: the year whose activity is shown. */
export function readOverviewSearch(raw: RawSearch): { readonly year?: number } {
  return wholeParam(raw, 'year');
}
