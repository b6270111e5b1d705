import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ApiClient, apiClient } from '../../support/api-client.ts';
import { startCli } from '../../support/run-cli.ts';
import type { Workspace } from '../../support/workspace.ts';

/** API token of applications in these tests. */
export const API_TOKEN = 'promise-token-4f1d7c2ab83e6095';

/** `apple-juicer serve` as a child process, accessed over HTTP. */
export interface Served extends ApiClient {
  readonly url: string;
  readonly process: ChildProcessWithoutNullStreams;
  /** Its output so far. */
  printed(): string;
  /** Unlocks and returns the session token. Waits if asked to, as after a wrong password. */
  unlock(id: string, password: string | null): Promise<string>;
  /** Indexes to the end and returns the final state. */
  index(id: string, session: string): Promise<string>;
  /** Sends a signal and waits for the end. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** Starts the server and waits until it listens. `wrap` is a command prefix. */
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
  const client = apiClient(url, API_TOKEN);
  return {
    url,
    process: child,
    printed: () => printed,
    ...client,
    async unlock(id, password) {
      const body = password === null ? {} : { password };
      for (;;) {
        const answer = await client.ask(`/backups/${id}/unlock`, { method: 'POST', body });
        if (answer.ok) return ((await answer.json()) as { session: string }).session;
        const wait = Number(answer.headers.get('retry-after') ?? 'NaN');
        if (Number.isNaN(wait)) throw new Error(`unlocking: ${answer.status} ${await answer.text()}`);
        await sleep(wait * 1000);
      }
    },
    async index(id, session) {
      await client.json(`/backups/${id}/index`, { method: 'POST', session });
      const events = await (await client.ask(`/backups/${id}/index/events`)).text();
      const last = events.trimEnd().split('\n\n').at(-1)?.split('\ndata: ')[1] ?? '{}';
      return (JSON.parse(last) as { state: string }).state;
    },
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      await gone;
    },
  };
}
