import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { RecordDetailView, RecordPageView } from '../../../src/contract/kinds.ts';
import { backupPath, request, withQuery } from './client.ts';
import { cursorPages } from './cursor-pages.ts';
import type { RowFilter } from './tables.ts';

/** Records per request. */
const PAGE = 100;

/** The records of a kind, page by page. A page can be empty although there are more: see `next`. */
export function kindRecordsQuery(
  backup: string,
  kind: string,
  filter: RowFilter & {
    readonly person?: string | undefined;
    readonly starred?: boolean | undefined;
    readonly tag?: string | undefined;
  },
) {
  return infiniteQueryOptions({
    queryKey: ['backup', backup, 'kind-records', kind, filter],
    ...cursorPages<RecordPageView>(backupPath(backup, 'kinds', kind, 'records'), { ...filter, limit: PAGE }),
    // Keep the previous records while another filter loads; another kind has different records with the same keys.
    placeholderData: (previous, query) => (query?.queryKey[3] === kind ? previous : undefined),
  });
}

/** One record, optionally with its secrets. */
export function kindRecordQuery(backup: string, kind: string, key: string, secrets: boolean) {
  return queryOptions({
    queryKey: ['backup', backup, 'kind-record', kind, key, secrets],
    // Secrets are not cached.
    ...(secrets ? { gcTime: 0 } : {}),
    queryFn: ({ signal }) =>
      request<RecordDetailView>(
        withQuery(backupPath(backup, 'kinds', kind, 'records', key), secrets ? { secrets } : {}),
        { signal },
      ),
  });
}
