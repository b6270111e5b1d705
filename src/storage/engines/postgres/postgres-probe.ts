import { Client } from 'pg';
import type { PostgresAddress } from '../../postgres-dsn.ts';
import { clientConfig } from './postgres-connection.ts';
import { postgresError } from './postgres-errors.ts';

/** Facts about a reachable database. */
export interface PostgresFacts {
  /** For example `18.4`; distributors append their own suffixes. */
  readonly version: string;
  /** Name of the last migration; null if the tables do not exist. */
  readonly schema: string | null;
  readonly sizeBytes: number;
}

/** See `probePostgres`. @throws STORAGE_UNAVAILABLE, BAD_SETTINGS */
export async function probe(address: PostgresAddress): Promise<PostgresFacts> {
  const client = new Client(clientConfig(address));
  client.on('error', () => undefined);
  try {
    await client.connect();
    const one = async (sql: string) => (await client.query<{ value: string | null }>(sql)).rows[0]?.value ?? null;
    const migrated = await one("select to_regclass('kysely_migration')::text as value");
    return {
      version: (await one("select current_setting('server_version') as value")) ?? '',
      schema: migrated === null ? null : await one('select max(name) as value from kysely_migration'),
      sizeBytes: Number(await one('select pg_database_size(current_database())::text as value')),
    };
  } catch (error) {
    throw postgresError(error);
  } finally {
    await client.end();
  }
}
