import type { BackupId } from '../../model/ids.ts';
import { scopeOf } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { type PersonIndex, personIndex } from './person-index.ts';

/** The people of one backup. @throws BACKUP_NOT_FOUND, LIMIT_EXCEEDED */
export async function peopleIndexOf(ctx: ViewContext, backup: BackupId): Promise<PersonIndex> {
  return personIndex(ctx, new Map([[backup, await scopeOf(ctx, backup)]]));
}
