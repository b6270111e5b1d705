import { copyFileSync, cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../test/support/backup/temp-folder.ts';
import { msg } from '../locales/messages.ts';
import type { BackupSpec } from '../synthetic/backup-folder/backup-spec.ts';
import { writeBackup } from '../synthetic/backup-folder/backup-writer.ts';
import { discoverPaths } from './discover-paths.ts';

const SPEC: BackupSpec = {
  udid: '00008110-001A0D942EEA401E',
  deviceName: 'iPhone',
  productType: 'iPhone13,3',
  iosVersion: '17.4',
  manifest: 'db',
  layout: 'sharded',
  date: Date.UTC(2024, 4, 6),
  files: [],
};

/** A root with a backup in its folder `good`. */
async function root(): Promise<string> {
  const folder = tempFolder();
  await writeBackup(join(folder, 'good'), SPEC);
  return folder;
}

describe('discoverPaths', () => {
  it('gives the same for a backup that a root contains, in either order', async () => {
    const folder = await root();
    const backup = join(folder, 'good');
    const found = await discoverPaths([folder, backup]);
    expect(found.get(backup)).toEqual({
      folders: (found.get(folder) as { folders: unknown }).folders,
      why: null,
      leftOut: null,
    });
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(await discoverPaths([backup, folder])));
  });

  it.skipIf(process.platform === 'win32' || process.platform === 'darwin')(
    'reports a backup in a folder whose name is not UTF-8, and no other folder',
    async () => {
      const folder = await root();
      const odd = (name: string) => Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name, 'latin1')]);
      mkdirSync(odd('Übersicht'));
      // A character that is really in the name.
      cpSync(join(folder, 'good'), join(folder, 'a\ufffd'), { recursive: true });
      const before = await discoverPaths([folder]);
      expect(before.get(folder)).toMatchObject({ folders: [{}, {}], leftOut: null });
      mkdirSync(odd('caf\xe9'));
      copyFileSync(join(folder, 'good', 'Manifest.db'), Buffer.concat([odd('caf\xe9'), Buffer.from('/Manifest.db')]));
      const found = await discoverPaths([folder, join(folder, 'good')]);
      expect(found.get(folder)).toMatchObject({
        folders: [{}, {}],
        leftOut: msg('place.unreadable-name', { name: 'caf\ufffd' }),
      });
      expect(found.get(join(folder, 'good'))).toMatchObject({ leftOut: null });
    },
  );
});
