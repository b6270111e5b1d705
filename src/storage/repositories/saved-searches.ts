import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { type BackupId, derivedId } from '../../model/ids.ts';
import { MAX_SEARCHES } from '../../model/mark.ts';
import type { CoreDatabase } from '../database.ts';
import { sanitiseText } from '../sanitise.ts';
import { backupRowId } from './backup-id.ts';

/** A search with a name. */
export interface SavedSearch {
  readonly id: string;
  readonly name: string;
  readonly query: string;
  /** Null for all backups. */
  readonly backup: BackupId | null;
  /** UTC milliseconds. */
  readonly createdAt: number;
}

/** Searches that people keep, for one backup or for all. */
export class SavedSearches {
  readonly #read: Kysely<CoreDatabase>;
  readonly #write: Kysely<CoreDatabase>;

  constructor(read: Kysely<CoreDatabase>, write: Kysely<CoreDatabase>) {
    this.#read = read;
    this.#write = write;
  }

  /** All of them by name; those of removed backups are left out. */
  async list(): Promise<SavedSearch[]> {
    return this.#read
      .selectFrom('saved_searches as s')
      .leftJoin('backups as b', 'b.id', 's.backupId')
      .select(['s.publicId as id', 's.name', 's.query', 's.createdAt', 'b.publicId as backup'])
      .where('b.deletedAt', 'is', null)
      .orderBy('s.name')
      .orderBy('s.id')
      .execute();
  }

  /**
   * Saves a search; one of the same name for the same backups is replaced.
   * @throws BACKUP_NOT_FOUND, LIMIT_EXCEEDED
   */
  async save({ name, query, backup }: Pick<SavedSearch, 'name' | 'query' | 'backup'>): Promise<SavedSearch> {
    return this.#write.transaction().execute(async (trx) => {
      const backupId = backup === null ? null : await backupRowId(trx, backup);
      const saved = { name: sanitiseText(name), query: sanitiseText(query), createdAt: Date.now() };
      const id = derivedId(randomUUID());
      await trx
        .deleteFrom('saved_searches')
        .where('name', '=', saved.name)
        .where('backupId', backupId === null ? 'is' : '=', backupId)
        .execute();
      await trx
        .insertInto('saved_searches')
        .values({ publicId: id, backupId, ...saved })
        .execute();
      const { searches } = await trx
        .selectFrom('saved_searches')
        .select(({ fn }) => fn.countAll<number>().as('searches'))
        .executeTakeFirstOrThrow();
      if (searches > MAX_SEARCHES) {
        throw new DomainError('LIMIT_EXCEEDED', msg('detail.too-many-searches', { limit: MAX_SEARCHES }));
      }
      return { id, backup, ...saved };
    });
  }

  /** @throws NOT_FOUND */
  async remove(id: string): Promise<void> {
    const { numDeletedRows } = await this.#write
      .deleteFrom('saved_searches')
      .where('publicId', '=', id)
      .executeTakeFirstOrThrow();
    if (Number(numDeletedRows) === 0) throw new DomainError('NOT_FOUND', msg('detail.no-saved-search'));
  }
}
