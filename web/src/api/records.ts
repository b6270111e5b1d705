import { queryOptions } from '@tanstack/react-query';
import type { RecordSourceView } from '../../../src/contract/tables.ts';
import { backupPath, request, withQuery } from './client.ts';

/** Source of a record; with `raw` also its stored source rows, for which the backup must be unlocked. */
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
