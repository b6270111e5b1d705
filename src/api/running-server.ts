import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Settings } from '../settings.ts';
import { dataFolder } from '../storage/dsn.ts';
import { existingApiToken } from './auth/api-token.ts';

const NoticeSchema = z.object({ url: z.url({ protocol: /^http$/ }), pid: z.number().int().positive() });

/** Time for an answer of a running server, in milliseconds: one that has just started loads the API first. */
const WAIT_MS = 20_000;

/**
 * Writes the address of this server to `server.json` beside the database, so that {@link loginUrlOfRunningServer} sends the
 * API token to no other program on the same port. Returns a function that removes it.
 */
export async function announceServer(settings: Settings, url: string): Promise<() => Promise<void>> {
  const path = noticePath(settings);
  // Without it, `open` does not find this server, which is no reason not to serve.
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    .then(() => writeFile(path, JSON.stringify({ url, pid: process.pid }), { mode: 0o600 }))
    .catch(() => {});
  return async () => {
    if ((await readNotice(path))?.pid === process.pid) await rm(path, { force: true });
  };
}

/** A login link of the server that uses the same data; null if none runs. */
export async function loginUrlOfRunningServer(settings: Settings): Promise<string | null> {
  try {
    const asked = await askRunningServer(settings, 'POST', '/auth/code');
    if (asked?.response.status !== 201) return null;
    const { path } = z.object({ path: z.string().startsWith('/') }).parse(await asked.response.json());
    return asked.url + path;
  } catch {
    return null;
  }
}

/** Asks the server that uses the same data; null if none runs. @throws whatever `fetch` throws */
export async function askRunningServer(
  settings: Settings,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
): Promise<{ readonly url: string; readonly response: Response } | null> {
  const [notice, token] = await Promise.all([readNotice(noticePath(settings)), existingApiToken(settings)]);
  if (notice === null || token === null || !isRunning(notice.pid)) return null;
  const response = await fetch(notice.url + path, {
    method,
    headers: { 'x-api-token': token },
    signal: AbortSignal.timeout(WAIT_MS),
  });
  return { url: notice.url, response };
}

function noticePath({ postgres }: Settings): string {
  return join(dataFolder(postgres.dsn), 'server.json');
}

async function readNotice(path: string): Promise<z.infer<typeof NoticeSchema> | null> {
  try {
    return NoticeSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
