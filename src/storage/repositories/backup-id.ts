import type { Kysely } from 'kysely';
import { DomainError } from '../../model/errors.ts';
import type { BackupId } from '../../model/ids.ts';
import type { CoreDatabase } from '../database.ts';

/** The row id of a backup, for use within storage. @throws BACKUP_NOT_FOUND */
export async function backupRowId(db: Kysely<CoreDatabase>, publicId: BackupId): Promise<number> {
  const row = await db
    .selectFrom('backups')
    .select('id')
    .where('publicId', '=', publicId)
    .where('deletedAt', 'is', null)
    .executeTakeFirst();
  if (row === undefined) throw new DomainError('BACKUP_NOT_FOUND');
  return row.id;
}
