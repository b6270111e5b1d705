import { z } from 'zod';
import type { AccessLogView } from '../contract/access-log.ts';
import { backupName } from './backup-name.ts';
import { decodeCursor, encodeCursor } from './paging/cursor.ts';
import type { ViewContext } from './types.ts';

const Position = z.tuple([z.number().int()]);

/** Accesses to backups, the newest first. @throws BAD_REQUEST (the cursor) */
export async function listAccesses(
  { store }: ViewContext,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string },
): Promise<AccessLogView> {
  const before = cursor === undefined ? null : decodeCursor(cursor, Position)[0];
  const names = new Map((await store.backups.list()).map((backup) => [backup.publicId, backupName(backup)]));
  const found = await store.accesses.list(before, limit + 1);
  const last = found.length > limit ? found[limit - 1] : undefined;
  return {
    items: found.slice(0, limit).map(({ at, actor, browserKey, browserName, action, backup, what, format, count }) => {
      const name = backup === null ? null : (names.get(backup) ?? null);
      return { at, actor, browserKey, browserName, action, backup, name, what, format, count };
    }),
    next: last === undefined ? null : encodeCursor([last.id]),
  };
}
