import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger, startServer } from '../src/api/index.ts';
import type { App } from '../src/app.ts';
import type { ExportJobView } from '../src/contract/export-jobs.ts';
import { verifyPack } from '../src/export/pack/verify-pack.ts';
import { openApp } from '../src/main.ts';
import { fullOnly, isFull } from './support/depth.ts';
import { finished, startCli } from './support/run-cli.ts';
import { startPostgres } from './support/services/postgres.ts';
import type { PostgresServer } from './support/services/postgres-server.ts';
import { hasService } from './support/services/shared.ts';
import { makeWorkspace, type Workspace } from './support/workspace.ts';
import { writeDemoBackup } from './synthetic/index.ts';

describe.skipIf(!hasService('postgres'))('an export while PostgreSQL is restarted', { timeout: 150_000 }, () => {
  const cleanUps: (() => unknown)[] = [];
  let database: PostgresServer;
  let workspace: Workspace;
  let app: App;
  let id = '';

  beforeAll(async () => {
    if (!isFull) return;
    database = await startPostgres();
    cleanUps.push(() => database.stop());
    workspace = await makeWorkspace({ POSTGRES__DSN: database.url, POSTGRES__WAIT_SECONDS: '60' });
    cleanUps.push(() => workspace.remove());
    await writeDemoBackup(join(workspace.backups, 'demo'), { messages: 1500, whatsapp: 0, calls: 5, photos: 1 });
    app = await openApp(workspace.settings, { queue: 'embedded' });
    cleanUps.push(() => app.close());
    await app.catalog.refresh();
    const [record] = await app.store.backups.list();
    id = record?.publicId ?? '';
    await app.indexer.start(id, await app.sessions.keys({ id, path: record?.path ?? '' }));
    expect(await app.indexer.wait(id)).toMatchObject({ state: 'succeeded' });
  });
  afterAll(async () => {
    for (const cleanUp of cleanUps.toReversed()) await cleanUp();
  });

  it('waits for it, and is made from its start', fullOnly, async () => {
    const server = await startServer(app, { logger: createLogger('silent') });
    cleanUps.push(() => server.close());
    const send = async (method: string, path: string, body?: object): Promise<ExportJobView> => {
      const response = await fetch(server.url + path, {
        method,
        headers: { 'x-api-token': server.token, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return (await response.json()) as ExportJobView;
    };
    // It reads for seconds: its PDFs are set while it reads.
    const job = await send('POST', `/backups/${id}/export-jobs`, { what: 'conversations', format: 'pdf' });
    const look = (): Promise<ExportJobView> => send('GET', `/export-jobs/${job.id}`);
    await expect.poll(async () => (await look()).records, { interval: 10, timeout: 60_000 }).toBeGreaterThan(0);
    await database.halt();
    await expect.poll(async () => (await look()).state, { interval: 20, timeout: 60_000 }).toBe('queued');
    await database.resume();
    await expect.poll(async () => (await look()).state, { timeout: 90_000 }).toBe('ready');
    expect(await look()).toMatchObject({ code: null, fraction: 1 });
  });

  it('of the command line does, too, and prints each of its files once', fullOnly, async () => {
    const options = ['--what', 'conversations', '--format', 'pdf', '--pack'];
    const folder = join(workspace.path, 'pack');
    const child = startCli(workspace, ['export', id, ...options, '--to', folder, '--json']);
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const ended = finished(child);
    const written = async (): Promise<string[]> => readdir(folder, { recursive: true }).catch(() => []);
    await expect
      .poll(async () => (await written()).some((path) => path.endsWith('.pdf')), { interval: 10, timeout: 60_000 })
      .toBe(true);
    await database.halt();
    await expect.poll(() => stderr, { interval: 20, timeout: 60_000 }).toContain('waits');
    expect(await written()).toContain('INCOMPLETE.txt');
    await database.resume();
    const { status, stdout } = await ended;
    expect([status, stderr]).toEqual([0, expect.stringContaining('MB')]);
    const { items, error } = JSON.parse(stdout) as { items: { path: string }[]; error?: unknown };
    expect(error).toBeUndefined();
    const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    const paths = files.map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
    expect(items.map(({ path }) => path).toSorted()).toEqual(paths.toSorted());
    expect((await verifyPack(folder)).findings).toEqual([]);
  });
});
