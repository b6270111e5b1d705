import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import type { App } from '../app.ts';
import { msg, type StoredMessage } from '../locales/messages.ts';
import { DomainError, isDomainError } from '../model/errors.ts';
import type { BackupRecord } from '../storage/index.ts';
import { isFolder } from './context.ts';
import { formatMinute } from './format.ts';

/** Maximum number of listed candidates if an id is ambiguous. */
const MAX_NAMED = 5;

/** Problem of folders whose backups could not be noted. */
const DISK_FULL = 'detail.database-disk-full';

/**
 * Finds a backup by id, given name, device name or UDID, the beginning of one of these, or the path of its folder. Refreshes
 * the catalog first.
 * @throws BACKUP_NOT_FOUND, BAD_REQUEST (ambiguous), DISK_FULL (it may be one that could not be noted)
 */
export async function findBackup(app: App, wanted: string): Promise<BackupRecord> {
  const searched = await app.catalog.refresh();
  const records = await app.store.backups.list();
  for (const candidates of [await atPath(records, wanted), named(records, wanted), beginningWith(records, wanted)]) {
    const [only, another] = candidates;
    if (another !== undefined) throw ambiguous(wanted, candidates);
    if (only !== undefined) return only;
  }
  const full = searched.find(({ problem }) => problem?.code === DISK_FULL)?.problem;
  if (full !== undefined && full !== null) throw new DomainError('DISK_FULL', full);
  const why = existsSync(wanted) ? await explainNoBackup(wanted) : null;
  throw new DomainError('BACKUP_NOT_FOUND', why ?? msg('detail.no-backup-named', { name: wanted }));
}

/**
 * Like {@link findBackup}, for what reads the index alone, whatever is on the disk now: a whole id that the catalog knows
 * is not looked for there, which takes longer than a small export.
 */
export async function findBackupInCatalog(app: App, wanted: string): Promise<BackupRecord> {
  const records = await app.store.backups.list();
  return records.find(({ publicId }) => publicId === wanted) ?? findBackup(app, wanted);
}

/** Like {@link findBackup}, for reading files. @throws BACKUP_NOT_FOUND also if the folder is missing */
export async function findBackupOnDisk(app: App, wanted: string): Promise<BackupRecord> {
  const record = await findBackup(app, wanted);
  if (isFolder(record.path)) return record;
  throw new DomainError('BACKUP_NOT_FOUND', msg('detail.folder-gone'));
}

async function atPath(records: readonly BackupRecord[], wanted: string): Promise<BackupRecord[]> {
  if (!existsSync(wanted)) return [];
  const { discoverBackups, isMetadataFile } = await import('../backup/index.ts');
  if (!isFolder(wanted) && !isMetadataFile(wanted)) return [];
  const real = await realpath(wanted);
  const exact = records.filter(({ path }) => path === real);
  if (exact.length > 0) return exact;
  const there = new Set((await discoverBackups(real)).map(({ path }) => path));
  return records.filter(({ path, vanishedAt }) => vanishedAt === null && there.has(path));
}

/** Explains why there is no backup at a path. */
async function explainNoBackup(path: string): Promise<StoredMessage> {
  const { discoverBackups, explainMissingBackup } = await import('../backup/index.ts');
  try {
    await discoverBackups(path);
    return await explainMissingBackup(path);
  } catch (error) {
    if (isDomainError(error, 'BACKUP_NOT_FOUND')) return error.detail;
    throw error;
  }
}

function named(records: readonly BackupRecord[], wanted: string): BackupRecord[] {
  const name = typed(wanted);
  const exact = records.filter(({ publicId }) => publicId === wanted);
  if (exact.length > 0) return exact;
  return records.filter((record) => namesOf(record).includes(name));
}

function namesOf({ givenName, device }: BackupRecord): string[] {
  return [givenName, device.deviceName, device.udid].flatMap((each) =>
    each === null || each === undefined ? [] : [typed(each)],
  );
}

/** A name as it is typed: devices are called “Robin’s iPhone”, with an apostrophe that no keyboard has. */
function typed(name: string): string {
  return name.normalize('NFC').replaceAll(/[’‘ʼ]/g, "'").replaceAll('\u00a0', ' ').toLowerCase();
}

function beginningWith(records: readonly BackupRecord[], wanted: string): BackupRecord[] {
  if (wanted === '') return [];
  const byId = records.filter(({ publicId }) => publicId.startsWith(wanted));
  if (byId.length > 0) return byId;
  return records.filter((record) => namesOf(record).some((name) => name.startsWith(typed(wanted))));
}

function ambiguous(wanted: string, candidates: readonly BackupRecord[]): DomainError {
  const ids = candidates
    .slice(0, MAX_NAMED)
    .map(({ publicId, backedUpAt }) => `${publicId} (${formatMinute(backedUpAt)})`);
  const more = candidates.length > MAX_NAMED ? ' …' : '';
  return new DomainError(
    'BAD_REQUEST',
    msg('detail.several-backups-match', { name: wanted, count: candidates.length, ids: `${ids.join(', ')}${more}` }),
  );
}
