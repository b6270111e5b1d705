import type { BackupId } from '../model/ids.ts';
import { type Scope, scopeOf } from './scope.ts';
import type { ViewContext } from './types.ts';

/** The scopes of these backups, of all if null. @throws BACKUP_NOT_FOUND */
export async function scopesOf(
  ctx: ViewContext,
  backups: readonly BackupId[] | null,
): Promise<ReadonlyMap<BackupId, Scope>> {
  const asked = backups ?? (await ctx.store.backups.list()).map(({ publicId }) => publicId);
  return new Map(await Promise.all(asked.map(async (id): Promise<[BackupId, Scope]> => [id, await scopeOf(ctx, id)])));
}
