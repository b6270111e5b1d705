import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { App } from '../app.ts';
import { plain } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';
import { ensureApiToken } from './auth/api-token.ts';
import { BrowserLogins } from './auth/browser-logins.ts';
import { loginPath } from './routes/login.ts';
import { announceServer } from './running-server.ts';
import { buildServer } from './server.ts';
import { serverUrl } from './server-url.ts';

/** A listening server. */
export interface RunningServer {
  /** `http://127.0.0.1:8080` */
  readonly url: string;
  readonly token: string;
  /** File with the token; null if it comes from the settings. */
  readonly tokenPath: string | null;
  readonly server: FastifyInstance;
  /** Creates a login link, valid once within ten minutes. */
  createLoginUrl(): string;
  /** Ends event streams and downloads and stops listening. Does not close the app. */
  close(): Promise<void>;
}

/**
 * Serves an app on the address of its settings, with the token of its settings or its `api-token` file.
 * @throws BAD_SETTINGS, CONFLICT (the port is in use), FORBIDDEN (no permission for the port)
 */
export async function startServer(
  app: App,
  options: { logger?: Logger; pageFolder?: string } = {},
): Promise<RunningServer> {
  const { token, path: tokenPath } = await ensureApiToken(app.settings);
  const browsers = new BrowserLogins();
  const server = await buildServer(app, { ...options, token, tokenPath, browsers });
  const { host, port } = app.settings.api;
  try {
    await server.listen({ host, port });
  } catch (error) {
    await server.close();
    throw listenError(error, port);
  }
  const url = serverUrl(server);
  const withdraw = await announceServer(app.settings, url);
  return {
    url,
    token,
    tokenPath,
    server,
    createLoginUrl: () => url + loginPath(browsers.createCode().code),
    async close() {
      await withdraw();
      await server.close();
    },
  };
}

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
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new DomainError('BAD_SETTINGS', plain('APPLE_JUICER_API__HOST is no address of this machine.'), {
      cause: error,
    });
  }
  return error;
}
