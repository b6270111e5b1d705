import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSettings, type Settings } from '../../settings.ts';
import { ensureApiToken, tokenVerifier } from './api-token.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aj-token-'));
});
afterEach(() => rm(folder, { recursive: true }));

function settings(env: NodeJS.ProcessEnv = {}): Settings {
  return readSettings(
    { APPLE_JUICER_POSTGRES__DSN: `sqlite:///${folder}/data/db.sqlite`, ...env },
    join(folder, 'no.env'),
  );
}

describe('the API token', () => {
  it('is generated once, 256 bits, for its owner only', async () => {
    const { token, path } = await ensureApiToken(settings());
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(path).toBe(join(folder, 'data', 'api-token'));
    expect(await readFile(path ?? '', 'utf8')).toBe(`${token}\n`);
    if (process.platform !== 'win32') expect((await stat(path ?? '')).mode & 0o777).toBe(0o600);
    expect(await ensureApiToken(settings())).toEqual({ token, path });
  });

  it('is the same for servers that start together', async () => {
    const tokens = await Promise.all(Array.from({ length: 8 }, () => ensureApiToken(settings())));
    expect(new Set(tokens.map(({ token }) => token)).size).toBe(1);
  });

  it('comes from the settings if present, and is then not stored', async () => {
    const own = settings({ APPLE_JUICER_API__TOKEN: 'a token of my own' });
    expect(await ensureApiToken(own)).toEqual({ token: 'a token of my own', path: null });
    await expect(stat(join(folder, 'data'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('has its file permissions restored', async () => {
    const { path } = await ensureApiToken(settings());
    await chmod(path ?? '', 0o644);
    await ensureApiToken(settings());
    if (process.platform !== 'win32') expect((await stat(path ?? '')).mode & 0o777).toBe(0o600);
  });

  it('rejects empty and short tokens', async () => {
    const { path } = await ensureApiToken(settings());
    await writeFile(path ?? '', '\n');
    await expect(ensureApiToken(settings())).rejects.toMatchObject({ code: 'BAD_SETTINGS' });
  });

  it('is compared completely', () => {
    const isToken = tokenVerifier('a token of my own');
    expect(isToken('a token of my own')).toBe(true);
    for (const wrong of ['', 'a token of my ow', 'a token of my own ', 'A token of my own'])
      expect(isToken(wrong)).toBe(false);
  });
});
