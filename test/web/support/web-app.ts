import { rmSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { inject } from 'vitest';
import { createLogger, type RunningServer, startServer } from '../../../src/api/index.ts';
import type { App } from '../../../src/app.ts';
import { openApp } from '../../../src/main.ts';
import { sqliteFile } from '../../../src/storage/dsn.ts';
import { indexedDemo } from '../../support/indexed-demo.ts';
import { textOf } from '../../support/run-shelf.ts';
import { makeWorkspace, type Workspace } from '../../support/workspace.ts';
import type { DemoSpec } from '../../synthetic/index.ts';

/** The whole app on a real port, with the page built from the current sources. */
export interface WebApp {
  readonly app: App;
  readonly workspace: Workspace;
  readonly url: string;
  readonly token: string;
  /** A one-time link that logs a browser in. */
  loginUrl(): string;
  /** Violations of the content security policy reported by browsers; must be empty. */
  violations(): readonly string[];
  /** Stops listening, like a stopped server; `resume` starts another one at the same URL. */
  stop(): Promise<void>;
  resume(): Promise<void>;
  close(): Promise<void>;
}

/** Starts the app with the backups that `write` puts into a folder. They are discovered but not indexed. */
export async function startWebApp(write: (backups: string) => Promise<unknown>): Promise<WebApp> {
  const workspace = await makeWorkspace();
  await write(workspace.backups);
  return serve(workspace);
}

/** Starts the app with a shared demo backup and a copy of its index. */
export async function startIndexedWebApp(demo: DemoSpec): Promise<WebApp> {
  const { backups, database } = await indexedDemo(demo);
  const workspace = await makeWorkspace({ BACKUP_PATHS__BASE_PATH: backups });
  const copy = sqliteFile(workspace.settings.postgres.dsn) ?? '';
  await mkdir(dirname(copy), { recursive: true, mode: 0o700 });
  await copyFile(database, copy);
  return serve(workspace);
}

const shared = new Map<string, Promise<WebApp>>();

/** The app with an indexed demo, shared by all suites of this process. It is stopped with the process. */
export function sharedWebApp(demo: DemoSpec): Promise<WebApp> {
  const key = textOf(demo);
  const known = shared.get(key);
  if (known !== undefined) return known;
  const started = startIndexedWebApp(demo);
  shared.set(key, started);
  void started.then(({ workspace }) => process.once('exit', () => rmSync(workspace.path, { recursive: true })));
  return started;
}

/** Starts the app in a workspace and discovers its backups. */
async function serve(workspace: Workspace): Promise<WebApp> {
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
