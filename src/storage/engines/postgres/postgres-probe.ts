import { Client } from 'pg';
import type { PostgresAddress } from '../../postgres-dsn.ts';
import { clientConfig } from './postgres-connection.ts';
import { postgresError } from './postgres-errors.ts';

/** What there is to say about a database that can be reached. */
export interface PostgresFacts {
  /** `18.4`; distributors append words of their own. */
  readonly version: string;
  /** Name of the last migration; null when the tables have not been made. */
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
