import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { describeSettings, readSettings } from './settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'aj-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));

const NO_ENV_FILE = join(folder, 'none.env');
const read = (values: Readonly<Record<string, string>>, envFile = NO_ENV_FILE) =>
  readSettings(
    Object.fromEntries(Object.entries(values).map(([name, value]) => [`APPLE_JUICER_${name}`, value])),
    envFile,
  );
const written = (name: string, text: string | Uint8Array): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

describe('settings', () => {
  it('have defaults suitable for a single computer', () => {
    expect(read({})).toMatchObject({
      backup_paths: { base_path: [], default_folders: true },
      postgres: { dsn: 'sqlite:///./temp_data/apple_juicer.db' },
      api: { host: '127.0.0.1', port: 8080, allowed_hosts: [] },
    });
    expect(read({}).api.token).toBeUndefined();
  });

  it('are read from variables first and from .env second', () => {
    const envFile = written('some.env', 'APPLE_JUICER_API__PORT=1\nAPPLE_JUICER_API__HOST=0.0.0.0\n');
    expect(read({ API__PORT: '2' }, envFile).api).toMatchObject({ host: '0.0.0.0', port: 2 });
  });

  it.each(['::1', '[::1]'])('take the IPv6 address %s to listen on', (host) => {
    expect(read({ API__HOST: host }).api.host).toBe('::1');
  });

  it('report the invalid variable but not its value', () => {
    expect(() => read({ API__TOKEN: 'hunter2' })).toThrow('APPLE_JUICER_API__TOKEN: must have at least 16 characters');
    expect(() => read({ API__TOKEN: 'hunter2' })).not.toThrow('hunter2');
    expect(() => read({ API__PORTS: '1' })).toThrow('APPLE_JUICER_API__PORTS: there is no such setting');
    expect(() => read({ SERVER__PORT: '1' })).toThrow('APPLE_JUICER_SERVER__PORT: there is no such setting');
    expect(() => read({ PORT: '1', LOG__LEVEL__DEEP: 'x' })).toThrow(
      'APPLE_JUICER_PORT: there is no such setting (docs/settings.md lists them; did you mean APPLE_JUICER_API__PORT?); ' +
        'APPLE_JUICER_LOG__LEVEL__DEEP: there is no such setting (docs/settings.md lists them)',
    );
    expect(read({ TEST_SERVICES: '1' })).toEqual(read({}));
  });
});

describe('a setting in a file', () => {
  it('is read without surrounding white space', () => {
    const path = written('token', '  0123456789abcdef0123\r\n');
    expect(read({ API__TOKEN_FILE: path }).api.token).toBe('0123456789abcdef0123');
  });

  it('works for every setting, also in .env', () => {
    const dsn = written('dsn', 'sqlite:////elsewhere.db\n');
    const envFile = written('files.env', `APPLE_JUICER_API__PORT_FILE=${written('port', '9')}\n`);
    expect(read({ POSTGRES__DSN_FILE: dsn }, envFile)).toMatchObject({
      postgres: { dsn: 'sqlite:////elsewhere.db' },
      api: { port: 9 },
    });
  });

  it('is validated like any other', () => {
    const path = written('short', 'hunter2');
    expect(() => read({ API__TOKEN_FILE: path })).toThrow('APPLE_JUICER_API__TOKEN: must have at least 16 characters');
    expect(() => read({ API__TOKENS_FILE: path })).toThrow('APPLE_JUICER_API__TOKENS: there is no such setting');
  });

  it.each([
    ['is missing', () => join(folder, 'absent'), 'the file cannot be read (ENOENT)'],
    ['is a folder', () => folder, 'the file cannot be read (EISDIR)'],
    ['is empty', () => written('empty', '\n'), 'the file is empty'],
    ['is much too large', () => written('large', new Uint8Array(65_537)), 'the file is too large'],
  ])('that %s is refused with the name of the variable', (_what, path, message) => {
    expect(() => read({ API__TOKEN_FILE: path() })).toThrow(
      expect.objectContaining({ code: 'BAD_SETTINGS', message: `APPLE_JUICER_API__TOKEN_FILE: ${message}` }),
    );
  });

  it('must not be combined with the setting itself', () => {
    const path = written('token', '0123456789abcdef0123');
    expect(() => read({ API__TOKEN_FILE: path, API__TOKEN: 'x'.repeat(20) })).toThrow(
      'APPLE_JUICER_API__TOKEN: set twice, also as APPLE_JUICER_API__TOKEN_FILE',
    );
  });
});

it('describes every setting', () => {
  const settings = describeSettings();
  expect(settings.filter(({ description }) => description === '')).toEqual([]);
  expect(settings).toContainEqual({
    variable: 'APPLE_JUICER_API__PORT',
    fallback: '8080',
    description: 'Port on which the server listens.',
  });
});
