import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { plain } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { Settings } from '../../settings.ts';
import { dataFolder } from '../../storage/dsn.ts';

/** Minimum length of a token; generated ones have 43 characters. */
const MIN_LENGTH = 16;

/** Retries of reading a file without a token. */
const READ_TRIES = 10;
const READ_PAUSE_MS = 50;

/** The API token and its location. */
export interface ApiToken {
  readonly token: string;
  /** Null if it comes from the settings. */
  readonly path: string | null;
}

/**
 * The token of the settings, else of the file `api-token` beside the database, which is created if missing (256 random
 * bits, readable by its owner only). Safe to call from several processes.
 * @throws BAD_SETTINGS if the file cannot be used
 */
export async function ensureApiToken(settings: Settings): Promise<ApiToken> {
  if (settings.api.token !== undefined) return { token: settings.api.token, path: null };
  const path = tokenPath(settings);
  try {
    return { token: (await readToken(path)) ?? (await createToken(path)), path };
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw new DomainError(
      'BAD_SETTINGS',
      plain('The file "api-token" beside the database cannot be read or written.'),
      {
        cause: error,
      },
    );
  }
}

/** The token, if there is one. @throws BAD_SETTINGS if the file holds none */
export async function existingApiToken(settings: Settings): Promise<string | null> {
  return settings.api.token ?? readToken(tokenPath(settings));
}

function tokenPath({ postgres }: Settings): string {
  return join(dataFolder(postgres.dsn), 'api-token');
}

/**
 * Writes a new token to the file of the token, in one step.
 * @throws CONFLICT if the token has no file, because it comes from the settings
 */
export async function replaceApiToken(path: string | null): Promise<string> {
  if (path === null)
    throw new DomainError('CONFLICT', plain('The API token comes from the settings: replace it there.'));
  const next = `${path}.${process.pid}`;
  await rm(next, { force: true });
  const token = await createToken(next);
  await rename(next, path);
  return token;
}

/** Returns a function that compares with the token in constant time; only its hash is kept. */
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
      // A copy or a restore may have changed the permissions.
      await chmod(path, 0o600);
      return token;
    }
    // Another process may have created it and not written it yet.
    await setTimeout(READ_PAUSE_MS);
  }
  throw new DomainError('BAD_SETTINGS', plain('The file "api-token" beside the database holds no token: delete it.'));
}

async function createToken(path: string): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  try {
    await writeFile(path, `${token}\n`, { flag: 'wx', mode: 0o600 });
    return token;
  } catch (error) {
    // Another process created it first.
    const existing = (error as NodeJS.ErrnoException).code === 'EEXIST' ? await readToken(path) : null;
    if (existing === null) throw error;
    return existing;
  }
}

function digest(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}
