import {
  CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { plain } from '../../../locales/messages.ts';
import { DomainError } from '../../../model/errors.ts';
import { rowName } from '../../camel-case.ts';
import type { KindMap } from '../../column-kinds.ts';
import { mapRows, type ResultField, toStored } from '../row-mapping.ts';
import type { ThreadHandle } from './thread-handle.ts';
import type { ThreadPool } from './thread-pool.ts';
import type { ResultColumn } from './thread-protocol.ts';

/** Naming and typing of result rows. */
interface RowMapping {
  /** Null leaves names and values as in SQL, for migrations and introspection. */
  readonly kinds: KindMap | null;
}

/** Kysely over SQLite connections in separate threads, so that no query runs on the event loop. */
export class ThreadedSqlite implements Dialect {
  readonly #pool: ThreadPool;
  readonly #mapping: RowMapping;
  readonly #begin: string;

  /**
   * `begin`: readers take a snapshot; the writer takes the write lock immediately, because a later upgrade would fail
   * instead of waiting.
   */
  constructor(pool: ThreadPool, mapping: RowMapping, begin: 'begin deferred' | 'begin immediate') {
    this.#pool = pool;
    this.#mapping = mapping;
    this.#begin = begin;
  }

  createDriver(): Driver {
    return new ThreadedDriver(this.#pool, this.#mapping, this.#begin);
  }

  createQueryCompiler(): SqliteQueryCompiler {
    return new SqliteQueryCompiler();
  }

  createAdapter(): SqliteAdapter {
    return new ThreadedAdapter();
  }

  // oxlint-disable-next-line typescript/no-explicit-any -- the signature is Kysely's
  createIntrospector(db: Kysely<any>): DatabaseIntrospector {
    return new SqliteIntrospector(db);
  }
}

/** SQLite's DDL is transactional, and `begin immediate` serves as migration lock. */
class ThreadedAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }

  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

class ThreadedDriver implements Driver {
  readonly #pool: ThreadPool;
  readonly #mapping: RowMapping;
  readonly #begin: string;

  constructor(pool: ThreadPool, mapping: RowMapping, begin: string) {
    this.#pool = pool;
    this.#mapping = mapping;
    this.#begin = begin;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return new ThreadConnection(await this.#pool.acquire(), this.#mapping);
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(this.#begin));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await (connection as ThreadConnection).rollback();
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    this.#pool.release((connection as ThreadConnection).thread);
  }

  /** The pool belongs to the engine, which closes it. */
  async destroy(): Promise<void> {}
}

class ThreadConnection implements DatabaseConnection {
  readonly thread: ThreadHandle;
  readonly #mapping: RowMapping;

  constructor(thread: ThreadHandle, mapping: RowMapping) {
    this.thread = thread;
    this.#mapping = mapping;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const result = await this.thread.run(query.sql, query.parameters.map(toStored));
    return {
      rows: mapRows(fieldsOf(result.columns, this.#mapping), result.rows) as R[],
      numAffectedRows: BigInt(result.changes),
      insertId: BigInt(result.lastInsertRowid),
    };
  }

  /** Some errors (disk full, I/O) roll back automatically, and a dead thread loses its transaction. */
  async rollback(): Promise<void> {
    if (!this.thread.alive) return;
    try {
      await this.thread.run('rollback');
    } catch (error) {
      if (!(error instanceof DomainError && /no transaction is active/.test(error.message))) throw error;
    }
  }

  // oxlint-disable-next-line require-yield -- it only refuses
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new DomainError('INTERNAL', plain('Queries cannot be streamed: page by key instead.'));
  }
}

/** Names in camelCase, and kinds by the source column of a value regardless of its alias. */
function fieldsOf(columns: readonly ResultColumn[], { kinds }: RowMapping): ResultField[] {
  return columns.map(([name, table, column]) => {
    if (kinds === null) return { name, kind: undefined };
    const kind = table === null || column === null ? undefined : kinds.get(table)?.get(column);
    return { name: rowName(name), kind };
  });
}
