import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Time limit for receiving a request, so that slow clients do not hold connections. */
export const REQUEST_TIMEOUT_MS = 30_000;

/** Time that an unused connection is kept, as Fastify does. */
const KEEP_ALIVE_MS = 72_000;

/** The address on which to listen. */
interface Address {
  readonly host: string;
  readonly port: number;
}

/**
 * An HTTP server that listens before the API is loaded, which takes longer than everything else of a start. Requests wait
 * until the API is ready, and are then answered in their order.
 */
export class Listener {
  readonly server: Server;
  /** With those on other addresses of a name. */
  readonly #servers: Server[] = [];
  #answer: RequestListener | null = null;
  readonly #waiting: Parameters<RequestListener>[] = [];

  private constructor() {
    this.server = createListening((...request) => {
      if (this.#answer === null) this.#waiting.push(request);
      else this.#answer(...request);
    });
    this.#servers.push(this.server);
  }

  /** Listens on an address; on all addresses of `localhost`. @throws the error of `listen` */
  static async open({ host, port }: Address): Promise<Listener> {
    const listener = new Listener();
    const { server } = listener;
    await listening(server, { host, port });
    if (host === 'localhost') listener.#servers.push(...(await listenOnOthers(server, host)));
    return listener;
  }

  /**
   * The server for Fastify's `serverFactory`. What Fastify calls to listen, when it is ready, makes it answer: the server
   * listens already.
   */
  serve(answer: RequestListener): Server {
    const { server } = this;
    server.listen = () => {
      this.#answer = answer;
      for (const [request, response] of this.#waiting.splice(0)) if (!response.destroyed) answer(request, response);
      process.nextTick(() => server.emit('listening'));
      return server;
    };
    return server;
  }

  /**
   * Ends the connections that are still open after a time in milliseconds. A server that closes no longer looks for those
   * whose request takes too long, and waits for them.
   */
  endConnectionsAfter(ms: number): void {
    setTimeout(() => this.#endConnections(), ms).unref();
  }

  /** Stops listening and ends all connections, for a server whose API was not loaded. */
  async close(): Promise<void> {
    this.server.close();
    this.#endConnections();
    await once(this.server, 'close');
  }

  #endConnections(): void {
    for (const server of this.#servers) server.closeAllConnections();
  }
}

function createListening(answer: RequestListener): Server {
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS, keepAliveTimeout: KEEP_ALIVE_MS }, answer);
  server.setTimeout(0);
  return server;
}

async function listening(server: Server, address: Address): Promise<void> {
  server.listen(address);
  await once(server, 'listening');
}

/** A name has an address of IPv4 and one of IPv6, and browsers take either. */
async function listenOnOthers(main: Server, host: string): Promise<Server[]> {
  const { address, port } = main.address() as AddressInfo;
  const others: Server[] = [];
  for (const other of await lookup(host, { all: true })) {
    if (other.address === address) continue;
    const server = createListening((...request) => void main.emit('request', ...request));
    server.on('clientError', (...failure) => main.emit('clientError', ...failure) || failure[1].destroy());
    main.on('close', () => server.close());
    // The system may have no such network.
    await listening(server, { host: other.address, port }).catch(() => server.close());
    others.push(server);
  }
  return others;
}
