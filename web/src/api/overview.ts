import { queryOptions } from '@tanstack/react-query';
import type { OverviewView } from '../../../src/contract/overview.ts';
import { backupPath, request, withQuery } from './client.ts';

/** `GET /backups/{id}/overview`, by days of `zone`. */
export function overviewQuery(backup: string, zone: string) {
  return queryOptions({
    queryKey: ['backup', backup, 'overview', zone],
    queryFn: ({ signal }) =>
      request<OverviewView>(withQuery(backupPath(backup, 'overview'), { timeZone: zone }), { signal }),
  });
}
