import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../../test/support/backup/temp-folder.ts';
import { listFolders } from './list-folders.ts';

const UDID = '00008110-001A0D942EEA401E';

/** Makes a folder that looks like a backup by its names. */
function backupAt(...parts: string[]): void {
  const folder = join(...parts);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'Manifest.db'), 'x');
}

describe('listFolders', () => {
  it('marks backups and folders with backups, and names archives but no other files', async () => {
    const root = tempFolder();
    backupAt(root, UDID);
    backupAt(root, 'phones', UDID);
    backupAt(root, 'roaming', 'Apple Computer', 'MobileSync', 'Backup', UDID);
    mkdirSync(join(root, 'letters 10'));
    mkdirSync(join(root, 'letters 9'));
    for (const name of ['phone.zip', 'old.tar', '._phone.zip', 'secret.txt']) writeFileSync(join(root, name), '');
    const { path, parent, folders, archives, leftOut } = await listFolders(root);
    expect([path, parent, leftOut]).toEqual([root, join(root, '..'), 0]);
    expect(folders.map(({ name, holds }) => [name, holds])).toEqual([
      [UDID, 'backup'],
      ['letters 9', 'none'],
      ['letters 10', 'none'],
      ['phones', 'backups'],
      ['roaming', 'backups'],
    ]);
    expect(archives).toEqual(['old.tar', 'phone.zip']);
  });

  it('follows links to folders, does not grow in circles, and ignores links to nothing', async () => {
    const root = tempFolder();
    mkdirSync(join(root, 'a'));
    symlinkSync(root, join(root, 'a', 'circle'));
    symlinkSync(join(root, 'gone'), join(root, 'a', 'dangling'));
    symlinkSync('self', join(root, 'a', 'self'));
    const { folders } = await listFolders(join(root, 'a'));
    expect(folders.map(({ name }) => name)).toEqual(['circle']);
    expect((await listFolders(join(root, 'a', 'circle', 'a', 'circle'))).path).toBe(root);
  });

  it('leaves out the payload folders of a backup', async () => {
    const root = tempFolder();
    backupAt(root);
    for (const name of ['3d', 'Snapshot']) mkdirSync(join(root, name));
    expect((await listFolders(root)).folders).toEqual([
      { name: 'Snapshot', path: join(root, 'Snapshot'), holds: null, isForbidden: false },
    ]);
  });

  it('is bounded in entries', async () => {
    const root = tempFolder();
    for (let index = 0; index < 1100; index++) mkdirSync(join(root, `folder ${index}`));
    const { folders, leftOut } = await listFolders(root);
    expect([folders.length, leftOut]).toEqual([1000, 100]);
    expect(folders[2]?.name).toBe('folder 2');
  });

  it('tells what is not there, and what is no folder', async () => {
    const root = tempFolder();
    writeFileSync(join(root, 'file'), '');
    await expect(listFolders(join(root, 'gone'))).rejects.toMatchObject({ code: 'BACKUP_NOT_FOUND' });
    await expect(listFolders(join(root, 'file'))).rejects.toMatchObject({ code: 'BACKUP_NOT_FOUND' });
  });
});
