import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, getRouteApi, Link } from '@tanstack/react-router';
import { Bookmark, CircleHelp, SearchX, SlidersHorizontal } from 'lucide-react';
import { type ReactNode, type RefObject, useRef, useState } from 'react';
import { backupsQuery, hasContents } from '../../api/backups.ts';
import { SEARCH_SORTS, searchFacetsQuery } from '../../api/search.ts';
import { Button } from '../../components/button.tsx';
import { classes } from '../../components/classes.ts';
import { Dialog } from '../../components/dialog.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { SearchField } from '../../components/search-field.tsx';
import { Select } from '../../components/select.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { type Change, useAddress } from '../../components/use-address.ts';
import { useTitle } from '../../components/use-title.ts';
import { useText } from '../../i18n/text.tsx';
import { useShortcuts } from '../../keyboard/shortcuts.ts';
import { SearchExport } from '../../records/search-export.tsx';
import { ActiveFilters } from './active-filters.tsx';
import { Facets } from './facets.tsx';
import { HitList } from './hit-list.tsx';
import { SavedList, SavedSearches } from './saved-searches.tsx';
import { SearchHelp } from './search-help.tsx';
import { FACETS, hasQuestion, readSearchSearch, type SearchSearch, searchFor } from './search-search.ts';
import { zonedSearch } from './zoned-search.ts';

/** The screen Search. */
export const Route = createLazyRoute('/search')({ component: SearchScreen });

const route = getRouteApi('/search');

function SearchScreen(): ReactNode {
  const t = useText();
  const address = useAddress(readSearchSearch);
  const search = route.useSearch();
  const field = useRef<HTMLInputElement>(null);
  const hits = useRef<HTMLDivElement>(null);
  const [helps, setHelps] = useState(false);
  const [filters, setFilters] = useState(false);
  const [saves, setSaves] = useState(false);
  useTitle(search.q ?? t.search.title);
  useShortcuts([{ keys: 'f', group: t.search.title, label: t.search.keys.field, run: () => field.current?.focus() }]);
  const change: Change<SearchSearch> = (next, options) => address.change(next, { resetScroll: false, ...options });
  const ask = (text: string): void =>
    void change(({ q: _q, ...rest }) => (text === '' ? rest : { ...rest, q: text }), { replace: true });
  const asks = hasQuestion(search);
  const filtered = FACETS.some((facet) => search[facet] !== undefined);
  const { data } = useQuery(backupsQuery);
  const exportable = (data?.backups ?? []).filter(({ id }) => search.backup === undefined || id === search.backup);
  const { data: counts = null } = useQuery({ ...searchFacetsQuery(zonedSearch(search)), enabled: asks });
  const facets = <Facets search={search} onChange={change} />;
  return (
    <div className="flex h-full flex-col">
      <header className="shrink-0 border-b border-line bg-surface px-4 py-3 sm:px-6">
        <div className="flex items-center gap-2">
          <h1 className="sr-only print:not-sr-only">{t.search.title}</h1>
          {/* Fields are not printed. */}
          <p className="hostile hidden print:block">{search.q}</p>
          <SearchField
            field={field}
            size="lg"
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- the screen has no other content yet
            autoFocus={!asks}
            label={t.search.field}
            placeholder={t.search.placeholder}
            clearLabel={t.search.clear}
            value={search.q ?? ''}
            onSearch={ask}
            onKeyDown={(event) => {
              if (event.key !== 'ArrowDown') return;
              event.preventDefault();
              hits.current?.querySelector<HTMLElement>('[data-row]')?.focus();
            }}
            className="min-w-0 flex-1"
          />
          {asks ? <Sort search={search} onChange={change} className="hidden w-44 sm:flex" /> : null}
          {asks ? (
            <SearchExport
              title={t.search.exportTitle}
              backups={exportable}
              facets={counts}
              plan={{
                query: searchFor(search).text,
                order: search.sort === 'newest' || search.sort === undefined ? 'newest' : 'oldest',
              }}
            />
          ) : null}
          <IconButton label={t.search.saved.title} onClick={() => setSaves(true)}>
            <Bookmark size={18} />
          </IconButton>
          <IconButton label={t.search.help.button} onClick={() => setHelps(true)}>
            <CircleHelp size={19} />
          </IconButton>
        </div>
        {asks ? (
          <div className={classes('mt-2.5 flex flex-wrap items-center gap-2', !filtered && 'lg:hidden')}>
            <Button
              size="sm"
              icon={<SlidersHorizontal size={14} />}
              className="lg:hidden"
              onClick={() => setFilters(true)}
            >
              {t.search.filters}
            </Button>
            <ActiveFilters search={search} onChange={change} />
            <Sort search={search} onChange={change} className="ml-auto w-40 sm:hidden" />
          </div>
        ) : null}
      </header>
      <Body search={search} facets={facets} frame={hits} onAsk={ask} onChange={change} onHelp={() => setHelps(true)} />
      <Dialog open={helps} onOpenChange={setHelps} title={t.search.help.title} width="md">
        <SearchHelp
          onTry={(query) => {
            setHelps(false);
            void change((now) => ({ ...now, q: query }));
          }}
        />
      </Dialog>
      <Sheet open={saves} onOpenChange={setSaves} title={t.search.saved.title}>
        <SavedSearches search={search} onLeave={() => setSaves(false)} />
      </Sheet>
      <Sheet open={filters} onOpenChange={setFilters} title={t.search.narrow}>
        {facets}
      </Sheet>
    </div>
  );
}

function Sort({
  search,
  onChange,
  className,
}: {
  readonly search: SearchSearch;
  readonly onChange: Change<SearchSearch>;
  readonly className: string;
}): ReactNode {
  const t = useText();
  return (
    <Select
      label={t.search.sort}
      hideLabel
      value={search.sort ?? 'newest'}
      className={className}
      options={SEARCH_SORTS.map((value) => ({ value, label: t.search.sorts[value] }))}
      onChange={(sort) => void onChange((now) => ({ ...now, sort }), { replace: true })}
    />
  );
}

function Body({
  search,
  facets,
  frame,
  onAsk,
  onChange,
  onHelp,
}: {
  readonly search: SearchSearch;
  readonly facets: ReactNode;
  readonly frame: RefObject<HTMLDivElement | null>;
  readonly onAsk: (text: string) => void;
  readonly onChange: Change<SearchSearch>;
  readonly onHelp: () => void;
}): ReactNode {
  const t = useText();
  const { data } = useQuery(backupsQuery);
  if (data?.backups.some(hasContents) === false) {
    const { title, text, action } = t.search.notIndexed;
    return (
      <EmptyState icon={<SearchX size={24} />} title={title} text={text}>
        <Button asChild kind="primary">
          <Link to="/">{action}</Link>
        </Button>
      </EmptyState>
    );
  }
  if (!hasQuestion(search)) {
    return (
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto flex max-w-160 flex-col gap-6 px-4 py-8">
          <SavedList title={t.search.saved.title} />
          <SearchHelp onTry={onAsk} />
        </div>
      </div>
    );
  }
  return (
    <div className="flex min-h-0 flex-1">
      <aside
        aria-label={t.search.narrow}
        className="hidden w-64 shrink-0 overflow-y-auto border-r border-line px-4 py-4 lg:block"
      >
        {facets}
      </aside>
      <HitList search={search} backups={data?.backups ?? []} frame={frame} onChange={onChange} onHelp={onHelp} />
    </div>
  );
}
