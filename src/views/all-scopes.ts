import type { BackupId } from '../model/ids.ts';
import { type Scope, scopeOf } from './scope.ts';
import type { ViewContext } from './types.ts';

/** The scopes of these backups, of all by default. @throws BACKUP_NOT_FOUND */
export async function scopesOf(
  ctx: ViewContext,
  backups: BackupId | readonly BackupId[] | null | undefined,
): Promise<ReadonlyMap<BackupId, Scope>> {
  const ids = [backups ?? (await ctx.store.backups.list()).map(({ publicId }) => publicId)].flat();
  return new Map(await Promise.all(ids.map(async (id): Promise<[BackupId, Scope]> => [id, await scopeOf(ctx, id)])));
}
