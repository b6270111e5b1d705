import { isDeepStrictEqual } from 'node:util';
import type { Kysely, Selectable } from 'kysely';
import { msg, type StoredMessage } from '../../locales/messages.ts';
import type { ArtifactChoice } from '../../model/artifact-choice.ts';
import type { BackupFolder } from '../../model/backup-folder.ts';
import { DomainError } from '../../model/errors.ts';
import type { BackupId } from '../../model/ids.ts';
import type { BackupStatus, BackupsTable, CoreDatabase } from '../database.ts';
import { backupRowId } from './backup-id.ts';
import { foundColumns, identify, keptIdentifiers, publicIdFor } from './backup-identity.ts';

/** A registered backup. All times are UTC milliseconds. */
export interface BackupRecord extends BackupFolder {
  readonly publicId: BackupId;
  /** Name given by a person; null for none. */
  readonly givenName: string | null;
  readonly sizeBytes: number | null;
  readonly fileCount: number | null;
  /** Stores in the backup, and those that no artifact reads; null until counted. */
  readonly storeCount: number | null;
  readonly unreadCount: number | null;
  /** Rows of the manifest left out because another row has their fileID. */
  readonly duplicateCount: number | null;
  /** Which artifacts its runs read; null for all. */
  readonly choice: ArtifactChoice | null;
  readonly status: BackupStatus;
  /** The index no longer matches the files or the artifacts that read them. */
  readonly stale: boolean;
  readonly staleReason: StoredMessage | null;
  readonly lastRunOutcome: string | null;
  readonly lastRunReason: StoredMessage | null;
  readonly lastRunCode: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly lastSeenAt: number;
  readonly lastUnlockedAt: number | null;
  readonly lastIndexedAt: number | null;
  /** Set while the folder is missing; the record and its index are kept. */
  readonly vanishedAt: number | null;
}

/** Changes found by a rescan. */
export interface RefreshResult {
  readonly added: readonly BackupId[];
  readonly moved: readonly BackupId[];
  /** The same backup with changed files. */
  readonly changed: readonly BackupId[];
  readonly vanished: readonly BackupId[];
  readonly unchanged: number;
}

/** One root folder of a scan. Backups under an unreachable root are not marked as vanished. */
export interface ScannedRoot {
  /** Real path if reachable, else the configured path. */
  readonly path: string;
  readonly reachable: boolean;
}

type BackupRow = Selectable<BackupsTable>;

/** Number of rows per statement. */
const IDS_AT_ONCE = 500;

const FILES_CHANGED = msg('stale.rewritten');

/** The backups registered in this installation. */
export class BackupRegistry {
  readonly #read: Kysely<CoreDatabase>;
  readonly #write: Kysely<CoreDatabase>;

  constructor(read: Kysely<CoreDatabase>, write: Kysely<CoreDatabase>) {
    this.#read = read;
    this.#write = write;
  }

  /** All backups, newest first, vanished ones last. */
  async list(): Promise<BackupRecord[]> {
    const rows = await this.#read
      .selectFrom('backups')
      .selectAll()
      .where('deletedAt', 'is', null)
      .orderBy((eb) => eb('vanishedAt', 'is not', null))
      .orderBy('backedUpAt', 'desc')
      .orderBy('id')
      .execute();
    return rows.map(record);
  }

  /** @throws BACKUP_NOT_FOUND */
  async get(publicId: BackupId): Promise<BackupRecord> {
    const row = await this.#read
      .selectFrom('backups')
      .selectAll()
      .where('publicId', '=', publicId)
      .where('deletedAt', 'is', null)
      .executeTakeFirst();
    if (row === undefined) throw new DomainError('BACKUP_NOT_FOUND');
    return record(row);
  }

  /**
   * Applies the result of a scan in one transaction; see {@link identify} for the matching rules. A known backup that
   * was not found and is not under an unreachable root has vanished, even if it is under no root at all.
   */
  async refresh(found: readonly BackupFolder[], scannedRoots: readonly ScannedRoot[]): Promise<RefreshResult> {
    return this.#write.transaction().execute(async (trx) => {
      const now = Date.now();
      const known = await trx.selectFrom('backups').selectAll().where('deletedAt', 'is', null).execute();
      const taken = new Set((await trx.selectFrom('backups').select('publicId').execute()).map((row) => row.publicId));
      const result = { added: [] as BackupId[], moved: [] as BackupId[], changed: [] as BackupId[] };
      const { pairs, missing } = identify(found, known);
      const seen: number[] = [];
      for (const { folder, row, moved } of pairs) {
        if (row === null) {
          const publicId = publicIdFor(folder, taken);
          taken.add(publicId);
          await insertBackup(trx, folder, publicId, now);
          result.added.push(publicId);
          continue;
        }
        const changed = row.fingerprint !== folder.fingerprint;
        if (moved) result.moved.push(row.publicId);
        if (changed) result.changed.push(row.publicId);
        const columns = { ...foundColumns(folder), ...keptIdentifiers(row, changed) };
        if (!changed && row.vanishedAt === null && hasValues(row, columns)) {
          seen.push(row.id);
          continue;
        }
        const stale = changed && row.lastIndexedAt !== null;
        await trx
          .updateTable('backups')
          .set({
            ...columns,
            updatedAt: now,
            lastSeenAt: now,
            vanishedAt: null,
          })
          .$if(changed, (query) => query.set({ sizeBytes: null, fileCount: null }))
          .$if(stale, (query) => query.set({ stale: true, staleReason: FILES_CHANGED }))
          .where('id', '=', row.id)
          .execute();
      }
      for (let start = 0; start < seen.length; start += IDS_AT_ONCE) {
        await trx
          .updateTable('backups')
          .set({ updatedAt: now, lastSeenAt: now })
          .where('id', 'in', seen.slice(start, start + IDS_AT_ONCE))
          .execute();
      }
      const vanished = missing.filter((row) => row.vanishedAt === null && !isUnreachable(row.path, scannedRoots));
      for (const { id } of vanished) {
        await trx.updateTable('backups').set({ vanishedAt: now, updatedAt: now }).where('id', '=', id).execute();
      }
      const touched = result.added.length + new Set([...result.moved, ...result.changed]).size;
      return { ...result, vanished: vanished.map(({ publicId }) => publicId), unchanged: found.length - touched };
    });
  }

  /** Records that the backup was unlocked now. @throws BACKUP_NOT_FOUND */
  async touchUnlocked(publicId: BackupId): Promise<void> {
    await this.#update(publicId, { lastUnlockedAt: Date.now() });
  }

  /** Records the size of the backup. @throws BACKUP_NOT_FOUND */
  async setSize(publicId: BackupId, size: { sizeBytes: number; fileCount: number | null }): Promise<void> {
    await this.#update(publicId, size);
  }

  /** Gives the backup a name, or takes it away with null. @throws BACKUP_NOT_FOUND */
  async rename(publicId: BackupId, givenName: string | null): Promise<void> {
    await this.#update(publicId, { givenName });
  }

  /** Marks the index as out of date, for example because of a new artifact version. @throws BACKUP_NOT_FOUND */
  async markStale(publicId: BackupId, reason: StoredMessage): Promise<void> {
    await this.#update(publicId, { stale: true, staleReason: reason });
  }

  async #update(publicId: BackupId, change: Partial<BackupRow>): Promise<void> {
    await this.#write.transaction().execute(async (trx) => {
      const id = await backupRowId(trx, publicId);
      await trx
        .updateTable('backups')
        .set({ ...change, updatedAt: Date.now() })
        .where('id', '=', id)
        .execute();
    });
  }
}

function hasValues(row: BackupRow, values: Partial<BackupRow>): boolean {
  return Object.entries(values).every(([name, value]) => isDeepStrictEqual(row[name as keyof BackupRow], value));
}

function isUnreachable(path: string, roots: readonly ScannedRoot[]): boolean {
  return roots.some(
    (root) =>
      !root.reachable && (path === root.path || `${path.replaceAll('\\', '/')}/`.startsWith(withSlash(root.path))),
  );
}

/** On Windows both characters separate folders. */
function withSlash(path: string): string {
  return path.replaceAll('\\', '/').replace(/\/?$/, '/');
}

async function insertBackup(
  db: Kysely<CoreDatabase>,
  folder: BackupFolder,
  publicId: BackupId,
  now: number,
): Promise<void> {
  const status: BackupStatus = 'DISCOVERED';
  await db
    .insertInto('backups')
    .values({
      ...foundColumns(folder),
      publicId,
      givenName: null,
      status,
      sizeBytes: null,
      fileCount: null,
      storeCount: null,
      unreadCount: null,
      duplicateCount: null,
      choice: null,
      stale: false,
      staleReason: null,
      lastRunOutcome: null,
      lastRunReason: null,
      lastRunCode: null,
      createdAt: now,
      updatedAt: now,
      lastSeenAt: now,
      lastUnlockedAt: null,
      lastIndexedAt: null,
      vanishedAt: null,
      deletedAt: null,
    })
    .execute();
}

function record(row: BackupRow): BackupRecord {
  const { udid, deviceName, productType, productName, productVersion, buildVersion, serialNumber, ...afterSerial } =
    row;
  const { phoneNumber, imei, iccid, madeBy, id: _id, deletedAt: _deletedAt, ...rest } = afterSerial;
  const device = {
    udid,
    deviceName,
    productType,
    productName,
    productVersion,
    buildVersion,
    serialNumber,
    phoneNumber,
    imei,
    iccid,
    madeBy,
  };
  return { ...rest, device };
}
