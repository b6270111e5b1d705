import { accessSync, constants } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { install, mayInstall } from './apt.ts';
import { freePort, startServer, stopServer } from './server-process.ts';
import type { RunningService, Service } from './service.ts';

/** A temporary Redis server. */
export interface RedisServer extends RunningService {
  readonly port: number;
  /** Stops the server; data not in its append-only file is lost. */
  halt(): Promise<void>;
  /** Starts it again with the same port and folder. */
  resume(): Promise<void>;
}

function findRedis(): string | null {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, 'redis-server');
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}

/**
 * Starts a Redis server. Nothing is written to disk unless `persistent` (an append-only file, written at every
 * command).
 */
export async function startRedis({ persistent = false } = {}): Promise<RedisServer> {
  if (findRedis() === null && mayInstall()) await install('redis-server');
  const binary = findRedis();
  if (binary === null) throw new Error('redis-server is not on the PATH');
  const folder = await mkdtemp(join(tmpdir(), 'apple-juicer-redis-'));
  const port = await freePort();
  const storage = persistent ? ['--appendonly', 'yes', '--appendfsync', 'always'] : ['--appendonly', 'no'];
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', ...storage];
  const start = () => startServer(binary, args, /Ready to accept connections/i);
  let child = await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    halt: () => stopServer(child, 'SIGKILL'),
    async resume() {
      child = await start();
    },
    async stop() {
      await stopServer(child, 'SIGTERM');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Redis from the system's packages. */
export const redis: Service = {
  missing: () => (findRedis() !== null || mayInstall() ? null : 'redis-server is not on the PATH'),
  start: () => startRedis(),
};
