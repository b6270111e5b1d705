import type { OverviewView } from '../../contract/overview.ts';
import type { BackupId } from '../../model/ids.ts';
import type { AppSource } from '../backups.ts';
import type { ViewContext } from '../types.ts';

/** Maximum number of domains; a phone has some hundreds, most of them empty. */
const SHOWN = 200;

/** Domains of apps, app extensions and app groups. */
const APP_DOMAIN = /^AppDomain(?:Plugin|Group)?-(.+)$/;

/** Size of each domain, counted at indexing; null if the backup is not indexed. @throws BACKUP_NOT_FOUND */
export async function storageOf(
  ctx: ViewContext,
  backup: BackupId,
  apps: readonly AppSource[],
): Promise<OverviewView['storage']> {
  const domains = await ctx.store.domains.list(backup);
  if (domains.length === 0) return null;
  const names = new Map(apps.map(({ bundleId, name }) => [bundleId, name]));
  return {
    domains: domains.slice(0, SHOWN).map(({ domain, files, bytes }) => {
      const bundleId = APP_DOMAIN.exec(domain)?.[1] ?? null;
      return { domain, app: bundleId === null ? null : appName(bundleId, names), bundleId, files, bytes };
    }),
    files: domains.reduce((sum, { files }) => sum + files, 0),
    bytes: domains.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/** Name of the app whose id is the longest prefix: `org.example.a` for `org.example.a.widget` or `group.org.example.a`. */
function appName(bundleId: string, names: ReadonlyMap<string, string | null>): string | null {
  const parts = bundleId.replace(/^group\./, '').split('.');
  for (let length = parts.length; length > 1; length--) {
    const name = names.get(parts.slice(0, length).join('.'));
    if (name !== undefined && name !== null) return name;
  }
  return null;
}
