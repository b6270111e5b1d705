import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, getRouteApi } from '@tanstack/react-router';
import { Table2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { tablesQuery } from '../../api/tables.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { SkeletonRows } from '../../components/skeleton.tsx';
import { SplitView } from '../../components/split-view.tsx';
import { useAddress } from '../../components/use-address.ts';
import { useText } from '../../i18n/text.tsx';
import { useShortcuts } from '../../keyboard/shortcuts.ts';
import { TableList } from './table-list.tsx';
import { TablePane } from './table-pane.tsx';
import { readTableSearch } from './table-search.ts';

/** The screen Tables. */
export const Route = createLazyRoute('/b/$backupId/tables')({ component: TablesScreen });

const route = getRouteApi('/b/$backupId/tables');

function TablesScreen(): ReactNode {
  const t = useText();
  const { change } = useAddress(readTableSearch);
  const { backupId } = route.useParams();
  const search = route.useSearch();
  const { data: tables, error, refetch } = useQuery(tablesQuery(backupId));
  const table = tables?.find(({ name }) => name === search.t);
  const close = (): void => void change(() => ({}));
  useShortcuts(
    search.t === undefined ? [] : [{ keys: 'escape', group: t.tables.title, label: t.records.back, run: close }],
  );
  return (
    <SplitView
      listLabel={t.tables.title}
      chosen={table !== undefined}
      list={<TableList backup={backupId} tables={tables} error={error} onRetry={() => void refetch()} />}
      detail={
        table !== undefined ? (
          <TablePane key={table.name} backup={backupId} table={table} search={search} />
        ) : tables === undefined ? (
          error === null ? (
            <SkeletonRows />
          ) : (
            <ErrorState error={error} onRetry={() => void refetch()} />
          )
        ) : (
          <EmptyState icon={<Table2 size={24} />} title={t.tables.pick} text={t.tables.pickText} />
        )
      }
    />
  );
}
