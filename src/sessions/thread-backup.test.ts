import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeBackup } from '../../test/synthetic/index.ts';
import { ThreadBackup } from './thread-backup.ts';

/** More than fits into a copy in memory. */
const LARGE = 66 * 1024 * 1024;

describe('a backup with a large manifest', () => {
  const folder = mkdtempSync(join(tmpdir(), 'aj-manifest-'));
  const path = join(folder, 'backup');
  const temp = join(folder, 'temp');
  const place = ['HomeDomain', 'Library/a.txt'] as const;

  beforeAll(async () => {
    const [domain, relativePath] = place;
    await writeBackup(path, {
      manifest: 'db',
      layout: 'sharded',
      files: [{ domain, relativePath, kind: 'file', contents: Buffer.from('text') }],
    });
    const db = new DatabaseSync(join(path, 'Manifest.db'));
    db.exec(`CREATE TABLE padding (bytes BLOB); INSERT INTO padding VALUES (zeroblob(${LARGE}))`);
    db.close();
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  const written = (): string[] => {
    try {
      return readdirSync(temp);
    } catch {
      return [];
    }
  };

  it('opens without a copy, which the first listing makes', async () => {
    const backup = new ThreadBackup({ path, tempPath: temp });
    await backup.open({});
    const found = backup.find(...place);
    expect(found).toMatchObject({ entry: { relativePath: 'Library/a.txt' }, missing: false });
    expect(backup.get(found?.entry.fileID ?? '')).toEqual(found);
    expect(written()).toEqual([]);
    const [first, second] = await Promise.all([
      backup.list({ kind: 'file' }, 10, undefined),
      backup.children('HomeDomain', 'Library', 10, undefined),
    ]);
    expect(first).toEqual([found]);
    expect(second.items).toEqual([{ name: 'a.txt', listed: found }]);
    expect(written()).toHaveLength(1);
  });

  it('is listed in place where nothing may be written', async () => {
    const backup = new ThreadBackup({ path, tempPath: null });
    await backup.open({});
    const found = backup.find(...place);
    expect(await backup.list({ kind: 'file' }, 10, undefined)).toEqual([found]);
    const iteration = await backup.matchOpen('Home*', '**');
    expect(backup.matchNext(iteration).items).toContainEqual(found);
  });
});
