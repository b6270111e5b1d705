import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { z } from 'zod';
import type { DownloadSchema, ExportOrderSchema } from '../../../src/contract/export.ts';
import type { ExportJobListView, ExportJobView } from '../../../src/contract/export-jobs.ts';
import { currentLanguage } from '../i18n/locale.ts';
import { hasCode } from './api-error.ts';
import { backupPath, request } from './client.ts';
import { save } from './save.ts';

/** What an export is made of, as forms send it. */
export type WantedExport = z.input<typeof ExportOrderSchema>;

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
  useEffect(() => {
    for (const job of data) {
      if (job.state === 'ready' && awaited.delete(job.id)) saveExport(job);
    }
  }, [data]);
  return data;
}

/** Saves the file of a finished job. */
export function saveExport({ id, backup }: ExportJobView): void {
  save(backupPath(backup, 'export-jobs', id, 'file'));
}

/**
 * Exports in the background, in the language of the page, and saves the file when it is ready. A server that may not keep files sends it while it is
 * made. Asks for the password first if necessary.
 */
export function useExport(backup: string) {
  const client = useQueryClient();
  return useMutation({
    // It may have passwords.
    gcTime: 0,
    mutationFn: async (wanted: WantedExport): Promise<void> => {
      const plan = { language: currentLanguage(), ...wanted };
      // Jobs are kept, passwords are not.
      if (plan.zipPassword !== undefined) return streamExport(backup, plan);
      try {
        const job = await request<ExportJobView>(backupPath(backup, 'export-jobs'), { method: 'POST', body: plan });
        awaited.add(job.id);
        await client.invalidateQueries({ queryKey: EXPORT_JOBS });
      } catch (error) {
        if (!hasCode(error, 'CONFLICT', 'TOO_MANY_REQUESTS')) throw error;
        await streamExport(backup, plan);
      }
    },
  });
}

/** Saves an export that is made while it is sent. */
export async function streamExport(backup: string, plan: WantedExport): Promise<void> {
  const path = backupPath(backup, 'downloads');
  const { url } = await request<z.infer<typeof DownloadSchema>>(path, { method: 'POST', body: { export: plan } });
  save(url);
}
