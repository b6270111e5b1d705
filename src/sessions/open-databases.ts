import type { Backup, SourceDatabase } from '../backup/types.ts';
import { DomainError } from '../model/errors.ts';
import type { BlobSource } from './thread-protocol.ts';

/** Databases kept open for the next question: each may take 64 MiB of memory, and a page asks about one database. */
const MAX_OPEN = 2;

/** The databases of one backup that were asked about last, kept open. */
export class OpenDatabases {
  readonly #backup: Backup;
  /** By fileID, the least recently used first. */
  readonly #open = new Map<string, SourceDatabase>();

  constructor(backup: Backup) {
    this.#backup = backup;
  }

  /** The opened database. @throws NOT_FOUND (no such database), and what opening it throws */
  async get({ domain, relativePath }: BlobSource): Promise<SourceDatabase> {
    const entry = this.#backup.manifest.find(domain, relativePath);
    if (entry === null) throw new DomainError('NOT_FOUND', 'The backup does not list this database.');
    const database = this.#open.get(entry.fileID) ?? (await this.#backup.openDatabase(entry));
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
