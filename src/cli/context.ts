import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { App } from '../app.ts';
import type { AppOptions } from '../main.ts';
import { readSettings, type Settings } from '../settings.ts';
import { type Output, processOutput } from './output.ts';

/** Options that every command has. */
export interface GlobalOptions {
  readonly json?: boolean;
  readonly backups?: readonly string[];
}

/** What a command works with. */
export interface CommandContext {
  readonly app: App;
  readonly out: Output;
}

/** The output that the command line asks for. */
export function outputOf(command: Command): Output {
  return processOutput(command.optsWithGlobals<GlobalOptions>().json === true);
}

/**
 * The settings with the folders of `--backups` added, and `path` when it is a folder: whoever names a backup by its path
 * wants it looked at.
 * @throws BAD_SETTINGS
 */
export function settingsOf(command: Command, path?: string): Settings {
  const settings = readSettings();
  const { backups = [] } = command.optsWithGlobals<GlobalOptions>();
  const folders = path !== undefined && existsSync(path) ? [...backups, path] : backups;
  settings.backup_paths.base_path.push(...folders.map((folder) => resolve(folder)));
  return settings;
}

/**
 * Opens the application for one command and closes it afterwards, whatever happens. A command that a person waits for
 * indexes in a process of its own: the queue is the server's, which can hand out keys.
 */
export async function withApp(
  command: Command,
  id: string | undefined,
  use: (context: CommandContext) => Promise<void>,
  options: AppOptions = { queue: 'embedded' },
): Promise<void> {
  const settings = settingsOf(command, id);
  const { openApp } = await import('../main.ts');
  const app = await openApp(settings, options);
  try {
    await use({ app, out: outputOf(command) });
  } finally {
    await app.close();
  }
}

/** True when `path` names an existing folder. */
export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
