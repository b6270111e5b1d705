import { hash } from 'node:crypto';
import { z } from 'zod';
import type { CoverageView, UnreadPageView } from '../contract/unread.ts';
import type { BackupId } from '../model/ids.ts';
import { keptOut } from '../model/kept-out.ts';
import { domainApps } from './app-names.ts';
import type { AppSource } from './backups.ts';
import { decodeCursor, encodeCursor } from './paging/cursor.ts';
import type { ViewContext } from './types.ts';

const Position = z.tuple([z.number().int().nonnegative()]);

/** A page of the stores that no artifact reads, largest first. @throws BACKUP_NOT_FOUND, BAD_REQUEST */
export async function listUnread(
  ctx: ViewContext,
  backup: BackupId,
  apps: readonly AppSource[],
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<UnreadPageView> {
  const [from] = cursor === undefined ? [0] : decodeCursor(cursor, Position);
  const stores = await ctx.store.unread.list(backup, from, limit + 1);
  const appOf = domainApps(apps);
  return {
    items: stores.slice(0, limit).map(({ domain, path, kind, ...facts }) => ({
      kind,
      domain,
      path,
      ...appOf(domain),
      fileID: kind === 'database' || kind === 'plist' ? hash('sha1', `${domain}-${path}`) : null,
      ...facts,
    })),
    next: stores.length > limit ? encodeCursor([from + limit]) : null,
    coverage: await getCoverage(ctx, backup),
    keptOut: keptOut(apps.map(({ bundleId }) => bundleId)),
  };
}

/** How much of a backup is read; null if it was not counted yet. @throws BACKUP_NOT_FOUND */
export async function getCoverage(ctx: ViewContext, backup: BackupId): Promise<CoverageView | null> {
  const { storeCount: stores, unreadCount: unread, duplicateCount } = await ctx.store.backups.get(backup);
  if (stores === null || unread === null) return null;
  const share = stores === 0 ? 1 : (stores - unread) / stores;
  return { stores, unread, share, duplicates: duplicateCount ?? 0 };
}
