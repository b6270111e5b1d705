import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { answerBrokenRequest } from './broken-request.ts';

let server: Server;

beforeAll(async () => {
  server = createServer({ requestTimeout: 100, headersTimeout: 100, connectionsCheckingInterval: 20 });
  server.on('clientError', answerBrokenRequest);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => server.close());

/** Everything that comes back on a connection until the server ends it. */
async function answerTo(sent: string): Promise<string> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  await once(socket, 'connect');
  if (sent !== '') socket.write(sent);
  return text(socket);
}

it('closes a connection on which nothing was asked without an answer', async () => {
  expect(await answerTo('')).toBe('');
});

it.each([
  ['does not end in time', 'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n'],
  ['is not HTTP', 'nonsense\r\n\r\n'],
])('says what is wrong with a request that %s', async (_what, sent) => {
  const answer = await answerTo(sent);
  expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toMatchObject({ code: 'BAD_REQUEST' });
});
