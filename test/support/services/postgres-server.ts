import type { ChildProcess } from 'node:child_process';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFastFolder } from '../fast-folder.ts';
import { freePort, type RunAs, runCommand, startServer, stopServer } from './server-process.ts';
import type { RunningService } from './service.ts';

/** A temporary PostgreSQL server. */
export interface PostgresServer extends RunningService {
  readonly port: number;
  /** The data directory. */
  readonly data: string;
  /** Stops the server immediately, like a crash. The data are kept. */
  halt(): Promise<void>;
  /** Starts it again with the same port and data. */
  resume(): Promise<void>;
}

/**
 * Required settings: no waiting for the disk, and no compilation of statements, which for small tables takes longer than
 * they do.
 */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'off',
  full_page_writes: 'off',
  jit: 'off',
  max_connections: '200',
  shared_buffers: '64MB',
};

/** User, and a password that must not be in any message. */
const USER = 'juicer';
const PASSWORD = 'hunter2-postgres';

/**
 * Starts a PostgreSQL from the binaries in `bin` with a new data directory. `settings` are added to the defaults of
 * tests. The directory is in memory if there is space, or in `parent`.
 */
export async function startPostgresServer(
  bin: string,
  runAs: RunAs,
  settings: Readonly<Record<string, string>> = {},
  parent?: string,
): Promise<PostgresServer> {
  const prefix = 'apple-juicer-postgres-';
  const folder = await (parent === undefined ? makeFastFolder(prefix) : mkdtemp(join(parent, prefix)));
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  try {
    await writeFile(passwordFile, PASSWORD);
    for (const path of [folder, passwordFile]) await chown(path, runAs.uid ?? -1, runAs.gid ?? -1);
    await runCommand(
      join(bin, 'initdb'),
      ['-D', data, '-U', USER, `--pwfile=${passwordFile}`, '--auth=password', '--locale=C', '--encoding=UTF8', '-N'],
      runAs,
    );
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  const port = await freePort();
  const options = Object.entries({ ...SETTINGS, ...settings, port: String(port) });
  const args = ['-D', data, ...options.flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const start = () => startServer(join(bin, 'postgres'), args, /ready to accept connections/, runAs);
  let child: ChildProcess = await start();
  return {
    url: `postgresql://${USER}:${PASSWORD}@127.0.0.1:${port}/postgres`,
    port,
    data,
    halt: () => stopServer(child, 'SIGQUIT'),
    async resume() {
      child = await start();
    },
    async stop() {
      await stopServer(child, 'SIGQUIT');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
