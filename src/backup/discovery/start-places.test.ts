import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tempFolder } from '../../../test/support/backup/temp-folder.ts';
import { startPlaces } from './start-places.ts';

it('starts at folders that exist: of backups, of the user, and disks', async () => {
  const home = tempFolder();
  const mounts = tempFolder();
  for (const path of [join(home, 'Downloads'), join(home, 'Backup'), join(mounts, 'USB'), join(mounts, '.hidden')]) {
    mkdirSync(path);
  }
  const backups = [join(home, 'Backup'), join(home, 'gone')];
  const places = await startPlaces({ platform: 'linux', home, backups, mounts: [mounts, '/no/such/folder'] });
  expect(places).toEqual([
    { kind: 'backups', path: join(home, 'Backup'), name: '' },
    { kind: 'home', path: home, name: '' },
    { kind: 'downloads', path: join(home, 'Downloads'), name: '' },
    { kind: 'disk', path: join(mounts, 'USB'), name: 'USB' },
    { kind: 'computer', path: '/', name: '' },
  ]);
});
