import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type { DownloadSchema, ExportOrderSchema } from '../../../src/contract/export.ts';
import type { ExportJobView } from '../../../src/contract/export-jobs.ts';
import { currentLanguage } from '../i18n/locale.ts';
import { hasCode } from './api-error.ts';
import { backupPath, request } from './client.ts';
import { awaited, EXPORT_JOBS, jobsQuery, saveAwaited } from './export-jobs.ts';
import { save } from './save.ts';

/** What an export is made of, as forms send it. */
export type WantedExport = z.input<typeof ExportOrderSchema>;

/**
 * Exports in the background, in the language of the page, and saves the file when it is ready. A server that may not keep
 * files sends it while it is made. Asks for the password first if necessary. Its data is the id of the job; null if there
 * is none.
 */
export function useExport(backup: string) {
  const client = useQueryClient();
  return useMutation({
    // It may have passwords.
    gcTime: 0,
    mutationFn: async (wanted: WantedExport): Promise<string | null> => {
      const plan = { language: currentLanguage(), ...wanted };
      // Jobs are kept, passwords are not.
      if (plan.zipPassword !== undefined) {
        await streamExport(backup, plan);
        return null;
      }
      try {
        const job = await request<ExportJobView>(backupPath(backup, 'export-jobs'), { method: 'POST', body: plan });
        awaited.add(job.id);
        await client.invalidateQueries({ queryKey: EXPORT_JOBS });
        // The list may have had it as finished before the answer came, and is then the same as before.
        saveAwaited(client.getQueryData(jobsQuery().queryKey) ?? []);
        return job.id;
      } catch (error) {
        if (!hasCode(error, 'CONFLICT', 'TOO_MANY_REQUESTS')) throw error;
        await streamExport(backup, plan);
        return null;
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
