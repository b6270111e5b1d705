import { queryOptions, type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { IndexProgress } from '../../../src/contract/backups.ts';
import { hasCode } from './api-error.ts';
import { useRenewBackups } from './backups.ts';
import { backupPath, request } from './client.ts';
import { useEvents } from './events.ts';

/** How far the run is; null when this server ran none since its start. */
function indexRunQuery(id: string) {
  return queryOptions({
    queryKey: ['index-run', id],
    queryFn: async ({ signal }): Promise<IndexProgress | null> => {
      try {
        return await request<IndexProgress>(backupPath(id, 'index'), { signal });
      } catch (error) {
        if (hasCode(error, 'NOT_FOUND')) return null;
        throw error;
      }
    },
  });
}

/** True while the run goes on. */
export function isRunning(run: IndexProgress | null | undefined): run is IndexProgress {
  return run?.state === 'queued' || run?.state === 'running';
}

/** The run of a backup, live by server-sent events while it goes on. */
export function useIndexRun(id: string): UseQueryResult<IndexProgress | null> {
  const client = useQueryClient();
  const renew = useRenewBackups();
  const result = useQuery(indexRunQuery(id));
  useEvents<IndexProgress>(backupPath(id, 'index', 'events'), {
    event: 'progress',
    enabled: isRunning(result.data),
    isFinal: (run) => !isRunning(run),
    onSnapshot: (run) => {
      client.setQueryData(indexRunQuery(id).queryKey, run);
      if (!isRunning(run)) void renew();
    },
  });
  return result;
}

/** Starts a run; asks for the password first where the backup is locked. */
export function useStartIndex() {
  const client = useQueryClient();
  const renew = useRenewBackups();
  return useMutation({
    mutationFn: (id: string) => request<IndexProgress>(backupPath(id, 'index'), { method: 'POST' }),
    onSuccess: async (run, id) => {
      client.setQueryData(indexRunQuery(id).queryKey, run);
      await renew();
    },
  });
}

/** Cancels the run under way; the earlier index stays. */
export function useCancelIndex() {
  const client = useQueryClient();
  const renew = useRenewBackups();
  return useMutation({
    mutationFn: (id: string) => request<IndexProgress>(backupPath(id, 'index', 'cancel'), { method: 'POST' }),
    onSuccess: async (run, id) => {
      client.setQueryData(indexRunQuery(id).queryKey, run);
      await renew();
    },
  });
}

/** Removes everything that was read of a backup; the backup itself stays. */
export function useRemoveIndex() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request<void>(backupPath(id, 'index'), { method: 'DELETE' }),
    onSuccess: () => client.invalidateQueries(),
  });
}
