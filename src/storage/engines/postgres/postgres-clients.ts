import type { Pool, PoolClient } from 'pg';
import { DomainError } from '../../../model/errors.ts';
import { postgresError } from './postgres-errors.ts';

/** Provides a connection. If `use` fails, it is closed: its transaction is rolled back and its locks are released. */
export async function withClient<R>(pool: Pool, use: (client: PoolClient) => Promise<R>): Promise<R> {
  let client: PoolClient;
  try {
    client = await pool.connect();
  } catch (error) {
    throw postgresError(error);
  }
  try {
    const result = await use(client);
    client.release();
    return result;
  } catch (error) {
    client.release(true);
    throw postgresError(error);
  }
}

/** The rows of a statement. */
export async function ask<R extends Record<string, unknown>>(
  client: PoolClient,
  sql: string,
  values: readonly unknown[] = [],
): Promise<R[]> {
  const { rows } = await client.query<R>(sql, [...values]);
  return rows;
}

/** @throws CANCELLED */
export function stopIf(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new DomainError('CANCELLED');
}
