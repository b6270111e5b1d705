import { BrowserLogins, buildServer, createLogger } from '../../../src/api/index.ts';
import { openTestApp, type TestApp } from './test-app.ts';

/** A test server on a real port, with a client. */
export interface TestServer extends TestApp {
  readonly url: string;
  readonly browsers: BrowserLogins;
  /** The complete log. */
  log(): string;
  /** GET with the API token. */
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  /** POST of JSON with the API token. */
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  /** Unlocks a backup and returns the session token. */
  unlock(id: string, password: string): Promise<string>;
  /** Ends event streams and stops listening. Does not close the app. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

/** The API token of test servers. */
export const TOKEN = 'test-token-0123456789abcdef';

/** Serves the backups at `paths` on a free port. */
export async function startTestServer(
  paths: readonly string[],
  env: NodeJS.ProcessEnv = {},
  options: { readonly pageFolder?: string } = {},
): Promise<TestServer> {
  const testApp = await openTestApp(paths, env);
  const browsers = new BrowserLogins();
  let logged = '';
  const logger = createLogger('trace', { write: (line) => void (logged += line) });
  const server = await buildServer(testApp.app, { ...options, token: TOKEN, browsers, logger });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  const get: TestServer['get'] = (path, headers = {}) =>
    fetch(url + path, { headers: { 'x-api-token': TOKEN, ...headers }, redirect: 'manual' });
  const post: TestServer['post'] = (path, body, headers = {}) =>
    fetch(url + path, {
      method: 'POST',
      headers: {
        'x-api-token': TOKEN,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return {
    ...testApp,
    url,
    browsers,
    log: () => logged,
    get,
    post,
    unlock: async (id, password) => {
      const response = await post(`/backups/${id}/unlock`, { password });
      return ((await response.json()) as { session: string }).session;
    },
    stop: () => server.close(),
    close: async () => {
      await server.close();
      await testApp.app.close();
    },
  };
}
