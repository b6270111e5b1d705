import { queryOptions } from '@tanstack/react-query';
import type { KindCountView, KindView } from '../../../src/contract/kinds.ts';
import { backupPath, request } from './client.ts';

/** `GET /kinds`: the same for all backups and constant while the server runs. */
export const kindsQuery = queryOptions({
  queryKey: ['kinds'],
  queryFn: ({ signal }) => request<{ readonly items: readonly KindView[] }>('/kinds', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
  select: ({ items }) => items,
});

/** `GET /backups/{id}/kinds`: number of records of each kind in a backup, and why there are none. */
export function kindCountsQuery(backup: string) {
  return queryOptions({
    queryKey: ['backup', backup, 'kinds'],
    queryFn: ({ signal }) =>
      request<{ readonly items: readonly KindCountView[] }>(backupPath(backup, 'kinds'), { signal }),
    select: ({ items }) => items,
  });
}
