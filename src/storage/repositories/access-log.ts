import type { Kysely } from 'kysely';
import type { AccessAction, Accessor } from '../../model/access.ts';
import type { BackupId } from '../../model/ids.ts';
import type { CoreDatabase } from '../database.ts';
import { sanitiseText } from '../sanitise.ts';
import { backupRowId } from './backup-id.ts';

/** Maximum number of entries; the oldest are deleted. */
export const MAX_ENTRIES = 5000;

/** An access to a backup; `null` for a backup that was removed. */
export interface Access {
  readonly backup: BackupId | null;
  readonly action: AccessAction;
  readonly what?: string | null;
  readonly format?: string | null;
  readonly count?: number | null;
}

/** A logged access, in UTC milliseconds. */
export interface AccessEntry extends Required<Access>, Accessor {
  readonly id: number;
  readonly at: number;
}

/** The accesses to backups, bounded in number. It has neither contents nor keys of records. */
export class AccessLog {
  readonly #read: Kysely<CoreDatabase>;
  readonly #write: Kysely<CoreDatabase>;

  constructor(read: Kysely<CoreDatabase>, write: Kysely<CoreDatabase>) {
    this.#read = read;
    this.#write = write;
  }

  /** Logs an access and returns its id. @throws BACKUP_NOT_FOUND */
  async add(accessor: Accessor, { backup, action, what = null, format = null, count = null }: Access): Promise<number> {
    const { browserName } = accessor;
    return this.#write.transaction().execute(async (trx) => {
      const backupId = backup === null ? null : await backupRowId(trx, backup);
      const named = { ...accessor, browserName: browserName === null ? null : sanitiseText(browserName) };
      const { id } = await trx
        .insertInto('access_log')
        .values({ ...named, backupId, at: Date.now(), action, what, format, count })
        .returning('id')
        .executeTakeFirstOrThrow();
      await trx
        .deleteFrom('access_log')
        .where('id', '<=', id - MAX_ENTRIES)
        .execute();
      return id;
    });
  }

  /** Sets the number of records or files of an access, unless its backup was removed meanwhile. */
  async setCount(id: number, count: number): Promise<void> {
    await this.#write
      .updateTable('access_log')
      .set({ count })
      .where('id', '=', id)
      .where('backupId', 'is not', null)
      .execute();
  }

  /** Entries before an id, the newest first. */
  async list(before: number | null, limit: number): Promise<AccessEntry[]> {
    let query = this.#read
      .selectFrom('access_log as a')
      .leftJoin('backups as b', 'b.id', 'a.backupId')
      .select(['a.id', 'a.at', 'a.actor', 'a.browserKey', 'a.browserName', 'a.action', 'a.what', 'a.format', 'a.count'])
      .select('b.publicId as backup')
      .orderBy('a.id', 'desc')
      .limit(limit);
    if (before !== null) query = query.where('a.id', '<', before);
    return query.execute();
  }
}

/** Takes a backup out of its entries, with what was taken out of it. */
export async function forgetBackup(db: Kysely<CoreDatabase>, backupId: number): Promise<void> {
  await db
    .updateTable('access_log')
    .set({ backupId: null, what: null, format: null, count: null })
    .where('backupId', '=', backupId)
    .execute();
}
