import { queryOptions, type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { BackupDetailView, BackupListView, BackupView } from '../../../src/contract/backups.ts';
import { backupPath, request } from './client.ts';

/** Polling interval while something changes without events: a backup being made, a run started elsewhere. */
const BUSY_REFRESH_MS = 3000;
/** The same otherwise: the server notices new backups. */
const REFRESH_MS = 10_000;

/** The same during the first run of a backup, whose contents appear one after the other. */
const FIRST_RUN_REFRESH_MS = 1000;

/** `GET /backups` */
export const backupsQuery = queryOptions({
  queryKey: ['backups'],
  queryFn: ({ signal }) => request<BackupListView>('/backups', { signal }),
  refetchInterval: ({ state: { data } }) => {
    if (data?.backups.some(isFirstRun) === true) return FIRST_RUN_REFRESH_MS;
    return data?.backups.some(isBusy) === true ? BUSY_REFRESH_MS : REFRESH_MS;
  },
});

/** `GET /backups/{id}` */
export function backupQuery(id: string) {
  return queryOptions({
    queryKey: ['backup', id],
    queryFn: ({ signal }) => request<BackupDetailView>(backupPath(id), { signal }),
  });
}

/** One backup with its apps and ledger. */
export function useBackup(id: string): UseQueryResult<BackupDetailView> {
  return useQuery(backupQuery(id));
}

/** True if the contents of a backup cannot be read; its index can. */
export function isLocked(backup: BackupView): boolean {
  return backup.encrypted && !backup.unlocked;
}

/** Searches for backups again. */
export function refreshBackups(): Promise<BackupListView> {
  return request<BackupListView>('/backups/refresh', { method: 'POST' });
}

/** The same on demand. */
export function useRefreshBackups() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: refreshBackups,
    onSuccess: async (list) => {
      client.setQueryData(backupsQuery.queryKey, list);
      await client.invalidateQueries({ queryKey: ['folders'] });
    },
  });
}

/** Locks one backup. */
export function useLock() {
  const renew = useRenewBackups();
  return useMutation({
    mutationFn: (id: string) => request<void>(backupPath(id, 'lock'), { method: 'POST' }),
    onSuccess: renew,
  });
}

/** Names a backup; null restores the name of the device. */
export function useRenameBackup() {
  const renew = useRenewBackups();
  return useMutation({
    mutationFn: ({ id, name }: { readonly id: string; readonly name: string | null }) =>
      request<void>(backupPath(id, 'name'), { method: 'PUT', body: { name } }),
    onSuccess: renew,
  });
}

/** Locks every backup. */
export function useLockAll() {
  const renew = useRenewBackups();
  return useMutation({
    mutationFn: () => request<void>('/backups/lock', { method: 'POST' }),
    onSuccess: renew,
  });
}

/** Unlocks a backup. The secret of the session is in a cookie that scripts cannot read. */
export function useUnlock() {
  const renew = useRenewBackups();
  return useMutation({
    mutationFn: ({ id, password }: { readonly id: string; readonly password: string }) =>
      request<{ expiresAt: number }>(backupPath(id, 'unlock'), { method: 'POST', body: { password } }),
    // Not cached: it contains the password.
    gcTime: 0,
    onSuccess: renew,
  });
}

/** Returns a function that invalidates all queries of backups. */
export function useRenewBackups(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await Promise.all([['backups'], ['backup']].map((queryKey) => client.invalidateQueries({ queryKey })));
  };
}

/** True if something of a backup can be seen: it is indexed, or its first run has shown the newest records. */
export function hasContents({ lastIndexedAt, early }: Pick<BackupView, 'lastIndexedAt' | 'early'>): boolean {
  return lastIndexedAt !== null || early.length > 0;
}

function isFirstRun(backup: BackupView): boolean {
  return isBusy(backup) && backup.status === 'INDEXING' && backup.lastIndexedAt === null;
}

function isBusy({ status, state, vanishedAt }: BackupView): boolean {
  return vanishedAt === null && (status === 'INDEXING' || state === 'in-progress');
}

/** True while the first run of a backup has shown only the newest records of an artifact: others are still being read. */
export function useIsEarly(id: string, artifact: string): boolean {
  const isEarly = ({ backups }: BackupListView): boolean =>
    backups.find((backup) => backup.id === id)?.early.some((each) => each.artifact === artifact && !each.isWhole) ===
    true;
  return useQuery({ ...backupsQuery, select: isEarly }).data === true;
}

/** True if the contents of this backup cannot be read, as far as known. */
export function useIsLocked(id: string): boolean {
  const { data } = useQuery({ ...backupsQuery, select: ({ backups }) => backups.find((backup) => backup.id === id) });
  return data !== undefined && isLocked(data);
}
