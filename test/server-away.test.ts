import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { afterEach, describe, expect, it } from 'vitest';
import { ERROR_TABLE } from '../src/model/errors.ts';
import { API_TOKEN, serve } from './promises/support/served.ts';
import { firstOnly } from './support/first-only.ts';
import { until } from './support/queue-bench.ts';
import { finished, startCli } from './support/run-cli.ts';
import { startPostgres } from './support/services/postgres.ts';
import { freePort } from './support/services/server-process.ts';
import { hasService, serviceUrl } from './support/services/shared.ts';
import { makeWorkspace, type Workspace } from './support/workspace.ts';

firstOnly();

const TIMEOUT_MS = 150_000;

const AWAY = 'No server is listening at the PostgreSQL address in the DSN.';

/** Commands that open the database, if their services are available. */
const COMMANDS = ['list', 'serve', ...(hasService('redis') ? ['worker'] : [])];

describe.skipIf(!hasService('postgres'))('while PostgreSQL is unavailable', { timeout: TIMEOUT_MS }, () => {
  const cleanUps: (() => unknown)[] = [];
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
  });

  async function workspaceFor(dsn: string, seconds: number): Promise<Workspace> {
    const queue = hasService('redis')
      ? { REDIS__URL: `${await serviceUrl('redis')}/7`, WORKER__SECRET: 'x'.repeat(32) }
      : {};
    const more = { POSTGRES__DSN: dsn, POSTGRES__WAIT_SECONDS: String(seconds), API__TOKEN: API_TOKEN };
    const workspace = await makeWorkspace({ ...queue, ...more });
    cleanUps.push(() => workspace.remove());
    return workspace;
  }

  async function awayServer(): ReturnType<typeof startPostgres> {
    const server = await startPostgres();
    cleanUps.push(() => server.stop());
    await server.halt();
    return server;
  }

  /** Starts a command and waits until it reports that it is waiting. */
  async function startWaiting(workspace: Workspace, command: string): Promise<ChildProcessWithoutNullStreams> {
    const child = startCli(workspace, [command]);
    cleanUps.push(() => child.kill('SIGKILL'));
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await until('it says that it waits', () => said.includes('Waiting for it.'));
    return child;
  }

  it.each(COMMANDS)('%s waits for the configured time, and then ends with one clear line', async (command) => {
    const workspace = await workspaceFor(`postgresql://me:hunter2@127.0.0.1:${await freePort()}/juicer`, 1);
    const { status, stdout, stderr } = await finished(startCli(workspace, [command]));
    expect(status).toBe(ERROR_TABLE.STORAGE_UNAVAILABLE.exit);
    expect(stdout).toBe('');
    expect(stderr).toBe(`${AWAY} Waiting for it.\n${AWAY}\n${ERROR_TABLE.STORAGE_UNAVAILABLE.next}\n`);
  });

  it.each(COMMANDS)('%s continues in the same process when it is available', async (command) => {
    const server = await awayServer();
    const child = await startWaiting(await workspaceFor(server.url, 100), command);
    const ended = finished(child);
    // Long enough for several attempts.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(child.exitCode).toBe(null);
    let printed = '';
    child.stdout.on('data', (chunk: Buffer | string) => (printed += chunk.toString()));
    await server.resume();
    if (command !== 'list') {
      await until('it has started', () => /^(?:Serving at|Worker .* takes jobs)/.test(printed));
      child.kill('SIGTERM');
    }
    expect(await ended).toMatchObject({ status: 0, stderr: expect.not.stringMatching(/ {4}at /) });
  });

  it('a running server reports it, and answers again afterwards', async () => {
    const server = await awayServer();
    await server.resume();
    const served = await serve(await workspaceFor(server.url, 30));
    cleanUps.push(() => served.stop());
    expect(await served.json('/backups')).toMatchObject({ backups: [] });
    await server.halt();
    const refused = await served.ask('/backups');
    expect([refused.status, await refused.json()]).toMatchObject([503, { code: 'STORAGE_UNAVAILABLE' }]);
    await server.resume();
    await until('it answers again', async () => (await served.ask('/backups')).ok);
    expect(served.process.exitCode).toBe(null);
  });
});
