import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { App } from '../app.ts';
import { plain } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';
import { ensureApiToken } from './auth/api-token.ts';
import { BrowserLogins, type OpenedBackup } from './auth/browser-logins.ts';
import { loginPath } from './auth/login-path.ts';
import { randomText } from './auth/server-proof.ts';
import { Listener } from './listener.ts';
import { announceServer } from './running-server.ts';
import { serverUrl } from './server-url.ts';

/** Options of a server. */
interface StartOptions {
  /** Default: standard output with the level of the settings. */
  readonly logger?: Logger;
  readonly pageFolder?: string;
}

/** A server that listens; requests wait until it is served. */
export interface ListeningServer {
  /** `http://127.0.0.1:8080` */
  readonly url: string;
  readonly token: string;
  /** File with the token; null if it comes from the settings. */
  readonly tokenPath: string | null;
  /** Creates a login link, valid once within ten minutes; the browser gets the backups that are `opened`. */
  createLoginUrl(opened?: readonly OpenedBackup[]): string;
  /** Loads the API and answers requests as soon as `prepared` is resolved. If it is rejected, the server is closed. */
  serve(options?: StartOptions & { readonly prepared?: Promise<unknown> }): Promise<RunningServer>;
  /** Closes a server that was never served. */
  close(): Promise<void>;
}

/** Time for requests that have begun when a server is closed, in milliseconds: systemd and Docker wait for 10 s at least. */
const CLOSE_MS = 3000;

/** A server that answers requests. */
export interface RunningServer extends Pick<ListeningServer, 'url' | 'token' | 'tokenPath' | 'createLoginUrl'> {
  readonly server: FastifyInstance;
  /** Ends event streams and downloads and stops listening. Does not close the app. */
  close(): Promise<void>;
}

/**
 * Listens on the address of the settings, with the token of the settings or of the `api-token` file.
 * @throws BAD_SETTINGS, CONFLICT (the port is in use), FORBIDDEN (no permission for the port)
 */
export async function listen(app: App): Promise<ListeningServer> {
  const { token, path: tokenPath } = await ensureApiToken(app.settings);
  const browsers = new BrowserLogins();
  const { host, port } = app.settings.api;
  const listener = await Listener.open({ host, port }).catch((error: unknown) => {
    throw listenError(error, port);
  });
  const url = serverUrl(listener);
  const proofSecret = randomText();
  const withdraw = await announceServer(app.settings, { url, proofSecret });
  const facts = {
    url,
    token,
    tokenPath,
    createLoginUrl: (opened?: readonly OpenedBackup[]) => url + loginPath(browsers.createCode(opened).code),
  };
  const close = async (): Promise<void> => {
    await withdraw();
    await listener.close();
  };
  return {
    ...facts,
    close,
    async serve({ prepared, ...options } = {}) {
      let server: FastifyInstance | null = null;
      try {
        const { buildServer } = await import('./server.ts');
        server = await buildServer(app, { ...options, token, tokenPath, proofSecret, browsers, listener });
        await prepared;
        await server.listen({ host, port });
      } catch (error) {
        await server?.close();
        await close();
        throw error;
      }
      const served = server;
      return {
        ...facts,
        server: served,
        async close() {
          await withdraw();
          listener.endConnectionsAfter(CLOSE_MS);
          await served.close();
        },
      };
    },
  };
}

/**
 * Listens and answers.
 * @throws BAD_SETTINGS, CONFLICT (the port is in use), FORBIDDEN (no permission for the port)
 */
export async function startServer(app: App, options: StartOptions = {}): Promise<RunningServer> {
  return (await listen(app)).serve(options);
}

/** Codes for an address that is not one of this machine, cannot be resolved, or lacks its interface (`fe80::1`) or IPv6. */
const NO_ADDRESS: ReadonlySet<string> = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'ENOTFOUND', 'EAI_AGAIN', 'EINVAL']);

function listenError(error: unknown, port: number): unknown {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') {
    return new DomainError('CONFLICT', plain(`Port ${port} is taken: is Apple Juicer running already?`), {
      cause: error,
    });
  }
  if (code === 'EACCES') {
    return new DomainError('FORBIDDEN', plain(`This user may not listen at port ${port}.`), { cause: error });
  }
  if (NO_ADDRESS.has(code)) {
    return new DomainError('BAD_SETTINGS', plain('APPLE_JUICER_API__HOST is no address of this machine.'), {
      cause: error,
    });
  }
  return error;
}
