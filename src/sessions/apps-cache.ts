import { folderStamp } from '../backup/index.ts';
import type { AppInfo } from '../backup/types.ts';
import { DomainError } from '../model/errors.ts';
import { ThreadClient } from './thread-client.ts';
import type { ThreadOptions } from './thread-protocol.ts';

/** Number of backups whose apps stay cached. The icons of one phone take a few megabytes. */
const MAX_BACKUPS = 4;

interface CachedApps {
  readonly stamp: string;
  readonly apps: Promise<readonly AppInfo[]>;
}

/**
 * Lists the apps of backups in a short-lived thread, because parsing Info.plist can take a second, and caches the
 * result.
 */
export class AppsCache {
  readonly #tempPath: string | null;
  /** By path, least recently used first. */
  readonly #cached = new Map<string, CachedApps>();

  constructor(tempPath: string | null) {
    this.#tempPath = tempPath;
  }

  /** @throws whatever inspecting a backup throws */
  async read(path: string): Promise<readonly AppInfo[]> {
    const stamp = await folderStamp(path);
    const known = this.#cached.get(path);
    const current = known?.stamp === stamp ? known : { stamp, apps: readInThread({ path, tempPath: this.#tempPath }) };
    this.#cached.delete(path);
    this.#cached.set(path, current);
    for (const oldest of this.#cached.keys()) {
      if (this.#cached.size <= MAX_BACKUPS) break;
      this.#cached.delete(oldest);
    }
    try {
      return await current.apps;
    } catch (error) {
      if (this.#cached.get(path) === current) this.#cached.delete(path);
      throw error;
    }
  }
}

async function readInThread(options: ThreadOptions): Promise<readonly AppInfo[]> {
  const thread = new ThreadClient(options);
  try {
    return await thread.call('apps');
  } finally {
    await thread.close(new DomainError('CANCELLED'));
  }
}
