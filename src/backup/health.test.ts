import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../test/corpus.ts';
import { tempFolder } from '../../test/support/backup/temp-folder.ts';
import { fileIDOf, writeBackup } from '../synthetic/backup-folder/backup-writer.ts';
import { checkHealth } from './health.ts';
import { openBackup } from './open-backup.ts';

describe('checkHealth', () => {
  it.each(['sharded', 'flat'] as const)('counts missing, truncated and unlisted payloads (%s)', async (layout) => {
    const folder = join(tempFolder(), 'a'.repeat(40));
    const contents = Buffer.alloc(100, 1);
    await writeBackup(folder, {
      manifest: 'db',
      layout,
      encrypted: { password: 'x' },
      files: [
        { domain: 'D', relativePath: 'good', kind: 'file', contents },
        { domain: 'D', relativePath: 'gone', kind: 'file', contents, missing: true },
        { domain: 'D', relativePath: 'cut', kind: 'file', contents, truncateTo: 50 },
        { domain: 'D', relativePath: 'link', kind: 'symlink', target: '/x' },
      ],
      rawRows: [{ fileID: 'b'.repeat(40), domain: null, relativePath: null, flags: 16, file: null }],
    });
    const good = fileIDOf('D', 'good');
    const shard = layout === 'flat' ? folder : join(folder, good.slice(0, 2));
    writeFileSync(join(shard, `${good.slice(0, 2)}${'0'.repeat(38)}`), 'whose?');
    const backup = await openBackup(folder, { password: 'x' });
    const health = await checkHealth(backup, { sizes: true });
    expect(health).toEqual({
      rows: 5,
      undecodable: 0,
      skipped: 1,
      duplicates: 0,
      files: 3,
      directories: 1,
      symlinks: 1,
      unknown: 0,
      missing: 1,
      unlisted: 1,
      truncated: 1,
      bytes: 162,
    });
    rmSync(join(shard, good));
    expect(await checkHealth(backup)).toMatchObject({ missing: 2, truncated: null, bytes: null });
    await expect(checkHealth(backup, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'CANCELLED' });
    await backup.close();
  });
});

describeCorpus('the iOS 14.3 backup of the corpus', () => {
  it('lists 1,089 files, 10 of which are present, and has one unlisted file', async () => {
    const backup = await openBackup(corpusPath('backups/ios-14.3-unencrypted-manifest'));
    expect(await checkHealth(backup)).toEqual({
      rows: 3721,
      undecodable: 0,
      skipped: 0,
      duplicates: 0,
      files: 1089,
      directories: 2618,
      symlinks: 14,
      unknown: 0,
      missing: 1079,
      unlisted: 1,
      truncated: null,
      bytes: null,
    });
    await backup.close();
  });
});
