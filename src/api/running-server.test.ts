import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fullOnly } from '../../test/support/depth.ts';
import { readSettings, type Settings } from '../settings.ts';
import { proofOf } from './auth/server-proof.ts';
import { announceServer, askRunningServer, loginUrlOfRunningServer } from './running-server.ts';

/** Longer than a slow machine takes to load the API. */
const LATE_MS = 6000;

const SECRET = 'secret of this start';
const TOKEN = 'a token of many letters';

let folder = '';
let settings: Settings;
const closings: (() => void)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aj-running-'));
  settings = readSettings(
    { APPLE_JUICER_POSTGRES__DSN: `sqlite:///${join(folder, 'a.db')}`, APPLE_JUICER_API__TOKEN: TOKEN },
    join(folder, '.env'),
  );
});

afterEach(async () => {
  for (const close of closings.splice(0)) close();
  await rm(folder, { recursive: true });
});

/** Serves on a free port; returns its URL. */
async function listen(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  closings.push(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const nonceOf = ({ url = '' }: IncomingMessage): string => new URL(url, 'http://x').searchParams.get('nonce') ?? '';

/** Answers like a server with the secret. */
function answerWith(secret: string, request: IncomingMessage, response: ServerResponse): void {
  if (request.url?.startsWith('/auth/proof') !== true) response.writeHead(201).end('{"path":"/auth/login?code=x"}');
  else response.end(JSON.stringify({ proof: proofOf(secret, nonceOf(request)) }));
}

it('waits for a server that listens and does not answer yet', fullOnly, async () => {
  const url = await listen((...request) => void setTimeout(() => answerWith(SECRET, ...request), LATE_MS));
  const withdraw = await announceServer(settings, { url, proofSecret: SECRET });
  expect(await loginUrlOfRunningServer(settings)).toBe(`${url}/auth/login?code=x`);
  await withdraw();
  expect(await loginUrlOfRunningServer(settings)).toBeNull();
});

it('sends the token to a server that knows the secret of this start, and its file is private', async () => {
  const seen: unknown[] = [];
  const url = await listen((request, response) => {
    seen.push([request.url?.split('?')[0], request.headers['x-api-token']]);
    answerWith(SECRET, request, response);
  });
  await writeFile(join(folder, 'server.json'), '{}', { mode: 0o644 });
  await announceServer(settings, { url, proofSecret: SECRET });
  expect(await loginUrlOfRunningServer(settings)).toBe(`${url}/auth/login?code=x`);
  expect(seen).toEqual([
    ['/auth/proof', undefined],
    ['/auth/code', TOKEN],
  ]);
  if (process.platform !== 'win32') expect((await stat(join(folder, 'server.json'))).mode & 0o077).toBe(0);
});

it('sends no token to another program that has got port and process id of a server that crashed', async () => {
  const seen: unknown[] = [];
  const answers: ((request: IncomingMessage, response: ServerResponse) => void)[] = [
    (request, response) => answerWith('another secret', request, response),
    (_request, response) => response.writeHead(201).end('{"path":"/auth/login?code=x"}'),
    (_request, response) => response.writeHead(404).end('not found'),
    // Repeats what it is asked.
    (request, response) => response.end(JSON.stringify({ proof: nonceOf(request) })),
    (_request, response) => response.end('null'),
  ];
  const url = await listen((request, response) => {
    seen.push(request.headers['x-api-token']);
    answers[seen.length - 1]?.(request, response);
  });
  // The id of this process, which runs.
  await announceServer(settings, { url, proofSecret: SECRET });
  for (const _ of answers) expect(await askRunningServer(settings, 'GET', '/auth/browsers')).toBeNull();
  expect(seen).toEqual(answers.map(() => undefined));
});

it('sends no token where a redirect leads', async () => {
  const seen: unknown[] = [];
  const other = await listen((request, response) => {
    seen.push(request.headers['x-api-token']);
    answerWith(SECRET, request, response);
  });
  const url = await listen((request, response) =>
    request.url?.startsWith('/auth/proof') === true
      ? answerWith(SECRET, request, response)
      : response.writeHead(307, { location: `${other}${request.url}` }).end(),
  );
  await announceServer(settings, { url, proofSecret: SECRET });
  expect(await loginUrlOfRunningServer(settings)).toBeNull();
  expect(seen).toEqual([]);
});

it('leaves the file of a server that was started later', async () => {
  const withdraw = await announceServer(settings, { url: 'http://127.0.0.1:1', proofSecret: 'the first' });
  await announceServer(settings, { url: 'http://127.0.0.1:2', proofSecret: 'the second' });
  await withdraw();
  expect(await readFile(join(folder, 'server.json'), 'utf8')).toContain('the second');
});
