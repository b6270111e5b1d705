import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { OverviewSchema } from '../src/contract/overview.ts';
import { UnreadPageSchema, UnreadStoreSchema } from '../src/contract/unread.ts';
import { API_TOKEN, serve } from './promises/support/served.ts';
import { fullOnly } from './support/depth.ts';
import { runCli } from './support/run-cli.ts';
import { makeWorkspace, type Workspace } from './support/workspace.ts';
import { fileIDOf, type SyntheticEntry, writeBackup, writeMessagesDatabase } from './synthetic/index.ts';

/** A database that no artifact reads. */
const UNKNOWN = { domain: 'HomeDomain', relativePath: 'Library/Unknown/Unknown.sqlite', kind: 'file' } as const;

describe('what no artifact reads of a backup', { timeout: 120_000 }, () => {
  let workspace: Workspace;
  let id: string;
  beforeAll(async () => {
    workspace = await makeWorkspace({ API__TOKEN: API_TOKEN });
    await mkdir(workspace.backups);
    const sms = join(workspace.path, 'sms.db');
    writeMessagesDatabase(sms, { seed: 1, size: 5 });
    const files: SyntheticEntry[] = [
      { domain: 'HomeDomain', relativePath: 'Library/SMS/sms.db', kind: 'file', contents: { path: sms } },
      { ...UNKNOWN, contents: Buffer.alloc(5_000) },
      { domain: 'AppDomain-org.game', relativePath: 'Documents/level', kind: 'file', contents: Buffer.alloc(900) },
      { domain: 'MediaDomain', relativePath: 'Media/Memos/1.m4a', kind: 'file', contents: Buffer.alloc(100) },
      { domain: 'MediaDomain', relativePath: 'Media/Memos/2.m4a', kind: 'file', contents: Buffer.alloc(100) },
    ];
    const folder = join(workspace.backups, 'backup');
    const apps = [{ bundleId: 'org.whispersystems.signal', name: 'Signal' }];
    await writeBackup(folder, { manifest: 'db', layout: 'sharded', files, apps });
    // One fileID twice, as in backups that were edited by other tools.
    const manifest = new DatabaseSync(join(folder, 'Manifest.db'));
    manifest.exec(`CREATE TABLE Copy AS SELECT * FROM Files; DROP TABLE Files; ALTER TABLE Copy RENAME TO Files;
      INSERT INTO Files SELECT fileID, domain, 'Library/SMS/other.db', flags, file FROM Files
        WHERE relativePath = 'Library/SMS/sms.db'`);
    manifest.close();
    const { stdout } = await runCli(workspace, ['list', '--json']);
    id = (JSON.parse(stdout) as { backups: { id: string }[] }).backups[0]?.id ?? '';
    expect((await runCli(workspace, ['index', id])).status).toBe(0);
  });
  afterAll(() => workspace.remove());

  it('is listed by the API, page by page, with its share in the overview', async () => {
    const served = await serve(workspace);
    try {
      const page = UnreadPageSchema;
      const first = page.parse(await served.json(`/backups/${id}/unread?limit=2`));
      expect(first.items).toMatchObject([
        {
          kind: 'database',
          domain: 'HomeDomain',
          bytes: 5_000,
          fileID: fileIDOf(UNKNOWN.domain, UNKNOWN.relativePath),
        },
        { kind: 'folder', domain: 'AppDomain-org.game', path: '', bundleId: 'org.game', bytes: 900, fileID: null },
      ]);
      const second = page.parse(await served.json(`/backups/${id}/unread?limit=2&cursor=${first.next}`));
      expect(second).toMatchObject({
        items: [{ kind: 'recordings', path: 'Media/Memos', files: 2, bytes: 200 }],
        next: null,
      });
      expect(first.coverage).toMatchObject({ unread: 3, duplicates: 1 });
      expect(first.keptOut).toEqual(['Signal']);
      const { coverage } = OverviewSchema.parse(await served.json(`/backups/${id}/overview?timeZone=UTC`));
      expect(coverage).toMatchObject({ unread: 3, duplicates: 1 });
      const { stores = 0, share = 0 } = coverage ?? {};
      expect(share).toBeCloseTo((stores - 3) / stores);
    } finally {
      await served.stop();
    }
  });

  it('is shown by the command line', fullOnly, async () => {
    const { stdout } = await runCli(workspace, ['ledger', id]);
    expect(stdout).toContain('Signal keeps what it stores out of backups.');
    expect(stdout).toMatch(/No artifact reads 3 of \d+ stores/);
    expect(stdout).toMatch(/database .*Library\/Unknown/);
    const json = await runCli(workspace, ['ledger', id, '--json']);
    const document = z.object({ unread: z.array(UnreadStoreSchema) }).parse(JSON.parse(json.stdout));
    expect(document.unread).toHaveLength(3);
  });

  it('is forgotten with the index', fullOnly, async () => {
    expect((await runCli(workspace, ['remove', id])).status).toBe(0);
    const served = await serve(workspace);
    try {
      expect(await served.json(`/backups/${id}/unread`)).toEqual({
        items: [],
        next: null,
        index: 'none',
        coverage: null,
        keptOut: ['Signal'],
      });
    } finally {
      await served.stop();
    }
  });
});
