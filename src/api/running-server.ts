import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Settings } from '../settings.ts';
import { dataFolder } from '../storage/dsn.ts';
import { existingApiToken } from './auth/api-token.ts';
import { isProof, PROOF_PATH, randomText } from './auth/server-proof.ts';

const NoticeSchema = z.object({
  url: z.url({ protocol: /^http$/ }),
  pid: z.number().int().positive(),
  proofSecret: z.string().min(1),
});

type Notice = z.infer<typeof NoticeSchema>;

/** Time for an answer of a running server, in milliseconds: one that has just started loads the API first. */
const WAIT_MS = 20_000;

/**
 * Writes the address of this server to `server.json` beside the database, with a secret of this start. By the secret the
 * server proves what it is before {@link askRunningServer} sends the API token: after a crash, another program may have
 * got its port, and its process id. Returns a function that removes the file.
 */
export async function announceServer(
  settings: Settings,
  server: Pick<Notice, 'url' | 'proofSecret'>,
): Promise<() => Promise<void>> {
  const path = noticePath(settings);
  // Without it, `open` does not find this server, which is no reason not to serve.
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    // A new file, because the mode is that of new files only.
    .then(() => rm(path, { force: true }))
    .then(() => writeFile(path, JSON.stringify({ ...server, pid: process.pid }), { mode: 0o600 }))
    .catch(() => {});
  return async () => {
    if ((await readNotice(path))?.proofSecret === server.proofSecret) await rm(path, { force: true });
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
  if (notice === null || token === null || !isRunning(notice.pid) || !(await hasProof(notice))) return null;
  const response = await fetch(notice.url + path, {
    method,
    headers: { 'x-api-token': token },
    redirect: 'error',
    signal: AbortSignal.timeout(WAIT_MS),
  });
  return { url: notice.url, response };
}

/** True if the server that answers knows the secret of `server.json`. @throws whatever `fetch` throws */
async function hasProof({ url, proofSecret }: Notice): Promise<boolean> {
  const nonce = randomText();
  const response = await fetch(`${url}${PROOF_PATH}?nonce=${nonce}`, {
    redirect: 'error',
    signal: AbortSignal.timeout(WAIT_MS),
  });
  const answer = z.object({ proof: z.string() }).safeParse(await response.json().catch(() => null));
  return answer.success && isProof(answer.data.proof, proofSecret, nonce);
}

function noticePath({ postgres }: Settings): string {
  return join(dataFolder(postgres.dsn), 'server.json');
}

async function readNotice(path: string): Promise<Notice | null> {
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
