import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fullOnly } from '../support/depth.ts';
import { makeWorkspace, type Workspace } from '../support/workspace.ts';
import { PASSWORD, type PlantedBackup, writePlanted } from './support/backups.ts';
import { needlesInMemory } from './support/memory.ts';
import { type Needle, secretNeedles, textNeedles } from './support/needles.ts';
import { type Served, serve } from './support/served.ts';

const TIMEOUT_MS = 120_000;

describe.skipIf(process.platform !== 'linux')('the memory of the server', { timeout: TIMEOUT_MS, ...fullOnly }, () => {
  let workspace: Workspace;
  let planted: PlantedBackup;
  let served: Served;
  let id = '';

  beforeAll(async () => {
    workspace = await makeWorkspace();
    await mkdir(workspace.backups);
    planted = await writePlanted(join(workspace.backups, 'planted'), { encrypted: { password: PASSWORD } });
    served = await serve(workspace);
    const { backups } = await served.json<{ backups: { id: string }[] }>('/backups/refresh', { method: 'POST' });
    id = backups[0]?.id ?? '';
  }, TIMEOUT_MS);
  afterAll(async () => {
    await served.stop();
    await workspace.remove();
  });

  const search = (needles: readonly Needle[]): string[] => needlesInMemory(served.process.pid ?? 0, needles);
  const keys = (): Needle[] => {
    const { classKeys, keyEncryptionKey } = planted.written;
    return [
      ...[...classKeys].flatMap(([number, key]) => secretNeedles(`class key ${number}`, key)),
      ...secretNeedles('key encryption key', keyEncryptionKey ?? Buffer.from('there is none')),
    ];
  };

  it('has class keys while a backup is unlocked, and neither them nor the password after it was locked', async () => {
    const session = await served.unlock(id, PASSWORD);
    expect(await served.index(id, session)).toBe('succeeded');
    const files = await served.all<{ fileID: string; relativePath: string }>(`/backups/${id}/files?kind=file`, {
      session,
    });
    const database = files.find(({ relativePath }) => relativePath.endsWith('sms.db'));
    await served.json(`/backups/${id}/file/${database?.fileID}/preview`, { session });
    const raw = [...planted.written.classKeys].map(([number, bytes]) => ({ name: `class key ${number}`, bytes }));
    expect(search(raw).length).toBeGreaterThan(3);
    expect((await served.ask(`/backups/${id}/lock`, { method: 'POST' })).status).toBe(204);
    expect(search(keys())).toEqual([]);
    expect(search(textNeedles('password', PASSWORD))).toEqual([]);
  });
});
