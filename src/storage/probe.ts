import type { PostgresFacts } from './engines/postgres/postgres-probe.ts';
import type { PostgresAddress } from './postgres-dsn.ts';

/** Inspects a PostgreSQL database without changing anything or waiting. @throws STORAGE_UNAVAILABLE, BAD_SETTINGS */
export async function probePostgres(address: PostgresAddress): Promise<PostgresFacts> {
  const { probe } = await import('./engines/postgres/postgres-probe.ts');
  return probe(address);
}
