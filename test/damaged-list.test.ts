import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BackupDetailSchema } from '../src/contract/backups.ts';
import { DomainSchema, FileSchema, FolderItemSchema, filesPageOf } from '../src/contract/files.ts';
import { startTestServer, type TestServer } from './support/api/client.ts';
import { cutListOfFiles } from './support/backup/cut-list.ts';
import { placeDemoBackup } from './support/demo-shelf.ts';
import { runCli } from './support/run-cli.ts';
import { makeWorkspace, type Workspace } from './support/workspace.ts';

const DEMO = { messages: 120 };

const SAID =
  'The list of files of this backup is damaged. What is shown is what could be read: copy the backup again from where it came, if possible.';
const DAMAGED = { damage: SAID, damageCode: { code: 'remark.list-damaged' } };
const WHOLE = { damage: null, damageCode: null };

describe('a list of files that was cut short', () => {
  let workspace: Workspace;
  let cut = '';
  let whole = '';

  beforeAll(async () => {
    workspace = await makeWorkspace();
    await mkdir(workspace.backups);
    [cut, whole] = [join(workspace.backups, 'cut'), join(workspace.backups, 'whole')];
    for (const folder of [cut, whole]) await placeDemoBackup(folder, DEMO);
    await cutListOfFiles(cut);
  });
  afterAll(() => workspace.remove());

  describe('over HTTP', () => {
    let server: TestServer;
    beforeAll(async () => {
      server = await startTestServer([cut, whole]);
    });
    afterAll(() => server.close());

    const json = async (folder: string, path: string): Promise<unknown> =>
      (await server.get(`/backups/${server.idOf(folder)}${path}`)).json();

    it.each([
      ['domains', DomainSchema],
      ['files?limit=5', FileSchema],
      ['folder?domain=HomeDomain', FolderItemSchema],
    ])('is said with what is left of it: %s', async (path, schema) => {
      const damaged = filesPageOf(schema).parse(await json(cut, `/${path}`));
      expect(damaged).toMatchObject(DAMAGED);
      expect(damaged.items).not.toEqual([]);
      expect(filesPageOf(schema).parse(await json(whole, `/${path}`))).toMatchObject(WHOLE);
    });
  });

  describe('in the CLI', () => {
    it('is said after the files, and in their document', async () => {
      const text = await runCli(workspace, ['files', cut, 'HomeDomain:**']);
      expect([text.status, text.stderr]).toEqual([0, expect.stringContaining(SAID)]);
      const document = await runCli(workspace, ['files', cut, '--json']);
      expect(filesPageOf(FileSchema).parse(JSON.parse(document.stdout))).toMatchObject(DAMAGED);
      expect(document.stderr).toBe('');
      expect((await runCli(workspace, ['files', whole])).stderr).not.toContain('damaged');
    });

    it('is said of the backup once it was indexed', async () => {
      const about = async (folder: string): Promise<unknown> =>
        BackupDetailSchema.parse(JSON.parse((await runCli(workspace, ['info', folder, '--json'])).stdout));
      for (const folder of [cut, whole]) await runCli(workspace, ['index', folder]);
      expect(await about(cut)).toMatchObject(DAMAGED);
      expect(await about(whole)).toMatchObject(WHOLE);
      expect((await runCli(workspace, ['info', cut])).stdout).toContain(SAID);
    });
  });
});
