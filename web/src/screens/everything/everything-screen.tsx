import { createLazyRoute, getRouteApi, Link } from '@tanstack/react-router';
import { SearchX } from 'lucide-react';
import type { ReactNode } from 'react';
import { hasContents, useBackup } from '../../api/backups.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { Page, PageHeader } from '../../components/page-header.tsx';
import { SearchField } from '../../components/search-field.tsx';
import { Select } from '../../components/select.tsx';
import { SkeletonRows } from '../../components/skeleton.tsx';
import { useAddress } from '../../components/use-address.ts';
import { formatCount } from '../../format/numbers.ts';
import { useText } from '../../i18n/text.tsx';
import { byArea, isThere, type KindOfBackup } from '../../kinds/by-area.ts';
import { useKinds } from '../../kinds/kinds-context.tsx';
import { useKindsOf } from '../../kinds/use-kinds-of.ts';
import { IncompleteNote } from '../../records/incomplete-note.tsx';
import { NotIndexed } from '../overview/not-indexed.tsx';
import { AreaSection } from './area-section.tsx';
import { type EverythingSearch, readEverythingSearch, SHOWN } from './everything-search.ts';

/** The screen Everything in this backup. */
export const Route = createLazyRoute('/b/$backupId/everything')({ component: EverythingScreen });

const route = getRouteApi('/b/$backupId/everything');

function EverythingScreen(): ReactNode {
  const t = useText();
  const { backupId } = route.useParams();
  const { data: backup } = useBackup(backupId);
  const { kinds, query } = useKindsOf(backupId);
  const there = kinds.filter(isThere);
  const words = t.everything;
  return (
    <Page>
      <PageHeader
        title={words.title}
        {...(kinds.length === 0 || there.length === 0
          ? {}
          : {
              subtitle: words.subtitle({
                kinds: there.length,
                records: formatCount(there.reduce((sum, { count }) => sum + (count ?? 0), 0)),
              }),
            })}
      />
      <IncompleteNote backups={[backupId]} artifacts={null} isEmpty shape="box" />
      {query.error !== null && query.data === undefined ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data === undefined || backup === undefined || kinds.length === 0 ? (
        <SkeletonRows rows={10} />
      ) : hasContents(backup) ? (
        <Kinds backup={backupId} kinds={kinds} />
      ) : (
        <NotIndexed backup={backup} />
      )}
    </Page>
  );
}

function Kinds({ backup, kinds }: { readonly backup: string; readonly kinds: readonly KindOfBackup[] }): ReactNode {
  const t = useText();
  const words = t.everything;
  const search = route.useSearch();
  const { change } = useAddress(readEverythingSearch);
  const { many, one } = useKinds();
  const { q = '', area, show } = search;
  const set = (next: (now: EverythingSearch) => EverythingSearch): void =>
    void change(next, { replace: true, resetScroll: false });
  const fits = ({ kind, view, ...rest }: KindOfBackup): boolean =>
    (area === undefined || view.area === area) &&
    (show === undefined || isThere(rest) === (show === 'here')) &&
    [many(kind), one(kind), kind].some((name) => name.toLowerCase().includes(q.toLowerCase()));
  const areas = byArea(kinds.filter(fits));
  return (
    <>
      <div className="flex flex-wrap gap-2">
        <SearchField
          label={words.find}
          placeholder={words.find}
          clearLabel={words.clear}
          value={q}
          className="min-w-50 flex-1 max-sm:basis-full"
          onSearch={(text) => set(({ q: _q, ...rest }) => (text === '' ? rest : { ...rest, q: text }))}
        />
        <Select
          label={t.records.area}
          hideLabel
          className="w-48 max-sm:flex-1"
          value={area ?? ''}
          options={[
            { value: '', label: t.records.allAreas },
            ...byArea(kinds).map((each) => ({ value: each.area, label: t.records.areas[each.area] })),
          ]}
          onChange={(value) => set(({ area: _area, ...rest }) => (value === '' ? rest : { ...rest, area: value }))}
        />
        <Select
          label={words.show}
          hideLabel
          className="w-48 max-sm:flex-1"
          value={show ?? ''}
          options={[
            { value: '', label: words.shown.all },
            ...SHOWN.map((value) => ({ value, label: words.shown[value] })),
          ]}
          onChange={(value) => set(({ show: _show, ...rest }) => (value === '' ? rest : { ...rest, show: value }))}
        />
      </div>
      {areas.length === 0 ? (
        <EmptyState icon={<SearchX size={24} />} title={t.records.none.filtered} text={t.records.none.filteredText}>
          <Button asChild>
            <Link to="/b/$backupId/everything" params={{ backupId: backup }} search={{}}>
              {t.records.none.clear}
            </Link>
          </Button>
        </EmptyState>
      ) : (
        areas.map((each) => <AreaSection key={each.area} backup={backup} {...each} />)
      )}
    </>
  );
}
