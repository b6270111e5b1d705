import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../../test/support/backup/temp-folder.ts';
import { TargetFile } from './target-file.ts';

const SIZES = [1, 300_000, 5, 1_000_000, 1_000_000, 0, 7];

describe('TargetFile', () => {
  it('writes small and large pieces in their order', async () => {
    const path = join(tempFolder(), 'file');
    const descriptor = openSync(path, 'wx');
    const file = new TargetFile(descriptor);
    const pieces = SIZES.map((size, index) => Buffer.alloc(size, index));
    for (const piece of pieces) await file.write(piece);
    await file.write('text €');
    await file.end();
    closeSync(descriptor);
    expect(readFileSync(path).equals(Buffer.concat([...pieces, Buffer.from('text €')]))).toBe(true);
  });

  it.each([1, 300_000])('throws what writing %i bytes throws', async (size) => {
    const path = join(tempFolder(), 'file');
    closeSync(openSync(path, 'wx'));
    const descriptor = openSync(path, 'r');
    const file = new TargetFile(descriptor);
    const all = async (): Promise<void> => {
      await file.write(Buffer.alloc(size));
      await file.end();
    };
    await expect(all()).rejects.toMatchObject({ code: 'EBADF' });
    closeSync(descriptor);
  });
});
