import type { Kysely } from 'kysely';
import type { BackupId } from '../../model/ids.ts';
import type { UnreadStore } from '../../model/unread-store.ts';
import type { CoreDatabase } from '../database.ts';
import { sanitiseText } from '../sanitise.ts';
import { backupRowId } from './backup-id.ts';

/** What is known about the stores of a backup. */
export interface StoreCoverage {
  /** Number of stores, read or not. */
  readonly stores: number;
  /** Number of stores that no artifact reads; `unread` may list only the largest. */
  readonly unreadCount: number;
  /** Largest first. */
  readonly unread: readonly UnreadStore[];
  /** Rows of the manifest that were left out because another row has their fileID. */
  readonly duplicates: number;
}

/** Rows per INSERT, because engines limit the number of parameters. */
const ROWS = 500;

/** The stores that no artifact reads, as of the last indexing. */
export class UnreadStores {
  readonly #read: Kysely<CoreDatabase>;
  readonly #write: Kysely<CoreDatabase>;

  constructor(read: Kysely<CoreDatabase>, write: Kysely<CoreDatabase>) {
    this.#read = read;
    this.#write = write;
  }

  /** Replaces the list of a backup. @throws BACKUP_NOT_FOUND */
  async replace(backup: BackupId, { stores, unreadCount, unread, duplicates }: StoreCoverage): Promise<void> {
    await this.#write.transaction().execute(async (trx) => {
      const backupId = await backupRowId(trx, backup);
      await trx.deleteFrom('unread_stores').where('backupId', '=', backupId).execute();
      const rows = unread.map(({ domain, path, ...facts }, position) => ({
        backupId,
        position,
        domain: sanitiseText(domain),
        path: sanitiseText(path),
        ...facts,
      }));
      for (let from = 0; from < rows.length; from += ROWS) {
        await trx
          .insertInto('unread_stores')
          .values(rows.slice(from, from + ROWS))
          .execute();
      }
      await trx
        .updateTable('backups')
        .set({ storeCount: stores, unreadCount, duplicateCount: duplicates })
        .where('id', '=', backupId)
        .execute();
    });
  }

  /** Stores from a position on, largest first. @throws BACKUP_NOT_FOUND */
  async list(backup: BackupId, from: number, limit: number): Promise<UnreadStore[]> {
    const backupId = await backupRowId(this.#read, backup);
    return this.#read
      .selectFrom('unread_stores')
      .select(['kind', 'domain', 'path', 'files', 'bytes', 'newestAt'])
      .where('backupId', '=', backupId)
      .where('position', '>=', from)
      .orderBy('position')
      .limit(limit)
      .execute();
  }
}
