import type { SearchFor } from '../../api/search.ts';
import { zoneOfSearch } from '../../preferences/preferred-zone.ts';
import { type SearchSearch, searchFor } from './search-search.ts';

/** The search query of a URL state, with the zone in which its times of day are. */
export function zonedSearch(search: SearchSearch): SearchFor {
  const wanted = searchFor(search);
  return { ...wanted, timeZone: zoneOfSearch(wanted.text) };
}
