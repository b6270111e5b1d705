import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../../test/corpus.ts';
import { rowsOf } from '../../../test/support/sqlite-rows.ts';
import { photoEntries } from './files.ts';
import { writePhotosDatabase } from './photos-database.ts';
import type { PhotoGeneration } from './schema.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'photos-database-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const REAL: readonly (readonly [PhotoGeneration, string])[] = [
  [13, 'macos-10.15.7'],
  [16, 'macos-13.0.0'],
  [26, 'macos-26.1'],
];

describeCorpus.each(REAL)('the schema of iOS %i', (generation, library) => {
  it('has only tables and columns of a real library, with the same types', () => {
    const path = join(folder, `${library}.sqlite`);
    const real = join(folder, `${library}-real.sqlite`);
    writePhotosDatabase(path, { seed: 1, size: 10, generation });
    copyFileSync(corpusPath(`photos/${library}/Photos.sqlite`), real);
    const tables = rowsOf(path, "SELECT name FROM sqlite_master WHERE type = 'table'").map(
      ({ name }) => name as string,
    );
    expect(tables.length).toBeGreaterThan(12);
    for (const table of tables) {
      const columns = (file: string) => rowsOf(file, `SELECT name, type FROM pragma_table_info('${table}')`);
      expect(columns(real), table).toEqual(expect.arrayContaining(columns(path)));
    }
    const entities = (file: string) =>
      Object.fromEntries(rowsOf(file, 'SELECT Z_NAME, Z_ENT FROM Z_PRIMARYKEY').map((row) => [row.Z_NAME, row.Z_ENT]));
    expect(entities(real)).toMatchObject(entities(path));
  });
});

describe('a library', () => {
  it('is valid, has the requested size and is deterministic', () => {
    const path = join(folder, 'sound.sqlite');
    const truth = writePhotosDatabase(path, { seed: 'sound', size: 150 });
    expect(rowsOf(path, 'PRAGMA integrity_check')).toMatchObject([{ integrity_check: 'ok' }]);
    expect(rowsOf(path, 'SELECT count(*) AS n FROM ZASSET')[0]?.n).toBe(150);
    expect(truth.assets).toHaveLength(150);
    expect(new Set(truth.files.map(({ relativePath }) => relativePath)).size).toBe(truth.files.length);
    const again = join(folder, 'again.sqlite');
    expect(writePhotosDatabase(again, { seed: 'sound', size: 150 })).toEqual(truth);
    expect(readFileSync(again).equals(readFileSync(path))).toBe(true);
  });

  it('has every form and holding, complete bursts, and consecutive places', () => {
    const { assets } = writePhotosDatabase(join(folder, 'varied.sqlite'), { seed: 'varied', size: 150 });
    expect(new Set(assets.map(({ form }) => form)).size).toBe(9);
    expect(new Set(assets.map(({ holding }) => holding)).size).toBe(4);
    expect(new Set(assets.map(({ place }) => place?.city)).size).toBe(6);
    const bursts = Map.groupBy(
      assets.flatMap(({ burst }) => burst ?? []),
      ({ uuid }) => uuid,
    );
    expect(bursts.size).toBeGreaterThan(0);
    for (const frames of bursts.values())
      expect(frames.map(({ isPick }) => isPick)).toEqual([true, false, false, false, false]);
  });

  it('has files whose contents match their extensions', () => {
    const truth = writePhotosDatabase(join(folder, 'files.sqlite'), { seed: 'files', size: 12 });
    const magic = { JPG: 'ffd8ff', jpg: 'ffd8ff', PNG: '89504e', MOV: '000000', mov: '000000' };
    const entries = [...photoEntries(truth)];
    expect(entries).toHaveLength(truth.files.length);
    for (const { domain, relativePath, contents, missing } of entries) {
      expect(domain).toBe('CameraRollDomain');
      const extension = relativePath.slice(relativePath.lastIndexOf('.') + 1);
      if (missing === true) continue;
      expect((contents as Buffer).subarray(0, 3).toString('hex')).toBe(magic[extension as keyof typeof magic]);
    }
  });

  it('can be empty', () => {
    const truth = writePhotosDatabase(join(folder, 'empty.sqlite'), { seed: 0, size: 0, people: 0 });
    expect(truth).toMatchObject({ assets: [], people: [], files: [], comments: 0 });
  });
});
