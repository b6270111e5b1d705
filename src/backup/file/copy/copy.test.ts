import { createCipheriv, randomBytes } from 'node:crypto';
import { closeSync, openSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../../../test/support/backup/temp-folder.ts';
import type { FileIntegrity } from '../../../model/file-integrity.ts';
import { copyStored } from './copy-stored.ts';

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

function copyTo(
  descriptor: number,
  { path, key, sizeHint = null }: { path: string; key: Buffer | null; sizeHint?: number | null },
  { cancelled = new SharedArrayBuffer(4), reports = [] }: { cancelled?: SharedArrayBuffer; reports?: number[] } = {},
): Promise<FileIntegrity> {
  const onWritten = (bytes: number): unknown => reports.push(bytes);
  return copyStored({ path, key, sizeHint, what: 'It' }, { descriptor, cancelled, onWritten });
}

/** Copies a file to a new one, and returns what is in that. */
async function copied(
  file: { path: string; key: Buffer | null; sizeHint?: number | null },
  { integrity = 'ok', reports }: { integrity?: FileIntegrity; reports?: number[] } = {},
): Promise<Buffer> {
  const path = join(tempFolder(), 'copy');
  const descriptor = openSync(path, 'wx');
  try {
    expect(await copyTo(descriptor, file, { ...(reports && { reports }) })).toBe(integrity);
  } finally {
    closeSync(descriptor);
  }
  return readFileSync(path);
}

describe('the copy of a stored file', () => {
  it.each([0, 1, 15, 16, 17, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 5])('has all %i bytes', async (length) => {
    const plain = randomBytes(length);
    for (const key of [KEY, null]) {
      const path = write(key === null ? plain : encrypt(plain));
      expect((await copied({ path, key })).equals(plain)).toBe(true);
    }
    // Only the copy of the key is overwritten.
    expect(KEY).toEqual(Buffer.alloc(32, 9));
  });

  it('is made side by side with others, also of the same file', async () => {
    const files = Array.from({ length: 12 }, (_, index) => {
      const plain = randomBytes(PIECE * (index % 3) + index);
      return { plain, path: write(encrypt(plain)), key: KEY };
    });
    const copies = await Promise.all([...files, ...files].map((file) => copied(file)));
    const plain = [...files, ...files].map((each) => each.plain);
    expect(copies.every((copy, index) => copy.equals(plain[index] ?? Buffer.alloc(0)))).toBe(true);
  });

  it.each([PIECE + 505, PIECE + 3, 505, 15])('has the whole blocks of a file truncated to %i bytes', async (length) => {
    const plain = randomBytes(PIECE + 1000);
    const path = write(encrypt(plain));
    truncateSync(path, length);
    const copy = await copied({ path, key: KEY }, { integrity: 'truncated' });
    expect(copy.equals(plain.subarray(0, length - (length % 16)))).toBe(true);
  });

  it('ends where the manifest says if there is no padding', async () => {
    for (const whole of [32, PIECE, PIECE + 16]) {
      const plain = Buffer.alloc(whole, 0xff);
      const path = write(encrypt(plain).subarray(0, whole));
      const file = { path, key: KEY };
      expect(await copied({ ...file, sizeHint: whole })).toEqual(plain);
      expect(await copied({ ...file, sizeHint: whole - 5 }, { integrity: 'padding-invalid' })).toHaveLength(whole - 5);
      expect(await copied({ ...file, sizeHint: 1_000_000 }, { integrity: 'padding-invalid' })).toEqual(plain);
    }
  });

  it('tells how far it is of a large file', async () => {
    const size = 40 * 1024 * 1024;
    const path = write(Buffer.alloc(0));
    truncateSync(path, size);
    const reports: number[] = [];
    expect(await copied({ path, key: null }, { reports })).toHaveLength(size);
    expect(reports).toEqual([16 * 1024 * 1024, 32 * 1024 * 1024]);
  });

  it('fails where nothing can be read, and names the file', async () => {
    const failing = async (path: string): Promise<void> => void (await copied({ path, key: null }));
    await expect(failing(join(tempFolder(), 'gone'))).rejects.toMatchObject({
      code: 'PAYLOAD_MISSING',
      detail: { code: 'detail.file-missing', params: { what: 'It' } },
    });
    await expect(failing(tempFolder())).rejects.toMatchObject({ code: 'UNSAFE_PATH' });
  });

  it.runIf(process.platform !== 'win32')('follows no link', async () => {
    const link = join(tempFolder(), 'link');
    symlinkSync(write(randomBytes(10)), link);
    await expect(copied({ path: link, key: null })).rejects.toMatchObject({ code: 'UNSAFE_PATH' });
  });

  it.runIf(process.platform === 'linux')('fails as writing fails', async () => {
    const file = { path: write(randomBytes(1000)), key: null };
    const full = openSync('/dev/full', 'w');
    await expect(copyTo(full, file)).rejects.toMatchObject({ code: 'ENOSPC' });
    closeSync(full);
    const readOnly = openSync('/dev/null', 'r');
    await expect(copyTo(readOnly, file)).rejects.toMatchObject({ code: 'EBADF' });
    closeSync(readOnly);
  });

  it('ends when it is no longer wanted, or the file becomes shorter', async () => {
    const path = write(Buffer.alloc(0));
    truncateSync(path, 1024 ** 4);
    const cancelled = new SharedArrayBuffer(4);
    // Writing to it takes no room, and would not end.
    const target = openSync('/dev/null', 'w');
    const began = Promise.withResolvers<void>();
    const source = { path, key: null, sizeHint: null, what: 'It' };
    const begin = () => copyStored(source, { descriptor: target, cancelled, onWritten: () => began.resolve() });
    const copies = [begin(), begin()];
    await began.promise;
    Atomics.store(new Int32Array(cancelled), 0, 1);
    await Promise.all(copies.map((copy) => expect(copy).rejects.toMatchObject({ code: 'CANCELLED' })));
    Atomics.store(new Int32Array(cancelled), 0, 0);
    const shortened = copyStored(source, {
      descriptor: target,
      cancelled,
      onWritten: () => truncateSync(path, PIECE + 16),
    });
    await expect(shortened).rejects.toMatchObject({
      code: 'DAMAGED_BACKUP',
      detail: { code: 'detail.file-became-shorter', params: { what: 'It' } },
    });
    closeSync(target);
  });
});
