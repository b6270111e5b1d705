import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, getRouteApi } from '@tanstack/react-router';
import { Table2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { backupsQuery, hasContents } from '../../api/backups.ts';
import { tablesQuery } from '../../api/tables.ts';
import { ListPane } from '../../components/list-pane.tsx';
import { SkeletonRows } from '../../components/skeleton.tsx';
import { useAddress } from '../../components/use-address.ts';
import { useOpenFirst } from '../../components/use-open-first.ts';
import { useText } from '../../i18n/text.tsx';
import { ListAndRecord } from '../../records/list-and-record.tsx';
import { NotIndexed } from '../overview/not-indexed.tsx';
import { firstWithRows, TableList } from './table-list.tsx';
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
  // From the list, which the page has anyway.
  const backup = useQuery(backupsQuery).data?.backups.find(({ id }) => id === backupId);
  const { data: tables, error, refetch } = useQuery(tablesQuery(backupId));
  const table = tables?.find(({ name }) => name === search.t);
  useOpenFirst(firstWithRows(tables ?? [])?.name, (t) => {
    void change((now) => (now.t === undefined ? { t } : null), { replace: true, resetScroll: false });
  });
  return (
    <ListAndRecord
      title={t.tables.title}
      close={{ label: t.records.back, run: () => void change(() => ({})) }}
      pick={{ icon: <Table2 size={24} />, title: t.tables.pick, text: t.tables.pickText }}
      list={
        backup !== undefined && !hasContents(backup) ? (
          <ListPane title={t.tables.title}>
            <NotIndexed backup={backup} />
          </ListPane>
        ) : (
          <TableList backup={backupId} tables={tables} chosen={search.t} error={error} onRetry={() => void refetch()} />
        )
      }
      record={
        table !== undefined ? (
          <TablePane key={table.name} backup={backupId} table={table} search={search} />
        ) : search.t !== undefined && tables === undefined && error === null ? (
          <SkeletonRows />
        ) : null
      }
    />
  );
}
