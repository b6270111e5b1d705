import type { Backup, SourceDatabase } from '../backup/types.ts';
import { msg } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';
import type { DatabaseRef } from './database-queries.ts';

/** Number of databases kept open; a page usually reads from one. */
const MAX_OPEN = 2;

/** Keeps the most recently used databases of one backup open. */
export class OpenDatabases {
  readonly #backup: Backup;
  /** By fileID, least recently used first. */
  readonly #open = new Map<string, SourceDatabase>();

  constructor(backup: Backup) {
    this.#backup = backup;
  }

  /**
   * The opened database.
   * @throws NOT_FOUND (no such database), and whatever opening it throws
   */
  async get({ domain, relativePath }: DatabaseRef): Promise<SourceDatabase> {
    const entry = this.#backup.manifest.find(domain, relativePath);
    if (entry === null) throw new DomainError('NOT_FOUND', msg('detail.database-not-listed'));
    const database = this.#open.get(entry.fileID) ?? (await this.#backup.openDatabase(entry, { inPlace: true }));
    this.#open.delete(entry.fileID);
    this.#open.set(entry.fileID, database);
    for (const [fileID, oldest] of this.#open) {
      if (this.#open.size <= MAX_OPEN) break;
      this.#open.delete(fileID);
      oldest.close();
    }
    return database;
  }
}
