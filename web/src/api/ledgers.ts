import { type UseQueryResult, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { BackupDetailView, BackupView } from '../../../src/contract/backups.ts';
import { backupQuery, backupsQuery } from './backups.ts';

/** A backup with its current state and its ledger. */
export type WithLedger = BackupView & Pick<BackupDetailView, 'ledger'>;

/**
 * Backups with their ledgers. Each is requested once and cached; it is requested again when the list of backups, which
 * is always up to date, reports the start or end of an index run.
 */
export function useLedgers(backups: readonly string[]): readonly WithLedger[] {
  const client = useQueryClient();
  const { data } = useQuery(backupsQuery);
  const details = useQueries({
    queries: backups.map((id) => ({ ...backupQuery(id), staleTime: Number.POSITIVE_INFINITY })),
    combine: those,
  });
  const now = (data?.backups ?? []).filter(({ id }) => backups.includes(id));
  const states = JSON.stringify(now.map((backup) => [backup.id, stateOf(backup)]));
  useEffect(() => {
    for (const [id, state] of JSON.parse(states) as [string, string][]) {
      const { queryKey } = backupQuery(id);
      const known = client.getQueryData(queryKey);
      if (known !== undefined && stateOf(known) !== state) void client.invalidateQueries({ queryKey, exact: true });
    }
  }, [client, states]);
  return details.map((detail) => ({ ...detail, ...now.find(({ id }) => id === detail.id) }));
}

function those(results: readonly UseQueryResult<BackupDetailView>[]): readonly BackupDetailView[] {
  return results.flatMap(({ data }) => data ?? []);
}

/** Backups that have an index or are being indexed, which searches and timelines use. */
export function indexedOf(backups: readonly BackupView[], only: string | null): readonly string[] {
  return backups
    .filter(({ id, lastIndexedAt, status }) => {
      return (lastIndexedAt !== null || status === 'INDEXING') && (only === null || id === only);
    })
    .map(({ id }) => id);
}

/** Properties that change with every index run. */
function stateOf({ status, lastIndexedAt, lastRun, early }: BackupView): string {
  return [status, lastIndexedAt, lastRun?.outcome, JSON.stringify(early)].join(' ');
}
