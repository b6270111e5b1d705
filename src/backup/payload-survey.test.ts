import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../test/corpus.ts';
import { tempFolder } from '../../test/support/backup/temp-folder.ts';
import { fileIDOf, writeBackup } from '../synthetic/backup-folder/backup-writer.ts';
import { contentsDigest } from './contents-digest.ts';
import { checkHealth } from './health.ts';
import { openBackup } from './open-backup.ts';
import { surveyPayloads } from './payload-survey.ts';
import { PayloadTable } from './payload-table.ts';

describe('surveyPayloads', () => {
  it.each(['sharded', 'flat'] as const)('measures existing payloads by domain (%s)', async (layout) => {
    const folder = join(tempFolder(), 'a'.repeat(40));
    const contents = Buffer.alloc(100, 1);
    await writeBackup(folder, {
      manifest: 'db',
      layout,
      encrypted: { password: 'x' },
      files: [
        { domain: 'Small', relativePath: 'cut', kind: 'file', contents, truncateTo: 50 },
        { domain: 'Large', relativePath: 'one', kind: 'file', contents },
        { domain: 'Large', relativePath: 'two', kind: 'file', contents },
        { domain: 'Large', relativePath: 'gone', kind: 'file', contents, missing: true },
        { domain: 'Large', relativePath: 'link', kind: 'symlink', target: '/x' },
      ],
      // Re-packed backups have no flags. Without a record the kind is unknown.
      rawRows: [{ fileID: fileIDOf('Small', 'odd'), domain: 'Small', relativePath: 'odd', flags: 0, file: null }],
    });
    const backup = await openBackup(folder, { password: 'x' });
    // 100 bytes are seven blocks.
    const domains = [
      { domain: 'Large', files: 2, bytes: 224 },
      { domain: 'Small', files: 1, bytes: 50 },
    ];
    expect(await surveyPayloads(backup)).toEqual({ rows: 8, files: 4, missing: 1, bytes: 274, domains });
    const { rows, files, missing, bytes } = await checkHealth(backup, { sizes: true });
    expect({ rows, files, missing, bytes }).toEqual({ rows: 8, files: 4, missing: 1, bytes: 274 });
    const payloads = new PayloadTable();
    await contentsDigest(folder, payloads);
    expect(payloads.sizes === null).toBe(layout === 'flat');
    expect(await surveyPayloads(backup, payloads)).toEqual(await surveyPayloads(backup));
    await backup.close();
  });
});

describeCorpus('the iOS 14.3 backup of the corpus', () => {
  it('has 10 of its 1,089 files', async () => {
    const backup = await openBackup(corpusPath('backups/ios-14.3-unencrypted-manifest'));
    expect(await surveyPayloads(backup)).toMatchObject({ rows: 3721, files: 1089, missing: 1079 });
    await backup.close();
  });
});
