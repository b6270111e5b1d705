import { closeSync, openSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tempFolder } from '../../test/support/backup/temp-folder.ts';
import { writeBackup } from '../../test/synthetic/index.ts';
import { FileOpener, openBackup } from '../backup/index.ts';
import { DomainError } from '../model/errors.ts';
import { ThreadedBackup } from './backup-handle.ts';
import { ThreadClient } from './thread-client.ts';

it('ends the copies of its files when it is closed, and makes no more', async () => {
  const path = join(tempFolder(), 'backup');
  const file = { domain: 'HomeDomain', relativePath: 'film', kind: 'file' as const, contents: Buffer.alloc(16) };
  await writeBackup(path, { manifest: 'db', layout: 'sharded', files: [file] });
  const backup = await openBackup(path, { tempPath: null });
  const entry = backup.manifest.find(file.domain, file.relativePath);
  if (entry === null) throw new Error('The backup has no such file.');
  const payload = backup.locate(entry);
  const handle = new ThreadedBackup({
    folder: backup.folder,
    thread: new ThreadClient({ path, tempPath: null }),
    files: await FileOpener.of(backup.folder, null),
    onUse: () => undefined,
  });
  truncateSync(payload, 1024 ** 4);
  // Writing to it takes no room, and would not end.
  const target = openSync('/dev/null', 'w');
  const began = Promise.withResolvers<void>();
  const copying = handle.copy(entry, payload, target, () => began.resolve());
  await began.promise;
  expect(handle.busy).toBe(true);
  const failed = expect(copying).rejects.toMatchObject({ code: 'CANCELLED' });
  await handle.close(new DomainError('BACKUP_LOCKED'));
  await failed;
  expect(handle.busy).toBe(false);
  closeSync(target);
  await expect(handle.copy(entry, payload, 0, () => undefined)).rejects.toMatchObject({ code: 'BACKUP_LOCKED' });
  await backup.close();
});
