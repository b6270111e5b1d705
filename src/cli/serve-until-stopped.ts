import { once } from 'node:events';
import { createLogger, startServer } from '../api/index.ts';
import type { App } from '../app.ts';

/** Where the server is, and a link that logs one browser in. */
export interface Served {
  readonly url: string;
  /** Works once, within ten minutes. */
  readonly loginUrl: string;
  /** Where the API token is kept; null when it comes from the settings. */
  readonly tokenPath: string | null;
}

/** Serves the app until Ctrl-C or SIGTERM; logs go to stderr. @throws CONFLICT (the port is taken), BAD_SETTINGS */
export async function serveUntilStopped(app: App, announce: (served: Served) => Promise<void>): Promise<void> {
  const running = await startServer(app, { logger: createLogger(app.settings.log.level, process.stderr) });
  const stopped = new AbortController();
  const { signal } = stopped;
  const stop = Promise.race(['SIGINT', 'SIGTERM'].map((name) => once(process, name, { signal })));
  // The other signal's wait ends by being aborted.
  stop.catch(() => {});
  try {
    await announce({ url: running.url, tokenPath: running.tokenPath, loginUrl: running.createLoginUrl() });
    await stop;
  } finally {
    stopped.abort();
    await running.close();
  }
}
