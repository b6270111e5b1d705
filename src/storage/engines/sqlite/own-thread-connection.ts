import { msg } from '../../../locales/messages.ts';
import { DomainError } from '../../../model/errors.ts';
import { BlockingConnection } from './blocking-connection.ts';
import type { PoolConnection } from './connection-pool.ts';
import { sqliteFailure, storageError } from './sqlite-errors.ts';
import type { RawResult, SqliteValue, ThreadSettings } from './thread-protocol.ts';

/** A connection of this thread with the interface of one in another thread. */
export class OwnThreadConnection implements PoolConnection {
  readonly ready: Promise<void> = Promise.resolve();
  #connection: BlockingConnection | null;

  /** @throws STORAGE_UNAVAILABLE */
  constructor(settings: ThreadSettings) {
    this.#connection = new BlockingConnection(settings);
  }

  get alive(): boolean {
    return this.#connection !== null;
  }

  /** Runs one statement. @throws STORAGE_UNAVAILABLE, DISK_FULL, INTERNAL */
  async run(sql: string | null, parameters: readonly SqliteValue[] = []): Promise<RawResult> {
    if (this.#connection === null) throw new DomainError('STORAGE_UNAVAILABLE', msg('detail.database-closed'));
    try {
      return this.#connection.run(sql, parameters);
    } catch (error) {
      throw storageError(sqliteFailure(error));
    }
  }

  async close(): Promise<void> {
    this.#connection?.close();
    this.#connection = null;
  }
}
