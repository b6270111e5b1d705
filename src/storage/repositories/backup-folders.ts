import type { Kysely } from 'kysely';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { CoreDatabase } from '../database.ts';

/** Maximum number of added folders: each is searched at every refresh. */
export const MAX_FOLDERS = 100;

/** A folder to search that someone added. */
export interface AddedFolder {
  /** Real path at the time of adding. */
  readonly path: string;
  /** UTC milliseconds. */
  readonly addedAt: number;
}

/** The folders that people added, besides those of the settings. */
export class BackupFolders {
  readonly #read: Kysely<CoreDatabase>;
  readonly #write: Kysely<CoreDatabase>;

  constructor(read: Kysely<CoreDatabase>, write: Kysely<CoreDatabase>) {
    this.#read = read;
    this.#write = write;
  }

  /** All of them, in the order of adding. */
  async list(): Promise<AddedFolder[]> {
    return this.#read.selectFrom('backup_folders').select(['path', 'addedAt']).orderBy('id').execute();
  }

  /** Adds a folder; one that was added before is kept as it is. @throws LIMIT_EXCEEDED */
  async add(path: string): Promise<void> {
    await this.#write.transaction().execute(async (trx) => {
      const known = await trx.selectFrom('backup_folders').select('path').execute();
      if (known.some((folder) => folder.path === path)) return;
      if (known.length >= MAX_FOLDERS) {
        throw new DomainError('LIMIT_EXCEEDED', msg('detail.too-many-folders', { limit: MAX_FOLDERS }));
      }
      await trx.insertInto('backup_folders').values({ path, addedAt: Date.now() }).execute();
    });
  }

  /** Returns false if the folder was not added. */
  async remove(path: string): Promise<boolean> {
    const { numDeletedRows } = await this.#write
      .deleteFrom('backup_folders')
      .where('path', '=', path)
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }
}
