import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { tempFolder } from '../../../test/support/backup/temp-folder.ts';
import { rounds } from '../../../test/support/depth.ts';
import { writeBackup } from '../../synthetic/backup-folder/backup-writer.ts';
import { openBackup } from '../open-backup.ts';
import { readMbdb } from './mbdb.ts';
import { salvagedMbdb } from './salvaged-mbdb.ts';

const COUNT = 60;

async function writtenMbdb(folder: string): Promise<Buffer> {
  const files = Array.from({ length: COUNT }, (_, number) => ({
    domain: number % 2 === 0 ? 'HomeDomain' : `AppDomain-com.example.app${number}`,
    relativePath: `Library/File ${number}`,
    kind: 'file' as const,
    contents: Buffer.from(`contents of ${number}`),
  }));
  await writeBackup(folder, { manifest: 'mbdb', layout: 'flat', files });
  return readFileSync(join(folder, 'Manifest.mbdb'));
}

const nameOf = ({ domain, relativePath }: { readonly domain: string | null; readonly relativePath: string | null }) =>
  `${domain}-${relativePath}`;

it('finds all records of an intact file, and of a damaged one those behind the damage', async () => {
  const intact = await writtenMbdb(tempFolder());
  const whole = [...readMbdb(intact)];
  const all = whole.map(nameOf);
  expect(Array.from(salvagedMbdb(intact), nameOf)).toEqual(all);
  fc.assert(
    fc.property(
      fc.nat(intact.length - 1),
      fc.integer({ min: 1, max: 300 }),
      fc.integer({ min: 0, max: 255 }),
      (at, length, value) => {
        const damaged = Buffer.from(intact).fill(value, at, Math.min(at + length, intact.length));
        const found = new Set(Array.from(salvagedMbdb(damaged), nameOf));
        const touched = whole.map(({ start, end }) => start < at + length && end > at);
        const expected = whole.filter((_, index) => touched[index] !== true);
        expect(expected.map(nameOf).filter((name) => !found.has(name))).toEqual([]);
      },
    ),
    { seed: 3, numRuns: rounds(600) },
  );
});

it('lets a backup be opened whose list of files is damaged or cut short', async () => {
  const folder = tempFolder();
  const path = join(folder, 'Manifest.mbdb');
  const intact = await writtenMbdb(folder);
  const whole = [...readMbdb(intact)];
  const middle = whole[Math.floor(whole.length / 2)]?.start ?? 0;
  const opened = async (bytes: Uint8Array) => {
    writeFileSync(path, bytes);
    const backup = await openBackup(folder, { tempPath: tempFolder() });
    try {
      return { count: [...backup.manifest.keys()].length, isDamaged: backup.manifest.isDamaged };
    } finally {
      await backup.close();
    }
  };
  expect(await opened(intact)).toEqual({ count: whole.length, isDamaged: false });
  expect(await opened(Buffer.from(intact).fill(0xff, middle, middle + 3))).toEqual({
    count: whole.length - 1,
    isDamaged: true,
  });
  expect(await opened(intact.subarray(0, middle + 10))).toEqual({
    count: Math.floor(whole.length / 2),
    isDamaged: true,
  });
  await expect(opened(Buffer.alloc(5000, 'x'))).rejects.toMatchObject({ code: 'MALFORMED_MANIFEST' });
});
