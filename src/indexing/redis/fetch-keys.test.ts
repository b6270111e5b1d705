import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { importClassKeys } from '../../backup/index.ts';
import { createClassKeys } from '../../backup/keybag/class-keys.ts';
import { KeyHandover, type KeyRequest } from '../../sessions/index.ts';
import { fetchKeys, ServerUnavailable } from './fetch-keys.ts';

const SECRET = 'a secret of the workers, long enough';
const KEYS = createClassKeys(new Map([[3, Buffer.alloc(32, 1)]]));

let close: (() => void) | null = null;
afterEach(() => close?.());

/** Starts a server that answers every request in the same way; returns its address. */
async function answering(answer: (request: KeyRequest) => { status: number; text: string }): Promise<string> {
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      const { status, text } = answer(JSON.parse(body) as KeyRequest);
      response.writeHead(status, { location: '/elsewhere' }).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  close = () => server.close();
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const ask = (server: string) => fetchKeys(SECRET, { server, job: 'run-1_0', run: 'run-1' });

describe('fetching keys from a server', () => {
  it('returns the keys that the server sealed', async () => {
    const handover = new KeyHandover(SECRET);
    handover.hold('run-1', importClassKeys(KEYS.export()));
    const server = await answering((request) => ({ status: 200, text: JSON.stringify(handover.answer(request)) }));
    handover.announce(server);
    expect(await ask(server)).toEqual(Buffer.from(KEYS.export()));
  });

  it.each([
    [423, '{"code":"BACKUP_LOCKED"}', 'BACKUP_LOCKED'],
    [403, '{"code":"FORBIDDEN"}', 'FORBIDDEN'],
    [404, 'no such page', 'FORBIDDEN'],
    [200, 'another program', 'FORBIDDEN'],
    [200, '{"publicKey":"AAAA","sealed":"AAAA"}', 'FORBIDDEN'],
    [200, `{"publicKey":"${'A'.repeat(43)}","sealed":"${'A'.repeat(200)}"}`, 'FORBIDDEN'],
  ])('fails with a code on the response %i %s', async (status, text, code) => {
    const server = await answering(() => ({ status, text }));
    await expect(ask(server)).rejects.toMatchObject({ code });
  });

  it.each([
    [500, ''],
    [429, '{"code":"TOO_MANY_REQUESTS"}'],
    [302, ''],
    [200, ' '.repeat(20_000)],
  ])('can be retried after the response %i', async (status, text) => {
    const server = await answering(() => ({ status, text }));
    await expect(ask(server)).rejects.toBeInstanceOf(ServerUnavailable);
  });

  it('can be retried if no server is listening', async () => {
    await expect(ask('http://127.0.0.1:1')).rejects.toBeInstanceOf(ServerUnavailable);
  });
});
