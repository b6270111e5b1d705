import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createLogger, startServer } from '../src/api/index.ts';
import type { BackupListView } from '../src/contract/backups.ts';
import type { SearchHitView } from '../src/contract/search.ts';
import { msg } from '../src/locales/messages.ts';
import { openApp } from '../src/main.ts';
import { DomainError } from '../src/model/errors.ts';
import { BackupRegistry } from '../src/storage/repositories/backup-registry.ts';
import { IndexRuns } from '../src/storage/repositories/index-runs.ts';
import { apiClient } from './support/api-client.ts';
import { PLAIN_DEMO } from './support/demo-app.ts';
import { indexedDemo } from './support/indexed-demo.ts';
import { makeWorkspace } from './support/workspace.ts';

const FULL = msg('detail.database-disk-full');

it('keeps nobody from what is indexed: the server starts, lists and finds, and says why it notes nothing new', async () => {
  const { backups, database } = await indexedDemo(PLAIN_DEMO);
  const workspace = await makeWorkspace({ BACKUP_PATHS__BASE_PATH: backups });
  onTestFinished(() => workspace.remove());
  await mkdir(join(workspace.path, 'data'));
  await copyFile(database, join(workspace.path, 'data', 'index.db'));
  const refused = () => Promise.reject(new DomainError('DISK_FULL', FULL));
  vi.spyOn(IndexRuns.prototype, 'expireLeases').mockImplementation(refused);
  vi.spyOn(BackupRegistry.prototype, 'refresh').mockImplementation(refused);
  onTestFinished(() => void vi.restoreAllMocks());

  const app = await openApp(workspace.settings, { queue: 'embedded' });
  onTestFinished(() => app.close());
  await app.catalog.refresh();
  const server = await startServer(app, { logger: createLogger('silent') });
  onTestFinished(() => server.close());
  const client = apiClient(server.url, server.token);

  const list = await client.json<BackupListView>('/backups');
  expect(list.backups).toMatchObject([{ status: 'INDEXED' }]);
  expect(list.searched).toMatchObject([{ path: backups, found: 1, problemCode: FULL }]);
  expect((await client.all<SearchHitView>('/search?q=type:message')).length).toBeGreaterThan(30);
});
