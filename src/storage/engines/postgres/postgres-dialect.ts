import {
  CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type Driver,
  type Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  type PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import type { PoolClient } from 'pg';
import { plain } from '../../../locales/messages.ts';
import { DomainError } from '../../../model/errors.ts';
import { resultRows, toStored } from '../row-mapping.ts';
import { keptName } from './kept-statements.ts';
import type { NeverNull } from './nullable-columns.ts';
import { NullsFirstCompiler } from './nulls-first-compiler.ts';
import { postgresError } from './postgres-errors.ts';
import { type Naming, parserFor, resultFields, type StoredRow } from './result-fields.ts';

/** Settings of one kind of connection. */
export interface PostgresUse {
  readonly pool: { connect(): Promise<PoolClient> };
  /** The initial statements of a transaction. */
  readonly begin: string;
  readonly naming: Naming;
  readonly neverNull: NeverNull;
  /** Runs one query after the other, if all connections are the same. */
  readonly inTurn?: <T>(ask: () => Promise<T>) => Promise<T>;
}

/** Kysely over a pg pool, with rows and errors in the form common to all engines. */
export class PooledPostgres implements Dialect {
  readonly #use: PostgresUse;

  constructor(use: PostgresUse) {
    this.#use = use;
  }

  createDriver(): Driver {
    return new PooledDriver(this.#use);
  }

  createQueryCompiler(): PostgresQueryCompiler {
    return new NullsFirstCompiler(this.#use.neverNull);
  }

  createAdapter(): PostgresAdapter {
    return new PostgresAdapter();
  }

  // oxlint-disable-next-line typescript/no-explicit-any -- the signature is Kysely's
  createIntrospector(db: Kysely<any>): DatabaseIntrospector {
    return new PostgresIntrospector(db);
  }
}

class PooledDriver implements Driver {
  readonly #use: PostgresUse;

  constructor(use: PostgresUse) {
    this.#use = use;
  }

  async init(): Promise<void> {}

  /** @throws STORAGE_UNAVAILABLE */
  async acquireConnection(): Promise<DatabaseConnection> {
    try {
      return new PooledConnection(await this.#use.pool.connect(), this.#use);
    } catch (error) {
      throw postgresError(error);
    }
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await (connection as PooledConnection).begin(this.#use.begin);
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await (connection as PooledConnection).rollback();
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    (connection as PooledConnection).release();
  }

  /** The pool belongs to the engine, which closes it. */
  async destroy(): Promise<void> {}
}

class PooledConnection implements DatabaseConnection {
  readonly #client: PoolClient;
  readonly #use: PostgresUse;
  /** Set if the session may be in a state unsuitable for the next user. */
  #broken = false;

  constructor(client: PoolClient, use: PostgresUse) {
    this.#client = client;
    this.#use = use;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const values = query.parameters.map(toStored);
    const name = keptName(this.#client, query.sql);
    const asked = {
      ...(name === undefined ? {} : { name }),
      text: query.sql,
      values,
      rowMode: 'array' as const,
      types: { getTypeParser: parserFor },
    };
    const { naming, inTurn } = this.#use;
    const ask = () => this.#client.query<StoredRow>(asked);
    const result = await (inTurn === undefined ? ask() : inTurn(ask)).catch((error: unknown) => {
      throw postgresError(error);
    });
    return {
      rows: resultRows(query, resultFields(result.fields, naming), result.rows) as R[],
      numAffectedRows: BigInt(result.rowCount ?? 0),
    };
  }

  /** Several statements in one round trip. */
  async begin(statements: string): Promise<void> {
    try {
      await this.#client.query(statements);
    } catch (error) {
      // `begin` may have succeeded and the rest failed; Kysely rolls back only after a successful begin.
      this.#broken = true;
      throw postgresError(error);
    }
  }

  /** A failed rollback is irrelevant: the server ends the transaction with the connection. */
  async rollback(): Promise<void> {
    try {
      await this.#client.query('rollback');
    } catch {
      this.#broken = true;
    }
  }

  release(): void {
    this.#client.release(this.#broken);
  }

  // oxlint-disable-next-line require-yield -- it only refuses
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new DomainError('INTERNAL', plain('Queries cannot be streamed: page by key instead.'));
  }
}
