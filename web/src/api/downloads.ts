import { useMutation } from '@tanstack/react-query';
import type { z } from 'zod';
import type { ArchiveRequest, DownloadSchema, ExportRequestSchema } from '../../../src/contract/export.ts';
import { backupPath, request } from './client.ts';

/** Has the browser save files of a backup as a ZIP that is made while it is sent; asks for the password first if need be. */
export function useArchive(backup: string) {
  return useMutation({
    mutationFn: (archive: ArchiveRequest) =>
      request<z.infer<typeof DownloadSchema>>(backupPath(backup, 'downloads'), { method: 'POST', body: { archive } }),
    // An answer that is to be saved leaves the page where it is.
    onSuccess: ({ url }) => window.location.assign(url),
  });
}

/** Has the browser save records as a file that is made while it is sent. */
export function useExport(backup: string) {
  return useMutation({
    mutationFn: (wanted: z.input<typeof ExportRequestSchema>) =>
      request<z.infer<typeof DownloadSchema>>(backupPath(backup, 'downloads'), {
        method: 'POST',
        body: { export: wanted },
      }),
    onSuccess: ({ url }) => window.location.assign(url),
  });
}
