import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Change } from '../../components/use-address.ts';
import { useText } from '../../i18n/text.tsx';
import { useFilterName } from './filter-name.ts';
import { FACETS, type SearchSearch } from './search-search.ts';

/** Active filters with buttons to remove them. */
export function ActiveFilters({
  search,
  onChange,
}: {
  readonly search: SearchSearch;
  readonly onChange: Change<SearchSearch>;
}): ReactNode {
  const t = useText();
  const nameOf = useFilterName();
  const set = FACETS.flatMap((facet) => {
    const value = search[facet];
    return value === undefined ? [] : [{ facet, name: nameOf(facet, value) }];
  });
  if (set.length === 0) return null;
  return (
    <ul aria-label={t.search.filters} className="flex min-w-0 flex-wrap gap-1.5">
      {set.map(({ facet, name }) => (
        <li key={facet}>
          <button
            type="button"
            aria-label={t.search.remove({ filter: name })}
            onClick={() => void onChange(({ [facet]: _removed, ...rest }) => rest)}
            className="inline-flex h-7 max-w-60 items-center gap-1.5 rounded-full bg-accent-soft pr-2 pl-3 text-sm font-medium text-accent"
          >
            <span className="hostile truncate">{name}</span>
            <X size={13} aria-hidden className="shrink-0" />
          </button>
        </li>
      ))}
    </ul>
  );
}
