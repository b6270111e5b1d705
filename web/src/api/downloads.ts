import { useMutation } from '@tanstack/react-query';
import type { z } from 'zod';
import type { ArchiveRequest, DownloadSchema } from '../../../src/contract/export.ts';
import { backupPath, request } from './client.ts';
import { save } from './save.ts';

/** Downloads files of a backup as a ZIP that is created while it is sent. Asks for the password first if necessary. */
export function useArchive(backup: string) {
  return useMutation({
    mutationFn: (archive: ArchiveRequest) =>
      request<z.infer<typeof DownloadSchema>>(backupPath(backup, 'downloads'), { method: 'POST', body: { archive } }),
    onSuccess: ({ url }) => save(url),
  });
}
