import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createLogger, startServer } from '../src/api/index.ts';
import type { ExportJobView } from '../src/contract/export-jobs.ts';
import { openApp } from '../src/main.ts';
import { fullOnly } from './support/depth.ts';
import { startPostgres } from './support/services/postgres.ts';
import { hasService } from './support/services/shared.ts';
import { makeWorkspace } from './support/workspace.ts';
import { writeDemoBackup } from './synthetic/index.ts';

describe.skipIf(!hasService('postgres'))('an export while PostgreSQL is restarted', { timeout: 150_000 }, () => {
  const cleanUps: (() => unknown)[] = [];
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
  });

  it('waits for it, and is made from its start', fullOnly, async () => {
    const database = await startPostgres();
    cleanUps.push(() => database.stop());
    const workspace = await makeWorkspace({ POSTGRES__DSN: database.url, POSTGRES__WAIT_SECONDS: '60' });
    cleanUps.push(() => workspace.remove());
    await writeDemoBackup(join(workspace.backups, 'demo'), { messages: 1500, whatsapp: 0, calls: 5, photos: 1 });
    const app = await openApp(workspace.settings, { queue: 'embedded' });
    cleanUps.push(() => app.close());
    await app.catalog.refresh();
    const [record] = await app.store.backups.list();
    const id = record?.publicId ?? '';
    await app.indexer.start(id, await app.sessions.keys({ id, path: record?.path ?? '' }));
    expect(await app.indexer.wait(id)).toMatchObject({ state: 'succeeded' });
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
});
