import { queryOptions } from '@tanstack/react-query';
import type { RecordSourceView } from '../../../src/contract/tables.ts';
import { backupPath, request, withQuery } from './client.ts';

/** Where a record came from; with `raw` also its rows as they are stored, for which the backup has to be unlocked. */
export function recordSourceQuery(backup: string, table: string, key: string, raw: boolean) {
  return queryOptions({
    queryKey: ['backup', backup, 'record-source', table, key, raw],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) =>
      request<RecordSourceView>(withQuery(backupPath(backup, 'records', table, key, 'source'), raw ? { raw } : {}), {
        signal,
      }),
  });
}
