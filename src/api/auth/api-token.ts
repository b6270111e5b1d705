import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { DomainError } from '../../model/errors.ts';
import type { Settings } from '../../settings.ts';
import { dataFolder } from '../../storage/dsn.ts';

/** Shortest token we take; a generated one has 43 characters. */
const MIN_LENGTH = 16;

/** How often, and with which pause, a file without a token is looked at again. */
const READ_TRIES = 10;
const READ_PAUSE_MS = 50;

/** The API token and where it is kept. */
export interface ApiToken {
  readonly token: string;
  /** Null when it comes from the settings. */
  readonly path: string | null;
}

/**
 * The token of the settings, else the one kept in `api-token` beside the database, which is generated (256 random bits,
 * readable by its owner only) when it is not there yet. Safe to call from several processes.
 * @throws BAD_SETTINGS when the file cannot be used
 */
export async function ensureApiToken(settings: Settings): Promise<ApiToken> {
  if (settings.api.token !== undefined) return { token: settings.api.token, path: null };
  const path = join(dataFolder(settings.postgres.dsn), 'api-token');
  try {
    return { token: (await readToken(path)) ?? (await createToken(path)), path };
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw new DomainError('BAD_SETTINGS', 'The file "api-token" beside the database cannot be read or written.', {
      cause: error,
    });
  }
}

/** Says whether `candidate` is the token, in constant time; keeps only a hash of it. */
export function tokenVerifier(token: string): (candidate: string) => boolean {
  const expected = digest(token);
  return (candidate) => timingSafeEqual(expected, digest(candidate));
}

async function readToken(path: string): Promise<string | null> {
  for (let tries = 0; tries < READ_TRIES; tries++) {
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (text === null) return null;
    const token = text.trim();
    if (token.length >= MIN_LENGTH) {
      // A copy or a restore may have opened it to others.
      await chmod(path, 0o600);
      return token;
    }
    // Another process may have created it just now and be about to write.
    await setTimeout(READ_PAUSE_MS);
  }
  throw new DomainError('BAD_SETTINGS', 'The file "api-token" beside the database holds no token: delete it.');
}

async function createToken(path: string): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  try {
    await writeFile(path, `${token}\n`, { flag: 'wx', mode: 0o600 });
    return token;
  } catch (error) {
    // Another process was faster: its token counts.
    const existing = (error as NodeJS.ErrnoException).code === 'EEXIST' ? await readToken(path) : null;
    if (existing === null) throw error;
    return existing;
  }
}

function digest(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}
