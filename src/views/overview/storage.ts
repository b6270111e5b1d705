import type { OverviewView } from '../../contract/overview.ts';
import type { BackupId } from '../../model/ids.ts';
import { domainApps } from '../app-names.ts';
import type { AppSource } from '../backups.ts';
import type { ViewContext } from '../types.ts';

/** Maximum number of domains; a phone has some hundreds, most of them empty. */
const SHOWN = 200;

/** Size of each domain, counted at indexing; null if the backup is not indexed. @throws BACKUP_NOT_FOUND */
export async function storageOf(
  ctx: ViewContext,
  backup: BackupId,
  apps: readonly AppSource[],
): Promise<OverviewView['storage']> {
  const domains = await ctx.store.domains.list(backup);
  if (domains.length === 0) return null;
  const appOf = domainApps(apps);
  return {
    domains: domains.slice(0, SHOWN).map((size) => ({ ...size, ...appOf(size.domain) })),
    files: domains.reduce((sum, { files }) => sum + files, 0),
    bytes: domains.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}
