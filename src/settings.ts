import { existsSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { plain } from './locales/messages.ts';
import { DomainError, isDomainError } from './model/errors.ts';
import { ownTempPath } from './own-temp-path.ts';
import { dataFolder, parseDsn, sqliteFile } from './storage/dsn.ts';

const PREFIX = 'APPLE_JUICER_';
const TEST_PREFIX = `${PREFIX}TEST`;

/**
 * Suffix for values in files: `APPLE_JUICER_API__TOKEN_FILE` names a file that contains `APPLE_JUICER_API__TOKEN`, as
 * is common for secrets in containers.
 */
const FILE_SUFFIX = '_file';

/** Maximum size of such a file; a larger one was named by mistake. */
const MAX_FILE_BYTES = 64 * 1024;

/** Paths may be given as one string, separated by the platform's path separator. */
const PathList = z
  .string()
  .transform((text) => text.split(process.platform === 'win32' ? ';' : /[:;]/).filter((path) => path !== ''));

/** The problem with a DSN, without quoting any part of it; null if valid. */
function problemOfDsn(dsn: string): string | null {
  try {
    parseDsn(dsn);
    return null;
  } catch (error) {
    if (isDomainError(error, 'BAD_SETTINGS')) return error.message;
    throw error;
  }
}

const DEFAULT_TEMP_PATH = process.platform === 'win32' ? join(tmpdir(), 'apple_juicer') : '/tmp/apple_juicer';

const SettingsSchema = z.strictObject({
  backup_paths: z
    .strictObject({
      base_path: PathList.default([]).describe('Additional folders with backups, separated by `:` (`;` on Windows).'),
      default_folders: z.stringbool().default(true).describe('Also search the standard backup folders of the system.'),
      watch: z.stringbool().default(true).describe('The server looks at these folders again when they change.'),
      temp_path: z
        .string()
        .min(1)
        .default(DEFAULT_TEMP_PATH)
        .describe(
          'The sandbox: private copies of large databases, cleaned at every start. Must not belong to another user; the default is followed by the number of the user (`-1000`) where it does.',
        ),
    })
    .prefault({}),
  sandbox: z
    .strictObject({
      plaintext: z
        .enum(['allowed', 'never'])
        .default('allowed')
        .describe(
          '`never` keeps decrypted files off the disk: databases of more than 64 MiB are decrypted page by page while they are read, which makes the first index slower, and movies and sounds are not converted.',
        ),
    })
    .prefault({}),
  exports: z
    .strictObject({
      keep_hours: z.coerce
        .number()
        .min(0.1)
        .max(24 * 30)
        .default(24)
        .describe('Hours for which a finished export is kept for its download.'),
      max_gb: z.coerce
        .number()
        .min(0.001)
        .max(100_000)
        .default(20)
        .describe('Size of all finished exports together, in gigabytes; larger ones are sent while they are made.'),
    })
    .prefault({}),
  postgres: z
    .strictObject({
      dsn: z
        .string()
        .default('sqlite:///./temp_data/apple_juicer.db')
        .superRefine((dsn, context) => {
          const problem = problemOfDsn(dsn);
          if (problem !== null) context.addIssue(problem);
        })
        .describe(
          'The database: `sqlite:///./relative.db`, `sqlite:////absolute.db`, `postgresql://user:password@host:5432/name`.',
        ),
      wait_seconds: z.coerce
        .number()
        .min(0)
        .max(600)
        .default(30)
        .describe(
          'Number of seconds to wait for PostgreSQL before giving up: at start, and with an export that was interrupted.',
        ),
    })
    .prefault({}),
  api: z
    .strictObject({
      host: z
        .string()
        // As in a URL.
        .transform((host) => host.replace(/^\[(.*)\]$/, '$1'))
        .default('127.0.0.1')
        .describe('Address on which the server listens.'),
      port: z.coerce.number().int().min(0).max(65_535).default(8080).describe('Port on which the server listens.'),
      manage_folders: z
        .enum(['local', 'always', 'never'])
        .default('local')
        .describe(
          'Who may look through the folders of this computer and add folders with backups in the page: browsers on this computer only (`local`), all that are logged in (`always`), or none (`never`).',
        ),
      token: z
        .string()
        .min(16, 'must have at least 16 characters')
        .optional()
        .describe('At least 16 characters. If not set, generated at the first start and stored beside the database.'),
      allowed_hosts: z
        .string()
        .transform((text) => text.split(',').map((host) => host.trim().toLowerCase()))
        .default([])
        .describe('Host names, separated by `,`, that the server accepts besides localhost and its address.'),
      public_url: z
        .url({ protocol: /^https?$/, error: 'must be like http://server:8080' })
        .transform((url) => url.replace(/\/+$/, ''))
        .optional()
        .describe(
          'Address at which workers request keys from the server; defaults to the address on which it listens.',
        ),
    })
    .prefault({}),
  sessions: z
    .strictObject({
      ttl_minutes: z.coerce
        .number()
        .min(1)
        .max(24 * 60)
        .default(30)
        .describe('Minutes without use after which an unlocked backup is locked.'),
    })
    .prefault({}),
  export: z
    .strictObject({
      time_stamp_url: z
        .url({ protocol: /^https?$/, error: 'must be like https://tsa.example.org/tsr' })
        .optional()
        .describe(
          'Address of a time stamp service (RFC 3161) for exports with proof. It gets the digest of their list of files and a random number, nothing else. Without it nobody is asked.',
        ),
    })
    .prefault({}),
  indexing: z
    .strictObject({
      concurrency: z.coerce
        .number()
        .int()
        .min(1)
        .max(16)
        .default(1)
        .describe('Number of backups indexed concurrently.'),
      stall_seconds: z.coerce
        .number()
        .min(1)
        .default(600)
        .describe('Number of seconds without progress after which a run is killed.'),
    })
    .prefault({}),
  redis: z
    .strictObject({
      url: z
        .url({ protocol: /^rediss?$/, error: 'must be like redis://host:6379/0' })
        .optional()
        .describe('The queue for workers, `redis://host:6379/0`. Without it the server does the indexing itself.'),
      wait_seconds: z.coerce
        .number()
        .min(0)
        .max(600)
        .default(30)
        .describe('Number of seconds to wait for Redis at start before giving up.'),
    })
    .prefault({}),
  worker: z
    .strictObject({
      secret: z
        .string()
        .min(32, 'must have at least 32 characters')
        .optional()
        .describe(
          'Required with Redis. Shared by server and workers, at least 32 characters: workers authenticate with it.',
        ),
      name: z
        .string()
        .regex(/^[\w.:@-]{1,80}$/, 'must be up to 80 letters, digits and .:@_-')
        .optional()
        .describe('Name of a worker in lists of jobs; defaults to its host and process.'),
      concurrency: z.coerce.number().int().min(1).max(16).default(1).describe('Number of processes of one worker.'),
      slice_from_mb: z.coerce
        .number()
        .min(0)
        .default(64)
        .describe('Databases at least this large, in megabytes, are split across workers.'),
    })
    .prefault({}),
  map: z
    .strictObject({
      archive: z
        .string()
        .optional()
        .describe(
          'Path of a PMTiles archive of vector tiles in Protomaps’ schema: the map shows its streets. Nothing is downloaded.',
        ),
    })
    .prefault({}),
  log: z
    .strictObject({
      level: z
        .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
        .default('info')
        .describe('`fatal`, `error`, `warn`, `info`, `debug`, `trace` or `silent`.'),
    })
    .prefault({}),
});

/** All settings, from `APPLE_JUICER_*` variables with `__` between levels, and from `.env`. */
export type Settings = z.infer<typeof SettingsSchema>;

/** Where decrypted copies may be written: the folder of the sandboxes, null for nowhere. */
export function plaintextPath({ backup_paths: paths, sandbox }: Settings): string | null {
  return sandbox.plaintext === 'never' ? null : paths.temp_path;
}

/** Where this installation writes, by setting: never inside a folder of backups. */
export function ownPaths({ backup_paths: paths, postgres: { dsn } }: Settings): Readonly<Record<string, string>> {
  return {
    APPLE_JUICER_BACKUP_PATHS__TEMP_PATH: paths.temp_path,
    APPLE_JUICER_POSTGRES__DSN: sqliteFile(dsn) ?? dataFolder(dsn),
  };
}

/** One setting, for the documentation. */
export interface SettingDescription {
  readonly variable: string;
  /** The default in the notation of the variable; null if there is none. */
  readonly fallback: string | null;
  readonly description: string;
}

/** All settings in the order of the schema. */
export function describeSettings(): SettingDescription[] {
  type Value = string | number | boolean | readonly string[] | undefined;
  const defaults: Readonly<Record<string, Readonly<Record<string, Value>>>> = SettingsSchema.parse({});
  return Object.entries(SettingsSchema.shape).flatMap(([section, schema]) =>
    Object.entries(schema.unwrap().shape).map(([key, { description = '' }]) => {
      const fallback = String(defaults[section]?.[key] ?? '');
      return { variable: variableOf([section, key]), fallback: fallback === '' ? null : fallback, description };
    }),
  );
}

/**
 * Reads the settings. Variables take precedence over `.env` in the working folder. `…_FILE` reads the value from a
 * file, without surrounding white space.
 * @throws BAD_SETTINGS naming the variable and the problem, but never the value
 */
export function readSettings(environment: NodeJS.ProcessEnv = process.env, envFile = '.env'): Settings {
  const variables = { ...(existsSync(envFile) ? parseEnv(readFileSync(envFile, 'utf8')) : {}), ...environment };
  const tree: Record<string, Record<string, string>> = {};
  const unknown: string[] = [];
  const files: { section: string; key: string; name: string; path: string }[] = [];
  for (const [name, value] of Object.entries(variables)) {
    if (!name.toUpperCase().startsWith(PREFIX) || value === undefined || value === '') continue;
    const [section, key, ...rest] = name.slice(PREFIX.length).toLowerCase().split('__');
    if (section === undefined || key === undefined || rest.length > 0) {
      // Tests communicate through variables; any other unknown variable was meant as a setting.
      if (!name.toUpperCase().startsWith(TEST_PREFIX)) unknown.push(name);
      continue;
    }
    tree[section] ??= {};
    if (key.endsWith(FILE_SUFFIX)) files.push({ section, key: key.slice(0, -FILE_SUFFIX.length), name, path: value });
    else tree[section][key] = value;
  }
  for (const { section, key, name, path } of files) {
    const values = (tree[section] ??= {});
    if (key in values)
      throw new DomainError('BAD_SETTINGS', plain(`${variableOf([section, key])}: set twice, also as ${name}`));
    values[key] = readValue(name, path);
  }
  (tree['backup_paths'] ??= {})['temp_path'] ??= ownTempPath(DEFAULT_TEMP_PATH);
  // Compiling the schema takes longer than the only time that it is used.
  const parsed = SettingsSchema.safeParse(tree, { jitless: true });
  if (parsed.success && unknown.length === 0) return parsed.data;
  const problems = (parsed.error?.issues ?? []).flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return `${variableOf(issue.path)}: ${issue.message}`;
    // An unknown section is reported by its variables.
    const paths = issue.keys.flatMap((key) =>
      issue.path.length > 0 ? [[...issue.path, key]] : Object.keys(tree[key] ?? {}).map((name) => [key, name]),
    );
    return paths.map((path) => unknownSetting(variableOf(path)));
  });
  throw new DomainError('BAD_SETTINGS', plain([...problems, ...unknown.map(unknownSetting)].join('; ')));
}

/** Error for an unknown setting, suggesting the only one with the same ending. */
function unknownSetting(name: string): string {
  const ending = name.slice(PREFIX.length).toUpperCase().split('_').at(-1) ?? '';
  const alike = describeSettings().flatMap(({ variable }) => (variable.endsWith(`_${ending}`) ? [variable] : []));
  const suggestion = alike.length === 1 ? `; did you mean ${alike[0]}?` : '';
  return `${name}: there is no such setting (docs/settings.md lists them${suggestion})`;
}

function variableOf(path: readonly PropertyKey[]): string {
  return PREFIX + path.map(String).join('__').toUpperCase();
}

function readValue(name: string, path: string): string {
  let value: string;
  try {
    if (statSync(path).size > MAX_FILE_BYTES)
      throw new DomainError('BAD_SETTINGS', plain(`${name}: the file is too large`));
    value = readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (error instanceof DomainError) throw error;
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new DomainError('BAD_SETTINGS', plain(`${name}: the file cannot be read (${code})`), { cause: error });
  }
  if (value === '') throw new DomainError('BAD_SETTINGS', plain(`${name}: the file is empty`));
  return value;
}
