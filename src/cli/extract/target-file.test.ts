import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../../test/support/backup/temp-folder.ts';
import { ownChunk } from '../../model/own-chunk.ts';
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

  it('frees chunks that are marked as its own, once they are written, and no others', async () => {
    const path = join(tempFolder(), 'file');
    const descriptor = openSync(path, 'wx');
    const file = new TargetFile(descriptor);
    const [own, other, small] = [Buffer.alloc(300_000, 1), Buffer.alloc(300_000, 2), Buffer.alloc(300, 3)];
    const part = Buffer.alloc(900_000, 4);
    for (const piece of [ownChunk(own), other, ownChunk(small), ownChunk(part).subarray(0, 400_000)]) {
      await file.write(piece);
    }
    await file.end();
    closeSync(descriptor);
    expect([own, other, small, part].map(({ length }) => length)).toEqual([0, 300_000, 300, 900_000]);
    expect(readFileSync(path).length).toBe(300_000 + 300_000 + 300 + 400_000);
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
