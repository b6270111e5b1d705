import { inject } from 'vitest';
import { createLogger, type RunningServer, startServer } from '../../../src/api/index.ts';
import type { App } from '../../../src/app.ts';
import { openApp } from '../../../src/main.ts';
import { makeWorkspace, type Workspace } from '../../support/workspace.ts';

/** The whole app on a real port, serving the page as built from the sources of now. */
export interface WebApp {
  readonly app: App;
  readonly workspace: Workspace;
  readonly url: string;
  readonly token: string;
  /** A link that logs one browser in. */
  loginUrl(): string;
  /** What browsers reported that the page's policy kept them from: must stay empty. */
  violations(): readonly string[];
  /** Stops listening, as a server that was ended; `resume` starts another one at the same address. */
  stop(): Promise<void>;
  resume(): Promise<void>;
  close(): Promise<void>;
}

/** Starts the app over the backups that `write` puts into a folder; finds them, indexes nothing. */
export async function startWebApp(write: (backups: string) => Promise<unknown>): Promise<WebApp> {
  const workspace = await makeWorkspace();
  await write(workspace.backups);
  const app = await openApp(workspace.settings);
  await app.catalog.refresh();
  const violations: string[] = [];
  const logger = createLogger('warn', {
    write: (line) => {
      if (line.includes('"violation"')) violations.push(line.trim());
    },
  });
  const listen = (port: number): Promise<RunningServer> => {
    app.settings.api.port = port;
    return startServer(app, { logger, pageFolder: inject('pageFolder') });
  };
  let server = await listen(0);
  const { url, token } = server;
  return {
    app,
    workspace,
    url,
    token,
    loginUrl: () => server.createLoginUrl(),
    violations: () => violations,
    stop: () => server.close(),
    resume: async () => {
      server = await listen(Number(new URL(url).port));
    },
    close: async () => {
      await server.close();
      await app.close();
      await workspace.remove();
    },
  };
}
