import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { systemErrorCode } from '../../backup/file/io-error.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { Settings } from '../../settings.ts';
import {
  dataFolder,
  fileOwner,
  type PostgresAddress,
  parseDsn,
  probePostgres,
  refuseNewer,
} from '../../storage/index.ts';
import { formatBytes } from '../format.ts';
import { type Check, ok, problem, warning } from './check.ts';

/** Permission bits of group and others. */
const OTHERS = 0o077;

/** Checks engine, existence and schema version of the database without creating or changing anything. */
export async function checkDatabase(dsn: string): Promise<Check[]> {
  const parsed = parseDsn(dsn);
  return parsed.engine === 'sqlite' ? checkFile(parsed.path) : [await checkServer(parsed.address)];
}

async function checkServer(address: PostgresAddress): Promise<Check> {
  const { host, port, database } = address;
  const name = `Database ${database ?? ''} at ${host ?? 'localhost'}${port === null ? '' : `:${port}`}`;
  try {
    const { version, schema, sizeBytes } = await probePostgres(address);
    refuseNewer(schema === null ? [] : [schema]);
    const state = schema === null ? 'not migrated yet' : `schema ${schema}`;
    return ok(name, `PostgreSQL ${version}, ${state}, ${formatBytes(sizeBytes)}`);
  } catch (error) {
    return problem(name, error);
  }
}

async function checkFile(path: string): Promise<Check[]> {
  const name = `Database ${path}`;
  const size = await sizeOf(path);
  if (size === null) return [await checkCreatable(name, dirname(path))];
  const checks = [checkSchema(name, path, size)];
  return [...checks, ...(await checkPermissions(name, path))];
}

/** Checks the permissions of the API token. */
export async function checkToken(settings: Settings): Promise<Check[]> {
  if (settings.api.token !== undefined) return [ok('API token', 'from the settings')];
  const path = join(dataFolder(settings.postgres.dsn), 'api-token');
  if ((await sizeOf(path)) === null) return [ok('API token', 'is generated at the first start of the server')];
  return [ok('API token', `in ${path}`), ...(await checkPermissions('API token', path))];
}

/** Checks the key that signs exports, and gives its public part. */
export async function checkSigningKey({ postgres }: Settings): Promise<Check[]> {
  const name = 'Key of exports with proof';
  const folder = dataFolder(postgres.dsn);
  const { existingSigningKey, publicKeyText, signingKeyPath } = await import('../../export/index.ts');
  try {
    const key = await existingSigningKey(folder);
    if (key === null) return [ok(name, 'is generated at the first of them')];
    return [ok(name, publicKeyText(key)), ...(await checkPermissions(name, signingKeyPath(folder)))];
  } catch (error) {
    return [problem(name, error)];
  }
}

async function checkPermissions(name: string, path: string): Promise<Check[]> {
  if (process.platform === 'win32') return [];
  const { mode } = await stat(path);
  if ((mode & OTHERS) === 0) return [];
  return [warning(name, 'other users of this computer can read it', `chmod 600 ${path}`)];
}

async function checkCreatable(name: string, folder: string): Promise<Check> {
  try {
    await access(await existingFolder(folder), constants.W_OK);
    return ok(name, 'is created at first use');
  } catch (error) {
    if (systemErrorCode(error) === null) throw error;
    return problem(
      name,
      new DomainError('STORAGE_UNAVAILABLE', msg('detail.database-folder-not-writable'), { cause: error }),
    );
  }
}

async function existingFolder(folder: string): Promise<string> {
  return (await sizeOf(folder)) !== null || dirname(folder) === folder ? folder : existingFolder(dirname(folder));
}

function checkSchema(name: string, path: string, size: number): Check {
  try {
    const owner = fileOwner(path);
    if (owner === 'nobody') return ok(name, 'is empty, its tables are created at first use');
    // Opening a database creates files beside it, so those of other programs are not opened.
    if (owner !== 'ours' && owner !== 'unknown') return problem(name, notOurs(null));
    const db = new DatabaseSync(path, { readOnly: true });
    try {
      const { version } = db.prepare('SELECT max(name) AS version FROM kysely_migration').get() ?? {};
      refuseNewer(typeof version === 'string' ? [version] : []);
      return ok(name, `SQLite, schema ${String(version)}, ${formatBytes(size)}`);
    } finally {
      db.close();
    }
  } catch (error) {
    if (error instanceof DomainError) return problem(name, error);
    if (systemErrorCode(error) !== 'ERR_SQLITE_ERROR') throw error;
    return problem(name, notOurs(error));
  }
}

const notOurs = (cause: unknown): DomainError =>
  new DomainError('STORAGE_UNAVAILABLE', msg('detail.database-unknown'), { cause });

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return null;
    throw error;
  }
}
