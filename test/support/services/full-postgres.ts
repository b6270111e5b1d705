import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { install, mayInstall } from './apt.ts';
import { type PostgresServer, startPostgresServer } from './postgres-server.ts';
import { postgresUser } from './postgres-user.ts';

/** A throwaway PostgreSQL of a whole installation. */
export interface FullPostgres extends PostgresServer {
  /** The folder of `pg_dump`, `pg_restore`, `pg_basebackup`, `psql`, of the server's own version. */
  readonly bin: string;
}

/** Where Debian keeps its installations, one folder each version, and Homebrew its one. */
const DEBIAN = '/usr/lib/postgresql';
const OTHERS = ['/opt/homebrew/opt/postgresql/bin', '/usr/local/opt/postgresql/bin'];
const PROGRAMS = ['postgres', 'initdb', 'pg_dump', 'pg_basebackup'];

function findInstallation(): string | null {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).toSorted((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((version) => join(DEBIAN, version, 'bin')), ...OTHERS];
  return folders.find((bin) => PROGRAMS.every((program) => existsSync(join(bin, program)))) ?? null;
}

/** Null when {@link startFullPostgres} can work here, else what is missing. */
export function missingFullPostgres(): string | null {
  return findInstallation() !== null || mayInstall()
    ? null
    : 'no PostgreSQL with pg_dump and pg_basebackup is installed';
}

/**
 * Starts a PostgreSQL together with the client programs of the same version, which npm's does not have. Its WAL is good
 * for base backups. @throws Error when there is none and none can be installed
 */
export async function startFullPostgres(settings: Readonly<Record<string, string>> = {}): Promise<FullPostgres> {
  if (findInstallation() === null && mayInstall()) await install('postgresql');
  const bin = findInstallation();
  if (bin === null)
    throw new Error(missingFullPostgres() ?? 'PostgreSQL was installed, but is not where it was expected');
  const server = await startPostgresServer(bin, postgresUser(), settings);
  return { ...server, bin };
}
