import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { startCli } from '../../support/run-cli.ts';
import type { Workspace } from '../../support/workspace.ts';

/** The API token that served applications of these tests have. */
export const API_TOKEN = 'promise-token-4f1d7c2ab83e6095';

type Json = Record<string, unknown>;

/** `apple-juicer serve` as a process of its own, asked over HTTP. */
export interface Served {
  readonly url: string;
  readonly process: ChildProcessWithoutNullStreams;
  /** Everything it printed. */
  printed(): string;
  ask(path: string, options?: Question): Promise<Response>;
  /** The answer as JSON. @throws Error when it is not a success */
  json<T = Json>(path: string, options?: Question): Promise<T>;
  /** Every item of a list, page by page. */
  all<T = Json>(path: string, options?: Question): Promise<T[]>;
  /** Unlocks; gives the session token. */
  unlock(id: string, password: string | null): Promise<string>;
  /** Indexes to the end; gives the state in which it ended. */
  index(id: string, session: string): Promise<string>;
  /** Ends it with a signal and waits until it is gone. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** What to send with a request. */
export interface Question {
  readonly method?: string;
  readonly body?: unknown;
  readonly session?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Starts the server and waits until it listens. `wrap` goes before the command. */
export async function serve(workspace: Workspace, wrap: readonly string[] = []): Promise<Served> {
  const withToken = { ...workspace, environment: { ...workspace.environment, APPLE_JUICER_API__TOKEN: API_TOKEN } };
  const child = startCli(withToken, ['serve', '--json'], wrap);
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let printed = '';
  const { url } = await new Promise<{ url: string }>((resolve, reject) => {
    const listen = (text: string): void => {
      printed += text;
      const announced = /^\{\n[^]*?^\}$/m.exec(printed);
      if (announced !== null) resolve(JSON.parse(announced[0]) as { url: string });
    };
    child.stdout.setEncoding('utf8').on('data', listen);
    child.stderr.setEncoding('utf8').on('data', listen);
    void gone.then(() => reject(new Error(`the server ended: ${printed}`)));
  });
  const ask: Served['ask'] = (path, { method = 'GET', body, session, headers, signal } = {}) =>
    fetch(url + path, {
      method,
      headers: {
        'x-api-token': API_TOKEN,
        ...(session === undefined ? {} : { 'x-backup-session': session }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
  const json: Served['json'] = async <T>(path: string, options?: Question) => {
    const response = await ask(path, options);
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
    return JSON.parse(text) as T;
  };
  return {
    url,
    process: child,
    printed: () => printed,
    ask,
    json,
    async all<T>(path: string, options?: Question) {
      const items: T[] = [];
      const pages = `${path}${path.includes('?') ? '&' : '?'}limit=100`;
      for (let next: string | null = ''; next !== null; ) {
        const place: string = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`;
        const page = await json<{ items: T[]; next: string | null }>(pages + place, options);
        items.push(...page.items);
        next = page.next;
      }
      return items;
    },
    async unlock(id, password) {
      const body = password === null ? {} : { password };
      return (await json<{ session: string }>(`/backups/${id}/unlock`, { method: 'POST', body })).session;
    },
    async index(id, session) {
      await json(`/backups/${id}/index`, { method: 'POST', session });
      const events = await (await ask(`/backups/${id}/index/events`)).text();
      const last = events.trimEnd().split('\n\n').at(-1)?.split('\ndata: ')[1] ?? '{}';
      return (JSON.parse(last) as { state: string }).state;
    },
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      await gone;
    },
  };
}
