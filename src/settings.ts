import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { DomainError } from './model/errors.ts';

const PREFIX = 'APPLE_JUICER_';

/** Paths may be given as one string with the platform's separator between them. */
const PathList = z
  .string()
  .transform((text) => text.split(process.platform === 'win32' ? ';' : /[:;]/).filter((path) => path !== ''));

const SettingsSchema = z.strictObject({
  backup_paths: z
    .strictObject({
      /** Where to look for backups, besides the platform's default folders. */
      base_path: PathList.default([]),
      /** Whether the platform's default folders are searched too. */
      default_folders: z.stringbool().default(true),
      /** Private copies of large databases; cleaned at every start. */
      temp_path: z
        .string()
        .min(1)
        .default(process.platform === 'win32' ? join(tmpdir(), 'apple_juicer') : '/tmp/apple_juicer'),
    })
    .prefault({}),
  postgres: z.strictObject({ dsn: z.string().default('sqlite:///./temp_data/apple_juicer.db') }).prefault({}),
  api: z
    .strictObject({
      host: z.string().default('127.0.0.1'),
      port: z.coerce.number().int().min(0).max(65_535).default(8080),
      /** Generated at the first start and kept beside the database when it is not given. */
      token: z.string().min(16, 'must have at least 16 characters').optional(),
      /** Host names, besides localhost and the bound address, under which the server may be asked. */
      allowed_hosts: z
        .string()
        .transform((text) => text.split(',').map((host) => host.trim().toLowerCase()))
        .default([]),
    })
    .prefault({}),
  sessions: z
    .strictObject({
      /** Minutes a session lives after its last use. */
      ttl_minutes: z.coerce
        .number()
        .min(1)
        .max(24 * 60)
        .default(30),
    })
    .prefault({}),
  indexing: z
    .strictObject({
      /** Runs of different backups at one time. */
      concurrency: z.coerce.number().int().min(1).max(16).default(1),
      /** A run without progress for so many seconds is killed. */
      stall_seconds: z.coerce.number().min(1).default(600),
    })
    .prefault({}),
  log: z
    .strictObject({ level: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info') })
    .prefault({}),
});

/** Everything that can be set, from `APPLE_JUICER_*` variables with `__` between levels, and `.env`. */
export type Settings = z.infer<typeof SettingsSchema>;

/**
 * Reads the settings. Variables win over `.env` in the working folder.
 * @throws BAD_SETTINGS naming the variable and what is wrong with it; never its value
 */
export function readSettings(environment: NodeJS.ProcessEnv = process.env, envFile = '.env'): Settings {
  const variables = { ...(existsSync(envFile) ? parseEnv(readFileSync(envFile, 'utf8')) : {}), ...environment };
  const tree: Record<string, Record<string, string>> = {};
  for (const [name, value] of Object.entries(variables)) {
    if (!name.toUpperCase().startsWith(PREFIX) || value === undefined || value === '') continue;
    const [section, key, ...rest] = name.slice(PREFIX.length).toLowerCase().split('__');
    if (section === undefined || key === undefined || rest.length > 0) continue;
    tree[section] ??= {};
    tree[section][key] = value;
  }
  const parsed = SettingsSchema.safeParse(tree);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => {
    const path = issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys] : issue.path;
    return `${PREFIX}${path.join('__').toUpperCase()}: ${issue.message}`;
  });
  throw new DomainError('BAD_SETTINGS', problems.join('; '));
}
