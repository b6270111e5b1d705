import { createLogger, startServer } from '../api/index.ts';
import type { App } from '../app.ts';
import { untilStopSignal } from './stop-signals.ts';

/** URL of the server and a login link. */
export interface Served {
  readonly url: string;
  /** Valid once within ten minutes. */
  readonly loginUrl: string;
  /** File with the API token; null if it comes from the settings. */
  readonly tokenPath: string | null;
}

/** Serves the app until a stop signal; logs go to stderr. @throws CONFLICT (the port is in use), BAD_SETTINGS */
export async function serveUntilStopped(app: App, announce: (served: Served) => Promise<void>): Promise<void> {
  // Before the start, so that a signal during it ends the server as cleanly.
  await untilStopSignal(async (stopped) => {
    const running = await startServer(app, { logger: createLogger(app.settings.log.level, process.stderr) });
    try {
      await announce({ url: running.url, tokenPath: running.tokenPath, loginUrl: running.createLoginUrl() });
      await stopped;
    } finally {
      await running.close();
    }
  });
}
