import type { PostgresFacts } from './engines/postgres/postgres-probe.ts';
import type { PostgresAddress } from './postgres-dsn.ts';

/** Looks at a PostgreSQL database. Changes nothing and does not wait. @throws STORAGE_UNAVAILABLE, BAD_SETTINGS */
export async function probePostgres(address: PostgresAddress): Promise<PostgresFacts> {
  const { probe } = await import('./engines/postgres/postgres-probe.ts');
  return probe(address);
}
