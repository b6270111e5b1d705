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

/** True while a job is not over. */
export function isActive({ state }: ExportJobView): boolean {
  return state === 'queued' || state === 'running' || state === 'locked';
}

/** The jobs, asked for again while one of them is not over. */
export function jobsQuery() {
  return queryOptions({
    queryKey: EXPORT_JOBS,
    queryFn: async ({ signal }) => (await request<ExportJobListView>('/export-jobs', { signal })).items,
    refetchInterval: ({ state }) => (state.data?.some(isActive) === true ? POLL_MS : false),
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
  save(backupPath(backup, 'export-jobs', id, 'file'));
}
