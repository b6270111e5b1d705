import { queryOptions, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ExportJobListView, ExportJobView } from '../../../src/contract/export-jobs.ts';
import { backupPath, request } from './client.ts';
import { save } from './save.ts';

/** Time between questions for the progress. */
const POLL_MS = 700;

/** Query key of the jobs. */
export const EXPORT_JOBS = ['export-jobs'];

/** Jobs that this page asked for: their file is saved when it is ready. */
export const awaited = new Set<string>();

/** Time in which a browser is expected to have saved a file, unless it asks where to. */
const MAX_SAVING_MS = 10 * 60_000;

/** When the files of jobs were saved by this page, by the id of the job. */
const savedAt = new Map<string, number>();

/** True while the browser saves the file of a job, or will at once. */
export function isBeingSaved({ id, state, downloadedAt }: ExportJobView): boolean {
  const isSaved = awaited.has(id) || Date.now() - (savedAt.get(id) ?? 0) < MAX_SAVING_MS;
  return isSaved && state === 'ready' && downloadedAt === null;
}

/** True while a job is not over. */
export function isActive({ state }: ExportJobView): boolean {
  return state === 'queued' || state === 'running' || state === 'locked';
}

/** The jobs, asked for again while one of them is not over or is being saved. */
export function jobsQuery() {
  return queryOptions({
    queryKey: EXPORT_JOBS,
    queryFn: async ({ signal }) => (await request<ExportJobListView>('/export-jobs', { signal })).items,
    refetchInterval: ({ state }) =>
      state.data?.some((job) => isActive(job) || isBeingSaved(job)) === true ? POLL_MS : false,
  });
}

/** The export jobs, the newest first; saves the files of those that this page asked for. */
export function useExportJobs(): readonly ExportJobView[] {
  const { data = [] } = useQuery(jobsQuery());
  useEffect(() => saveAwaited(data), [data]);
  return data;
}

/** Saves the files of finished jobs that this page asked for, once. */
export function saveAwaited(jobs: readonly ExportJobView[]): void {
  for (const job of jobs) {
    if (job.state === 'ready' && awaited.delete(job.id)) saveExport(job);
  }
}

/** Saves the file of a finished job. */
export function saveExport({ id, backup }: ExportJobView): void {
  savedAt.set(id, Date.now());
  save(backupPath(backup, 'export-jobs', id, 'file'));
}
