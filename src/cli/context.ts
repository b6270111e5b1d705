import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { App } from '../app.ts';
import type { AppOptions } from '../main.ts';
import type { Settings } from '../settings.ts';
import { type Output, processOutput } from './output.ts';

/** Options of all commands. */
export interface GlobalOptions {
  readonly json?: boolean;
  readonly backups?: readonly string[];
}

/** Dependencies of a command. */
export interface CommandContext {
  readonly app: App;
  readonly out: Output;
}

/** The output, according to `--json`. */
export function outputOf(command: Command): Output {
  return processOutput(command.optsWithGlobals<GlobalOptions>().json === true);
}

/**
 * The settings with the folders of `--backups`, and with `path` if it exists, so that a backup can be given by its path.
 * @throws BAD_SETTINGS
 */
export async function settingsOf(command: Command, path?: string): Promise<Settings> {
  // Its schema takes a while to build, and help does without.
  const { readSettings } = await import('../settings.ts');
  const settings = readSettings();
  const { backups = [] } = command.optsWithGlobals<GlobalOptions>();
  const folders = path !== undefined && existsSync(path) ? [...backups, path] : backups;
  settings.backup_paths.base_path.push(...folders.map((folder) => resolve(folder)));
  return settings;
}

/** For commands that read little of the database: threads for it would take longer to start. */
export const SHORT: AppOptions = { queue: 'embedded', threads: false };

/**
 * Opens the app for a command and closes it afterwards. Commands use the embedded queue by default; only a server can
 * provide keys to the workers of a Redis queue.
 */
export async function withApp(
  command: Command,
  id: string | undefined,
  use: (context: CommandContext) => Promise<void>,
  options: AppOptions = { queue: 'embedded' },
): Promise<void> {
  const settings = await settingsOf(command, id);
  const { openApp } = await import('../main.ts');
  const app = await openApp(settings, options);
  try {
    await use({ app, out: outputOf(command) });
  } finally {
    await app.close();
  }
}

/** True if `path` is an existing folder. */
export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
