import type { OpenedBackup } from '../api/auth/browser-logins.ts';
import { type ListeningServer, listen, type RunningServer } from '../api/start.ts';
import type { App } from '../app.ts';
import { untilStopSignal } from './stop-signals.ts';
import { warmNewest } from './warm-newest.ts';

/** URL of the server and a login link. */
export interface Served {
  readonly url: string;
  /** Valid once within ten minutes. */
  readonly loginUrl: string;
  /** File with the API token; null if it comes from the settings. */
  readonly tokenPath: string | null;
}

/**
 * Serves the app until a stop signal; logs go to stderr. `announce` is called when the server listens: requests wait until
 * the backups were looked for and the API is loaded. The login link gives the backups that are `opened` to the browser.
 * @throws CONFLICT (the port is in use), BAD_SETTINGS
 */
export async function serveUntilStopped(
  app: App,
  announce: (served: Served) => Promise<void>,
  opened: readonly OpenedBackup[] = [],
): Promise<void> {
  // Before the start, so that a signal during it ends the server as cleanly.
  await untilStopSignal(async (stopped) => {
    const listening = await listen(app);
    const { url, tokenPath } = listening;
    try {
      await announce({ url, tokenPath, loginUrl: listening.createLoginUrl(opened) });
    } catch (error) {
      await listening.close();
      throw error;
    }
    const running = await serve(app, listening);
    try {
      void warmNewest(app);
      await stopped;
    } finally {
      await running.close();
    }
  });
}

async function serve(app: App, listening: ListeningServer): Promise<RunningServer> {
  const prepared = app.catalog.refresh();
  // Reported by serving, which waits for it last.
  prepared.catch(() => {});
  const { createLogger } = await import('../api/logging.ts');
  return listening.serve({ logger: createLogger(app.settings.log.level, process.stderr), prepared });
}
