import { msg } from '../../../locales/messages.ts';
import { DomainError } from '../../../model/errors.ts';
import type { SqliteConnection } from './sqlite-dialect.ts';
import type { RawResult, SqliteValue } from './thread-protocol.ts';

/** A connection of a pool. */
export interface PoolConnection extends SqliteConnection {
  /** Resolves when the database is open. @throws STORAGE_UNAVAILABLE */
  readonly ready: Promise<void>;
  /** Null instead of SQL discards prepared statements. */
  run(sql: string | null, parameters?: readonly SqliteValue[]): Promise<RawResult>;
  /** Pending statements fail. */
  close(): Promise<void>;
}

/**
 * Identical connections, each lent to one user at a time in order of arrival. The first is opened with the pool, further
 * ones when all others are lent, because a connection in a thread costs about 25 ms of CPU time.
 */
export class ConnectionPool {
  readonly #open: () => PoolConnection;
  readonly #size: number;
  readonly #all: Set<PoolConnection>;
  readonly #free: PoolConnection[];
  readonly #waiting: ((connection: PoolConnection) => void)[] = [];
  #closed = false;

  constructor(open: () => PoolConnection, size: number) {
    this.#open = open;
    this.#size = size;
    this.#free = [open()];
    this.#all = new Set(this.#free);
  }

  /** Resolves when all opened connections are ready. @throws STORAGE_UNAVAILABLE */
  async ready(): Promise<void> {
    await Promise.all([...this.#all].map((connection) => connection.ready));
  }

  /** Lends a connection, replacing it first if it died. @throws STORAGE_UNAVAILABLE if the pool is closed */
  async acquire(): Promise<PoolConnection> {
    if (this.#closed) throw new DomainError('STORAGE_UNAVAILABLE', msg('detail.database-closed'));
    const connection = this.#free.pop() ?? (await this.#nextReleased());
    return connection.alive || this.#closed ? connection : this.#replace(connection);
  }

  /** Returns a connection to the pool. */
  release(connection: PoolConnection): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free.push(connection);
    else next(connection);
  }

  /** Makes all connections discard their prepared statements after a schema change. */
  async forgetStatements(): Promise<void> {
    const alive = [...this.#all].filter((connection) => connection.alive);
    await Promise.all(alive.map((connection) => connection.run(null)));
  }

  /** Closes all connections. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#all].map((connection) => connection.close()));
    // Their statements fail immediately, because every connection is closed.
    for (const waiting of this.#waiting.splice(0)) waiting(this.#free[0] ?? ([...this.#all][0] as PoolConnection));
  }

  /** Opens another connection, up to the size of the pool; the first available one is lent. */
  #nextReleased(): Promise<PoolConnection> {
    const opened = this.#all.size < this.#size ? this.#open() : null;
    const next = new Promise<PoolConnection>((resolve) => this.#waiting.push(resolve));
    if (opened !== null) {
      this.#all.add(opened);
      // One that failed to open is replaced, or its error reported, when it is lent.
      const join = () => this.release(opened);
      opened.ready.then(join, join);
    }
    return next;
  }

  #replace(dead: PoolConnection): PoolConnection {
    const fresh = this.#open();
    this.#all.delete(dead);
    this.#all.add(fresh);
    return fresh;
  }
}
