import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tempFolder } from '../../test/support/backup/temp-folder.ts';
import { openViewFixture, type ViewFixture } from '../../test/support/view-fixture.ts';
import { exportFiles } from '../api/export-files.ts';
import { msg } from '../locales/messages.ts';
import type { Media } from '../media/index.ts';
import type { BackupHandle } from '../sessions/index.ts';
import { prepareExport } from './prepare-export.ts';

let fixture: ViewFixture;
beforeAll(async () => {
  fixture = await openViewFixture();
  await fixture.index('messages', (rows) => {
    rows.conversation(1, ['anna@example.com'], { title: 'Anna' });
    rows.message(1, 1, 1, { text: 'hello' });
  });
});
afterAll(() => fixture.dispose());

it('an export does not end as if it were whole if the backup is gone', async () => {
  const path = join(tempFolder(), 'backup');
  mkdirSync(path);
  writeFileSync(join(path, 'Manifest.db'), 'SQLite format 3\0');
  const handle = { folder: { path, fingerprint: 'f' } } as unknown as BackupHandle;
  const opened = exportFiles(fixture.backup, handle, { canConvert: async () => false } as unknown as Media);
  const plan = { what: 'conversations', format: 'html', timeZone: 'UTC', files: true, bom: false };
  const written = async () => {
    const names: string[] = [];
    const prepared = await prepareExport({ views: fixture.ctx, files: opened, version: '1' }, fixture.backup, plan);
    for await (const file of prepared.files()) {
      await Array.fromAsync(file.contents);
      names.push(file.path);
    }
    return names;
  };
  expect(await written()).toContain('ABOUT.json');
  rmSync(path, { recursive: true });
  await expect(written()).rejects.toMatchObject({ detail: msg('detail.backup-gone-while-exported') });
});
