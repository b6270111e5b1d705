import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { SearchFacetsView } from '../../../../src/contract/search.ts';
import { searchFacetsQuery } from '../../api/search.ts';
import { Count } from '../../components/figures.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import type { Change } from '../../components/use-address.ts';
import { formatCount } from '../../format/numbers.ts';
import { useText } from '../../i18n/text.tsx';
import { useFilterName } from './filter-name.ts';
import { FACETS, type Facet, hasQuestion, type SearchSearch } from './search-search.ts';
import { zonedSearch } from './zoned-search.ts';

/** Number of values shown before a "show all" button. */
const SHOWN = 8;

const LISTS = {
  area: 'areas',
  type: 'types',
  from: 'people',
  year: 'years',
  backup: 'backups',
} as const satisfies Record<Facet, keyof SearchFacetsView>;

/** Counts of hits by facet; each value is a filter. */
export function Facets({
  search,
  onChange,
}: {
  readonly search: SearchSearch;
  readonly onChange: Change<SearchSearch>;
}): ReactNode {
  const t = useText();
  const { data, isError } = useQuery({ ...searchFacetsQuery(zonedSearch(search)), enabled: hasQuestion(search) });
  // The hits say what went wrong.
  if (isError) return null;
  if (data === undefined) {
    return (
      <div aria-hidden className="flex flex-col gap-3">
        {['w-20', 'w-40', 'w-36', 'w-44', 'w-32'].map((width) => (
          <Skeleton key={width} className={`h-4 rounded-sm ${width}`} />
        ))}
      </div>
    );
  }
  if (data === null) return null;
  return (
    <div className="flex flex-col gap-5">
      {FACETS.filter((facet) => facet !== 'backup' || data.backups.length > 1 || search.backup !== undefined).map(
        (facet) => (
          <FacetList
            key={facet}
            facet={facet}
            values={data[LISTS[facet]]}
            chosen={search[facet] ?? null}
            onToggle={(value) =>
              void onChange(({ [facet]: now, ...rest }) => (now === value ? rest : { ...rest, [facet]: value }))
            }
          />
        ),
      )}
      {data.isExact ? null : (
        <p className="text-sm text-muted">{t.search.onlyNewest({ count: formatCount(data.counted) })}</p>
      )}
    </div>
  );
}

function FacetList({
  facet,
  values,
  chosen,
  onToggle,
}: {
  readonly facet: Facet;
  readonly values: SearchFacetsView['types'];
  readonly chosen: string | null;
  readonly onToggle: (value: string) => void;
}): ReactNode {
  const t = useText();
  const nameOf = useFilterName();
  const [all, setAll] = useState(false);
  if (values.length === 0) return null;
  const shown = all ? values : values.slice(0, SHOWN);
  return (
    <section>
      <h2 className="mb-1 text-sm font-semibold text-muted">{t.search.facets[facet]}</h2>
      <ul className="-mx-2">
        {shown.map(({ value, label, count }) => (
          <li key={value}>
            <button
              type="button"
              aria-pressed={value === chosen}
              onClick={() => onToggle(value)}
              className="flex w-full items-center gap-3 rounded-sm px-2 py-1 text-left hover:bg-hover aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-accent"
            >
              <span className="hostile min-w-0 flex-1 truncate" title={label}>
                {facet === 'from' && value !== 'me' ? label : nameOf(facet, value)}
              </span>
              <span className="text-sm">
                <Count value={count} />
              </span>
            </button>
          </li>
        ))}
      </ul>
      {values.length > shown.length ? (
        <button type="button" onClick={() => setAll(true)} className="mt-1 text-sm text-accent hover:underline">
          {t.search.showAll({ count: values.length - shown.length })}
        </button>
      ) : null}
    </section>
  );
}
