import { once } from 'node:events';
import { mkdir, rm, stat } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { basename, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fullOnly } from '../support/depth.ts';
import { firstOnly } from '../support/first-only.ts';
import { runCli } from '../support/run-cli.ts';
import { makeWorkspace, type Workspace } from '../support/workspace.ts';
import { DATABASE_NEEDLE, PASSWORD, PAYLOAD_NEEDLE, type PlantedBackup, writePlanted } from './support/backups.ts';
import { eventually } from './support/eventually.ts';
import { filesBelow, findNeedlesBelow, textNeedles } from './support/needles.ts';
import { childrenOf, isAlive } from './support/processes.ts';
import { API_TOKEN, type Served, serve } from './support/served.ts';

firstOnly();

/** Size of sms.db at which its private copy goes to the sandbox and takes some time. */
const PADDING = 70 * 1024 * 1024;

/** Size of the copy at which the test acts. */
const COPIED = 16 * 1024 * 1024;

const NEEDLES = [...textNeedles('payload', PAYLOAD_NEEDLE), ...textNeedles('database', DATABASE_NEEDLE)];

const TIMEOUT_MS = 240_000;

describe('no decrypted data is left', { ...fullOnly, timeout: TIMEOUT_MS }, () => {
  let workspace: Workspace;
  let planted: PlantedBackup;
  let served: Served;
  let id = '';
  let session = '';

  beforeAll(async () => {
    const made = await makeWorkspace();
    // Anything outside the sandbox would go to the system's temporary folder.
    const temporary = join(made.path, 'tmp');
    await mkdir(temporary);
    workspace = { ...made, environment: { ...made.environment, TMPDIR: temporary } };
    await mkdir(workspace.backups);
    const spec = { encrypted: { password: PASSWORD }, padding: PADDING, size: 500 };
    planted = await writePlanted(join(workspace.backups, 'planted'), spec);
  }, TIMEOUT_MS);
  afterAll(() => workspace.remove());

  beforeEach(async () => {
    served = await serve(workspace);
    await open();
  });
  afterEach(async () => {
    if (served.process.exitCode === null && served.process.signalCode === null) await served.stop();
    expect(traces()).toEqual([]);
    expect(filesBelow(workspace.temp)).toEqual([]);
    await rm(join(workspace.path, 'data'), { recursive: true });
  });

  async function open(): Promise<void> {
    const { backups } = await served.json<{ backups: { id: string }[] }>('/backups/refresh', { method: 'POST' });
    id = backups[0]?.id ?? '';
    session = await served.unlock(id, PASSWORD);
  }

  /** Needles found outside of the backup. */
  function traces(): string[] {
    return ['temp', 'tmp', 'data'].flatMap((name) => findNeedlesBelow(join(workspace.path, name), NEEDLES));
  }

  /** Starts a run, waits until a large part of the copy is in the sandbox, and returns its path. */
  async function indexUntilCopied(): Promise<string> {
    await served.json(`/backups/${id}/index`, { method: 'POST', session });
    return copyInSandbox();
  }

  /** Stops the index processes in the middle of the copy, whose name disappears when SQLite opens it. */
  function hold(): readonly number[] {
    const workers = childrenOf(served.process.pid as number);
    for (const pid of workers) process.kill(pid, 'SIGSTOP');
    return workers;
  }

  /** Kills the server first, because it would clean up after a worker. A stopped worker keeps its output open. */
  async function killAll(workers: readonly number[]): Promise<void> {
    const gone = served.stop('SIGKILL');
    for (const pid of workers) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
    await gone;
    await eventually('the end of the workers', () => !workers.some(isAlive));
  }

  function copyInSandbox(): Promise<string> {
    return eventually('the copy in the sandbox', () => {
      return filesBelow(workspace.temp, COPIED).find((path) => basename(path) === 'main.db');
    });
  }

  async function stateOfRun(): Promise<string> {
    const events = await (await served.ask(`/backups/${id}/index/events`)).text();
    return /"state":"(\w+)"[^]*?$/.exec(events.slice(events.lastIndexOf('\ndata: ')))?.[1] ?? '';
  }

  // At quick depth the next one, which does not read all of the backup.
  it('after a successful run, during which it is private', fullOnly, async () => {
    const copy = await indexUntilCopied();
    const workers = hold();
    const modes = [];
    for (let path = copy; path !== workspace.path; path = join(path, '..')) modes.push((await stat(path)).mode & 0o777);
    expect(modes).toEqual([0o600, 0o700, 0o700, 0o700]);
    for (const pid of workers) process.kill(pid, 'SIGCONT');
    expect(await stateOfRun()).toBe('succeeded');
    await eventually('the end of the worker', () => childrenOf(served.process.pid as number).length === 0);
  });

  it('after cancelling a run', async () => {
    await indexUntilCopied();
    expect((await served.ask(`/backups/${id}/index/cancel`, { method: 'POST' })).status).toBe(200);
    expect(filesBelow(workspace.temp)).toEqual([]);
  });

  it('after killing the worker', async () => {
    await indexUntilCopied();
    for (const pid of childrenOf(served.process.pid as number)) process.kill(pid, 'SIGKILL');
    expect(await stateOfRun()).toBe('interrupted');
    await eventually('an empty sandbox', () => filesBelow(workspace.temp).length === 0);
    await served.stop();
    expect(traces()).toEqual([]);
  });

  it('after killing the server alone', async () => {
    await indexUntilCopied();
    const workers = hold();
    expect(workers).not.toEqual([]);
    const gone = served.stop('SIGKILL');
    await eventually('the end of the server', () => served.process.signalCode !== null);
    // Proves that there is something to remove.
    expect(filesBelow(workspace.temp)).not.toEqual([]);
    for (const pid of workers) process.kill(pid, 'SIGCONT');
    await gone;
    await eventually('the end of the workers', () => !workers.some(isAlive));
    expect(filesBelow(workspace.temp)).toEqual([]);
  });

  it('at the next start after killing everything', async () => {
    const copy = await indexUntilCopied();
    const workers = hold();
    await killAll(workers);
    // Proves that the needle can be found.
    expect(traces()).toContain(`${copy}: database`);
    served = await serve(workspace);
    expect(traces()).toEqual([]);
  });

  it('immediately after killing everything while the copy is read', async () => {
    await indexUntilCopied();
    await eventually('the copy without a name', () => filesBelow(workspace.temp, COPIED).length === 0);
    const workers = hold();
    expect(workers).not.toEqual([]);
    await killAll(workers);
    expect(findNeedlesBelow(workspace.temp, NEEDLES)).toEqual([]);
    served = await serve(workspace);
  });

  it('except the files of other running processes', async () => {
    const copy = await indexUntilCopied();
    // Paused while another process starts, which cleans the sandbox.
    const workers = hold();
    expect(await runCli(workspace, ['list'])).toMatchObject({ status: 0 });
    expect(filesBelow(workspace.temp, COPIED)).toContain(copy);
    for (const pid of workers) process.kill(pid, 'SIGCONT');
    expect(await stateOfRun()).toBe('succeeded');
  });

  it('after a client aborts a download, and after killing the server then', async () => {
    const { domain, relativePath, size } = planted.video;
    const { items } = await served.json<{ items: { fileID: string }[] }>(
      `/backups/${id}/files?domain=${domain}&path=${encodeURIComponent(relativePath)}`,
      { session },
    );
    const url = `${served.url}/backups/${id}/file/${items[0]?.fileID}`;
    expect(await readSome(url, session)).toBeLessThan(size);
    expect(filesBelow(workspace.temp)).toEqual([]);
    const reading = readSome(url, session, () => served.stop('SIGKILL'));
    expect(await reading).toBeLessThan(size);
    expect(traces()).toEqual([]);
  });
});

/**
 * Reads the first part of a response, waits for `meanwhile` and closes the connection. Returns the number of bytes
 * read.
 */
async function readSome(url: string, session: string, meanwhile = async (): Promise<void> => {}): Promise<number> {
  const request = get(url, { headers: { 'x-api-token': API_TOKEN, 'x-backup-session': session } });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  await once(response, 'readable');
  const bytes = (response.read() as Buffer | null)?.length ?? 0;
  // The server may close the connection first.
  response.on('error', () => undefined);
  await meanwhile();
  response.destroy();
  return bytes;
}
