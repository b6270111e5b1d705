import { queryOptions, type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { StartIndexBody } from '../../../src/contract/artifact-choice.ts';
import type { IndexProgress } from '../../../src/contract/backups.ts';
import { hasCode } from './api-error.ts';
import { useRenewBackups } from './backups.ts';
import { backupPath, request } from './client.ts';
import { useEvents } from './events.ts';

/** Progress of the run; null if this server has not run one since its start. */
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

/** True while the run is active. */
export function isRunning(run: IndexProgress | null | undefined): run is IndexProgress {
  return run?.state === 'queued' || run?.state === 'running';
}

/** The run of a backup, updated by server-sent events while it is active. */
export function useIndexRun(id: string): UseQueryResult<IndexProgress | null> {
  const client = useQueryClient();
  const renew = useRenewBackups();
  const result = useQuery(indexRunQuery(id));
  useEvents<IndexProgress>(backupPath(id, 'index', 'events'), {
    event: 'progress',
    enabled: isRunning(result.data),
    isFinal: (run) => !isRunning(run),
    onSnapshot: (run) => {
      const { queryKey } = indexRunQuery(id);
      const hasNews = run.previews.length !== client.getQueryData(queryKey)?.previews.length;
      client.setQueryData(queryKey, run);
      if (hasNews || !isRunning(run)) void renew();
    },
  });
  return result;
}

/** Starts a run that reads what is chosen; asks for the password first if the backup is locked. */
export function useStartIndex() {
  const client = useQueryClient();
  const renew = useRenewBackups();
  return useMutation({
    mutationFn: ({ id, choice }: { readonly id: string; readonly choice?: StartIndexBody['choice'] }) =>
      request<IndexProgress>(backupPath(id, 'index'), {
        method: 'POST',
        ...(choice === undefined ? {} : { body: { choice } }),
      }),
    onSuccess: async (run, { id }) => {
      client.setQueryData(indexRunQuery(id).queryKey, run);
      await renew();
    },
  });
}

/** Cancels the active run; the earlier index is kept. */
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

/** Deletes the index of a backup; the backup is not changed. */
export function useRemoveIndex() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request<void>(backupPath(id, 'index'), { method: 'DELETE' }),
    onSuccess: () => client.invalidateQueries(),
  });
}
