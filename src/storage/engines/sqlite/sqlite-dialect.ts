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
  type SqliteQueryCompiler,
} from 'kysely';
import { plain } from '../../../locales/messages.ts';
import { DomainError } from '../../../model/errors.ts';
import { rowName } from '../../camel-case.ts';
import type { KindMap, MappedKind } from '../../column-kinds.ts';
import { type ResultField, resultRows, toStored } from '../row-mapping.ts';
import { LiteralLimits } from './literal-limits.ts';
import type { RawResult, ResultColumn, SqliteValue } from './thread-protocol.ts';

/** A connection that runs statements in order. */
export interface SqliteConnection {
  /** False once it cannot be used any more. */
  readonly alive: boolean;
  run(sql: string, parameters?: readonly SqliteValue[]): Promise<RawResult>;
}

/** Lends each of its connections to one user at a time. */
export interface SqliteConnections<C extends SqliteConnection> {
  acquire(): Promise<C>;
  release(connection: C): void;
}

/** Naming and typing of result rows. */
interface RowMapping {
  /** Null leaves names and values as in SQL, for migrations and introspection. */
  readonly kinds: KindMap | null;
}

/** Kysely over SQLite connections: in threads, so that no query runs on the event loop, or in this one. */
export class PooledSqlite<C extends SqliteConnection> implements Dialect {
  readonly #pool: SqliteConnections<C>;
  readonly #mapping: RowMapping;
  readonly #begin: string;

  /**
   * `begin`: readers take a snapshot; the writer takes the write lock immediately, because a later upgrade would fail
   * instead of waiting.
   */
  constructor(pool: SqliteConnections<C>, mapping: RowMapping, begin: 'begin deferred' | 'begin immediate') {
    this.#pool = pool;
    this.#mapping = mapping;
    this.#begin = begin;
  }

  createDriver(): Driver {
    return new PooledDriver(this.#pool, this.#mapping, this.#begin);
  }

  createQueryCompiler(): SqliteQueryCompiler {
    return new LiteralLimits();
  }

  createAdapter(): SqliteAdapter {
    return new WalAdapter();
  }

  // oxlint-disable-next-line typescript/no-explicit-any -- the signature is Kysely's
  createIntrospector(db: Kysely<any>): DatabaseIntrospector {
    return new SqliteIntrospector(db);
  }
}

/** SQLite's DDL is transactional, and `begin immediate` serves as migration lock. */
class WalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }

  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

class PooledDriver<C extends SqliteConnection> implements Driver {
  readonly #pool: SqliteConnections<C>;
  readonly #mapping: RowMapping;
  readonly #begin: string;

  constructor(pool: SqliteConnections<C>, mapping: RowMapping, begin: string) {
    this.#pool = pool;
    this.#mapping = mapping;
    this.#begin = begin;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return new PooledConnection(await this.#pool.acquire(), this.#mapping);
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(this.#begin));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await (connection as PooledConnection<C>).rollback();
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    this.#pool.release((connection as PooledConnection<C>).own);
  }

  /** The pool belongs to the engine, which closes it. */
  async destroy(): Promise<void> {}
}

class PooledConnection<C extends SqliteConnection> implements DatabaseConnection {
  readonly own: C;
  readonly #mapping: RowMapping;

  constructor(own: C, mapping: RowMapping) {
    this.own = own;
    this.#mapping = mapping;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const result = await this.own.run(query.sql, query.parameters.map(toStored));
    return {
      rows: resultRows(query, fieldsOf(result.columns, this.#mapping), result.rows) as R[],
      numAffectedRows: BigInt(result.changes),
      insertId: BigInt(result.lastInsertRowid),
    };
  }

  /** Some errors (disk full, I/O) roll back automatically, and a dead thread loses its transaction. */
  async rollback(): Promise<void> {
    if (!this.own.alive) return;
    try {
      await this.own.run('rollback');
    } catch (error) {
      if (!(error instanceof DomainError && /no transaction is active/.test(error.message))) throw error;
    }
  }

  // oxlint-disable-next-line require-yield -- it only refuses
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new DomainError('INTERNAL', plain('Queries cannot be streamed: page by key instead.'));
  }
}

/** Kinds of columns that a view computes. */
const VIEWED: ReadonlyMap<string, MappedKind> = new Map([['payload', 'json']]);

/** Names in camelCase, and kinds by the source column of a value regardless of its alias. */
function fieldsOf(columns: readonly ResultColumn[], { kinds }: RowMapping): ResultField[] {
  return columns.map(([name, table, column]) => {
    if (kinds === null) return { name, kind: undefined };
    const kind = table === null || column === null ? VIEWED.get(name) : kinds.get(table)?.get(column);
    return { name: rowName(name), kind };
  });
}
