import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { App } from '../../app.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { BackupHandle, ListedEntry } from '../../sessions/index.ts';
import { openBackup } from '../auth/backup-access.ts';
import { BackupParams } from '../routes/params.ts';

/** `/backups/{id}/file/{fileId}` */
export const FileParams = BackupParams.extend({
  fileId: z
    .string()
    .regex(/^[0-9a-f]{40}$/, 'a fileID has 40 lowercase hex digits')
    .describe('SHA-1 of `domain-relativePath`.'),
});

/** A file and its open backup. */
export interface FoundFile {
  readonly handle: BackupHandle;
  readonly entry: ListedEntry['entry'];
}

/** Finds a file of a backup that the request may read. @throws NOT_FOUND, and like {@link openBackup} */
export async function findFile(
  app: App,
  request: FastifyRequest,
  { id, fileId }: z.infer<typeof FileParams>,
): Promise<FoundFile> {
  const handle = await openBackup(app, request, id);
  const listed = await handle.get(fileId);
  if (listed === null) throw new DomainError('NOT_FOUND', msg('detail.no-file'));
  return { handle, entry: listed.entry };
}
