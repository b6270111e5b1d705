import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { Listener } from './listener.ts';

/** Asks without connections that are kept, and returns the text. */
async function ask(url: string): Promise<string> {
  const [response] = (await once(get(url, { agent: false }), 'response')) as [IncomingMessage];
  return (await response.setEncoding('utf8').toArray()).join('');
}

function urlOf({ server }: Listener, host = '127.0.0.1'): string {
  return `http://${host}:${(server.address() as AddressInfo).port}`;
}

describe('a server that listens before it can answer', () => {
  it('lets requests wait, answers those whose sender is still there, and runs hooks of listening', async () => {
    const listener = await Listener.open({ host: '127.0.0.1', port: 0 });
    const answered: string[] = [];
    const first = ask(`${urlOf(listener)}/first`);
    const gone = get(`${urlOf(listener)}/gone`, { agent: false });
    gone.on('error', () => {});
    await once(gone, 'finish');
    await sleep(50);
    gone.destroy();
    const second = ask(`${urlOf(listener)}/second`);
    await sleep(50);

    let hasListened = false;
    const server = fastify({ serverFactory: (answer) => listener.serve(answer) });
    server.addHook('onListen', async () => {
      hasListened = true;
    });
    server.get('/:name', async ({ params }) => {
      answered.push((params as { name: string }).name);
      return 'answer';
    });
    await server.ready();
    await sleep(50);
    expect(answered).toEqual([]);
    await server.listen({ host: '127.0.0.1', port: 0 });
    expect(await Promise.all([first, second, ask(`${urlOf(listener)}/third`)])).toEqual(['answer', 'answer', 'answer']);
    expect(answered).toEqual(['first', 'second', 'third']);
    expect(hasListened).toBe(true);

    const url = urlOf(listener);
    await server.close();
    await expect(ask(url)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('refuses a port that is taken, and ends waiting requests when nobody serves them', async () => {
    const listener = await Listener.open({ host: '127.0.0.1', port: 0 });
    const { port } = listener.server.address() as AddressInfo;
    await expect(Listener.open({ host: '127.0.0.1', port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    const waiting = ask(urlOf(listener));
    const refused = expect(waiting).rejects.toMatchObject({ code: 'ECONNRESET' });
    await sleep(50);
    await listener.close();
    await refused;
  });

  it('closes although connections never send a whole request', async () => {
    const listener = await Listener.open({ host: 'localhost', port: 0 });
    const server = fastify({ serverFactory: (answer) => listener.serve(answer) });
    await server.listen({ host: 'localhost', port: 0 });
    const { address, port } = listener.server.address() as AddressInfo;
    const slow = connect(port, address);
    const ended = once(slow, 'close');
    slow.on('error', () => {});
    slow.write('GET / HTTP/1.1\r\nHost: ');
    await sleep(50);
    listener.endConnectionsAfter(200);
    await Promise.all([server.close(), ended]);
  });

  it('listens on every address of localhost', async () => {
    const listener = await Listener.open({ host: 'localhost', port: 0 });
    const { address } = listener.server.address() as AddressInfo;
    const other = address === '::1' ? '127.0.0.1' : '[::1]';
    listener.serve((_request, response) => void response.end('answer'));
    listener.server.listen();
    expect(await ask(urlOf(listener, address.includes(':') ? `[${address}]` : address))).toBe('answer');
    // Machines without IPv6 have one only.
    expect(await ask(urlOf(listener, other)).catch((error: NodeJS.ErrnoException) => error.code)).toMatch(
      /^(?:answer|ECONNREFUSED|EADDRNOTAVAIL|EAFNOSUPPORT)$/,
    );
    await listener.close();
  });
});
