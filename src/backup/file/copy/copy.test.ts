import { createCipheriv, randomBytes } from 'node:crypto';
import { closeSync, openSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../../../test/support/backup/temp-folder.ts';
import { StoredFile } from '../stored-file.ts';

const KEY = Buffer.alloc(32, 9);
/** What is copied at a time. */
const PIECE = 256 * 1024;

function encrypt(plain: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-cbc', KEY, Buffer.alloc(16));
  return Buffer.concat([cipher.update(plain), cipher.final()]);
}

function write(bytes: Uint8Array): string {
  const path = join(tempFolder(), 'payload');
  writeFileSync(path, bytes);
  return path;
}

/** Copies a file to a new one, and returns what is in that. */
async function copied(file: StoredFile, reports: number[] = []): Promise<Buffer> {
  const path = join(tempFolder(), 'copy');
  const descriptor = openSync(path, 'wx');
  try {
    await file.copyTo(descriptor, (bytes) => reports.push(bytes));
  } finally {
    closeSync(descriptor);
  }
  return readFileSync(path);
}

describe('the copy of a stored file', () => {
  it.each([0, 1, 16, 17, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 5])('has all %i bytes', async (length) => {
    const plain = randomBytes(length);
    for (const key of [KEY, null]) {
      const file = await StoredFile.open(write(key === null ? plain : encrypt(plain)), key, null, 'It');
      expect((await copied(file)).equals(plain)).toBe(true);
      await file.close();
    }
    // The key in the memory of the file is still there.
    expect(KEY).toEqual(Buffer.alloc(32, 9));
  });

  it('is made side by side with others, also of the same file', async () => {
    const files = await Promise.all(
      Array.from({ length: 12 }, async (_, index) => {
        const plain = randomBytes(PIECE * (index % 3) + index);
        return { plain, file: await StoredFile.open(write(encrypt(plain)), KEY, null, 'It') };
      }),
    );
    const copies = await Promise.all([...files, ...files].map(({ file }) => copied(file)));
    const plain = [...files, ...files].map((each) => each.plain);
    expect(copies.every((copy, index) => copy.equals(plain[index] ?? Buffer.alloc(0)))).toBe(true);
    for (const { file } of files) await file.close();
  });

  it('has the whole blocks of a truncated file', async () => {
    const plain = randomBytes(PIECE + 1000);
    const path = write(encrypt(plain));
    truncateSync(path, PIECE + 505);
    const file = await StoredFile.open(path, KEY, null, 'It');
    expect((await copied(file)).equals(plain.subarray(0, PIECE + 496))).toBe(true);
    await file.close();
  });

  it('tells how far it is of a large file', async () => {
    const size = 40 * 1024 * 1024;
    const path = write(Buffer.alloc(0));
    truncateSync(path, size);
    const file = await StoredFile.open(path, null, null, 'It');
    const reports: number[] = [];
    expect(await copied(file, reports)).toHaveLength(size);
    expect(reports).toEqual([16 * 1024 * 1024, 32 * 1024 * 1024]);
    await file.close();
  });

  it('fails where the file becomes shorter, and names it', async () => {
    const path = write(encrypt(randomBytes(2 * PIECE)));
    const file = await StoredFile.open(path, KEY, null, 'It');
    truncateSync(path, PIECE + 16);
    await expect(copied(file)).rejects.toMatchObject({
      code: 'DAMAGED_BACKUP',
      detail: { code: 'detail.file-became-shorter', params: { what: 'It' } },
    });
    await file.close();
  });

  it.runIf(process.platform === 'linux')('fails as writing fails', async () => {
    const file = await StoredFile.open(write(randomBytes(1000)), null, null, 'It');
    const full = openSync('/dev/full', 'w');
    await expect(file.copyTo(full, () => undefined)).rejects.toMatchObject({ code: 'ENOSPC' });
    closeSync(full);
    const readOnly = openSync('/dev/null', 'r');
    await expect(file.copyTo(readOnly, () => undefined)).rejects.toMatchObject({ code: 'EBADF' });
    closeSync(readOnly);
    await file.close();
  });

  it('ends when the file is closed, which waits for it', async () => {
    const path = write(Buffer.alloc(0));
    truncateSync(path, 1024 ** 4);
    const file = await StoredFile.open(path, null, null, 'It');
    // Writing to it takes no room, and would not end.
    const target = openSync('/dev/null', 'w');
    const copying = file.copyTo(target, () => undefined);
    const failed = expect(copying).rejects.toMatchObject({ code: 'CANCELLED' });
    await file.close();
    await failed;
    closeSync(target);
    await expect(file.copyTo(0, () => undefined)).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});
