import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { systemErrorCode } from '../../backup/file/io-error.ts';
import { msg } from '../../locales/messages.ts';
import { findFfmpeg } from '../../media/index.ts';
import { DomainError } from '../../model/errors.ts';
import { formatBytes } from '../format.ts';
import { type Check, ok, problem, warning } from './check.ts';

const NODE_MAJOR = 26;
/** Minimum free space in bytes. An index is about as large as the databases it reads. */
const LITTLE_SPACE = 2_000_000_000;

/** Checks the version of Node.js. */
export function checkNode(): Check {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= NODE_MAJOR) return ok('Node.js', process.version);
  return problem(
    'Node.js',
    new DomainError('BAD_SETTINGS', msg('detail.wrong-node', { version: process.version, needed: NODE_MAJOR })),
  );
}

/** Checks that SQLite supports FTS5 with `contentless_delete`. */
export function checkFullTextSearch(): Check {
  const db = new DatabaseSync(':memory:');
  try {
    db.exec(`CREATE VIRTUAL TABLE probe USING fts5(words, content='', contentless_delete=1)`);
    const { version } = db.prepare('SELECT sqlite_version() AS version').get() ?? {};
    return ok('SQLite and FTS5', `SQLite ${String(version)}`);
  } catch (error) {
    const cause = new DomainError('STORAGE_UNAVAILABLE', msg('detail.no-full-text-search'), {
      cause: error,
    });
    return problem('SQLite and FTS5', cause);
  } finally {
    db.close();
  }
}

/** Checks for ffmpeg, without which everything else works. */
export async function checkFfmpeg(): Promise<Check> {
  const path = await findFfmpeg();
  if (path !== null) return ok('ffmpeg', path);
  const next =
    'Install it to play AMR, CAF, Opus and HEVC, and to see posters of videos: exports have the originals only.';
  return warning('ffmpeg', 'not found on the PATH', next);
}

/** Checks the free space at `path`, which does not have to exist. */
export async function checkFreeSpace(name: string, path: string): Promise<Check> {
  const { bavail, bsize } = await statfsOfExisting(path);
  const bytes = Number(bavail) * Number(bsize);
  const free = `${formatBytes(bytes)} free`;
  return bytes < LITTLE_SPACE ? warning(name, free, 'Free some space before indexing a large backup.') : ok(name, free);
}

async function statfsOfExisting(path: string): ReturnType<typeof statfs> {
  try {
    return await statfs(path);
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOENT' || dirname(path) === path) throw error;
    return statfsOfExisting(dirname(path));
  }
}
