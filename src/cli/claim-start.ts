import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { loginUrlOfRunningServer } from '../api/running-server.ts';
import type { Settings } from '../settings.ts';
import { dataFolder } from '../storage/dsn.ts';
import { type Release, tryLock } from './start-lock.ts';

/** Time for another process to start, in milliseconds. */
const WAIT_MS = 30_000;
const PAUSE_MS = 100;

/** Either the server that runs, or the right to start one. */
export type Claim = { readonly loginUrl: string } | { readonly loginUrl: null; readonly release: Release };

/**
 * Finds the server that uses the same data, or claims the right to start it until `release` is called. If two start at
 * the same time, as after a nervous double click, the second waits for the first and finds its server.
 */
export async function claimStart(settings: Settings): Promise<Claim> {
  const path = join(dataFolder(settings.postgres.dsn), 'start.lock');
  const deadline = Date.now() + WAIT_MS;
  for (;;) {
    const running = await loginUrlOfRunningServer(settings);
    if (running !== null) return { loginUrl: running };
    const release = tryLock(path);
    if (release !== null) {
      // It may have become ready since the question.
      const loginUrl = await loginUrlOfRunningServer(settings);
      if (loginUrl === null) return { loginUrl, release };
      release();
      return { loginUrl };
    }
    if (Date.now() > deadline) return { loginUrl: null, release: () => {} };
    await setTimeout(PAUSE_MS);
  }
}
