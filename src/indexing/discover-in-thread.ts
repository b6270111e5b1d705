import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { msg } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';
import type { Discovered } from './discover-paths.ts';
import type { DiscoveryTask } from './discovery-thread.ts';

/** Discovers the backups at each path, all in one thread. `signal` ends it. @throws CANCELLED */
export async function discoverInThread(
  paths: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, Discovered>> {
  return runThread<ReadonlyMap<string, Discovered>>({ task: 'discover', paths }, signal);
}

/** Size of all payloads of a backup in bytes; null if some cannot be read. @throws CANCELLED */
export function measureInThread(path: string, signal: AbortSignal): Promise<number | null> {
  return runThread<number | null>({ task: 'measure', path }, signal);
}

async function runThread<T>(task: DiscoveryTask, signal?: AbortSignal): Promise<T> {
  const thread = new Worker(new URL('./discovery-thread.ts', import.meta.url), { workerData: task });
  try {
    const [result] = (await once(thread, 'message', signal === undefined ? {} : { signal })) as [T];
    return result;
  } catch (error) {
    if (signal?.aborted === true) throw new DomainError('CANCELLED', msg('detail.folder-too-slow'), { cause: error });
    throw error;
  } finally {
    await thread.terminate();
  }
}
