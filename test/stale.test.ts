import { mkdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger, startServer } from '../src/api/index.ts';
import { BackupDetailSchema, BackupListSchema } from '../src/contract/backups.ts';
import { openApp } from '../src/main.ts';
import { apiClient } from './support/api-client.ts';
import { fullOnly } from './support/depth.ts';
import { runCli } from './support/run-cli.ts';
import { makeWorkspace, type Workspace } from './support/workspace.ts';
import { writeDemoBackup } from './synthetic/index.ts';

const REASON = 'The backup has been rewritten since it was indexed.';

describe('a backup that was rewritten after indexing', fullOnly, () => {
  let workspace: Workspace;
  let id: string;
  const printed = async (...args: string[]) => {
    const { status, stdout, stderr } = await runCli(workspace, args);
    expect({ status, stderr }).toMatchObject({ status: 0 });
    return stdout;
  };
  const listed = async () => BackupListSchema.parse(JSON.parse(await printed('list', '--json'))).backups;

  beforeAll(async () => {
    workspace = await makeWorkspace();
    await mkdir(workspace.backups);
    const path = join(workspace.backups, 'demo');
    await writeDemoBackup(path, { messages: 50, contacts: 3 });
    id = (await listed())[0]?.id ?? '';
    await printed('index', id);
    expect(await listed()).toMatchObject([{ status: 'INDEXED', stale: false, staleReason: null }]);
    // As a newer backup into the same folder does.
    await utimes(join(path, 'Manifest.db'), new Date(), new Date(Date.now() + 60_000));
  });
  afterAll(() => workspace.remove());

  it('is stale in list, info and the API, and remains readable', async () => {
    expect(await printed('list')).toMatch(/ indexed, stale: index again\n/);
    expect(await printed('info', id)).toMatch(`indexed, stale: index again. ${REASON}\n`);
    expect(await listed()).toMatchObject([{ status: 'INDEXED', stale: true, staleReason: REASON }]);
    const app = await openApp(workspace.settings);
    const server = await startServer(app, { logger: createLogger('silent') });
    const client = apiClient(server.url, server.token);
    try {
      const detail = BackupDetailSchema.parse(await client.json(`/backups/${id}`));
      expect(detail).toMatchObject({ status: 'INDEXED', stale: true, staleReason: REASON });
      expect(await client.json('/backups')).toMatchObject({ backups: [{ stale: true }] });
      expect(await client.all(`/backups/${id}/artifacts/messages/conversations`)).not.toEqual([]);
    } finally {
      await server.close();
      await app.close();
    }
  });

  it('is not stale after indexing again', async () => {
    await printed('index', id);
    expect(await listed()).toMatchObject([{ status: 'INDEXED', stale: false, staleReason: null }]);
    expect(await printed('list')).not.toContain('stale');
  });
});
