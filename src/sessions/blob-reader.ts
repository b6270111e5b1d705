import { msg } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';
import type { BlobQuery, DatabaseRef } from './database-queries.ts';
import type { OpenDatabases } from './open-databases.ts';

/** Contact photos take a few hundred kilobytes; larger BLOBs are not shown. */
const MAX_BLOB_BYTES = 32 * 1024 * 1024;

/** Reads BLOBs from the databases of one backup. */
export class BlobReader {
  readonly #databases: OpenDatabases;

  constructor(databases: OpenDatabases) {
    this.#databases = databases;
  }

  /**
   * The BLOB in the first matching row; null if there is no such row or the value is not a BLOB.
   * @throws NOT_FOUND (no such database), LIMIT_EXCEEDED (larger than 32 MiB), UNSUPPORTED_SCHEMA (no such table or
   * column), and whatever opening the database throws
   */
  async read(source: DatabaseRef, { table, column, where }: BlobQuery): Promise<Uint8Array | null> {
    const conditions = Object.entries(where);
    if (conditions.length === 0) throw new DomainError('BAD_REQUEST', msg('detail.row-key-expected'));
    const { db } = await this.#databases.get(source);
    const value = quote(column);
    const sql =
      `SELECT length(${value}) AS size, CASE WHEN length(${value}) <= ${MAX_BLOB_BYTES} THEN ${value} END AS blob ` +
      `FROM ${quote(table)} WHERE ${conditions.map(([name]) => `${quote(name)} = ?`).join(' AND ')} LIMIT 1`;
    const row = runQuery(() => db.prepare(sql).get(...conditions.map(([, key]) => key)));
    if (row === undefined) return null;
    if (Number(row.size) > MAX_BLOB_BYTES) {
      throw new DomainError('LIMIT_EXCEEDED', msg('detail.blob-too-large'), {
        details: { limit: MAX_BLOB_BYTES },
      });
    }
    return row.blob instanceof Uint8Array ? row.blob : null;
  }
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Runs a query on an untrusted database. SQLite errors are reported as faults of that database. */
function runQuery<T>(query: () => T): T {
  try {
    return query();
  } catch (error) {
    throw new DomainError('UNSUPPORTED_SCHEMA', msg('detail.blob-unreadable'), { cause: error });
  }
}
