import { queryOptions } from '@tanstack/react-query';
import type { KindCountView, KindView } from '../../../src/contract/kinds.ts';
import { backupPath, request } from './client.ts';

/** `GET /kinds`: the same for every backup, and for as long as the server runs. */
export const kindsQuery = queryOptions({
  queryKey: ['kinds'],
  queryFn: ({ signal }) => request<{ readonly items: readonly KindView[] }>('/kinds', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
  select: ({ items }) => items,
});

/** `GET /backups/{id}/kinds`: how much of each kind a backup has, and why there is none. */
export function kindCountsQuery(backup: string) {
  return queryOptions({
    queryKey: ['backup', backup, 'kinds'],
    queryFn: ({ signal }) =>
      request<{ readonly items: readonly KindCountView[] }>(backupPath(backup, 'kinds'), { signal }),
    select: ({ items }) => items,
  });
}
