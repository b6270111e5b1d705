import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { install, mayInstall } from './apt.ts';
import { type PostgresServer, startPostgresServer } from './postgres-server.ts';
import { postgresUser } from './postgres-user.ts';

/** A temporary PostgreSQL server from a complete installation. */
export interface FullPostgres extends PostgresServer {
  /** The folder of `pg_dump`, `pg_restore`, `pg_basebackup` and `psql` of the server's version. */
  readonly bin: string;
}

/** Installation folders: one per version on Debian, a single one with Homebrew. */
const DEBIAN = '/usr/lib/postgresql';
const OTHERS = ['/opt/homebrew/opt/postgresql/bin', '/usr/local/opt/postgresql/bin'];
const PROGRAMS = ['postgres', 'initdb', 'pg_dump', 'pg_basebackup'];

function findInstallation(): string | null {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).toSorted((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((version) => join(DEBIAN, version, 'bin')), ...OTHERS];
  return folders.find((bin) => PROGRAMS.every((program) => existsSync(join(bin, program)))) ?? null;
}

/** Null if {@link startFullPostgres} can be used, otherwise what is missing. */
export function missingFullPostgres(): string | null {
  return findInstallation() !== null || mayInstall()
    ? null
    : 'no PostgreSQL with pg_dump and pg_basebackup is installed';
}

/**
 * Starts a PostgreSQL with the client programs of the same version, which the npm package lacks. Its WAL supports base
 * backups. @throws Error if it is not installed and cannot be installed
 */
export async function startFullPostgres(settings: Readonly<Record<string, string>> = {}): Promise<FullPostgres> {
  if (findInstallation() === null && mayInstall()) await install('postgresql');
  const bin = findInstallation();
  if (bin === null)
    throw new Error(missingFullPostgres() ?? 'PostgreSQL was installed, but is not where it was expected');
  const server = await startPostgresServer(bin, postgresUser(), settings);
  return { ...server, bin };
}
