import { execFileSync } from 'node:child_process';
import { createCipheriv, randomBytes } from 'node:crypto';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../../test/support/backup/temp-folder.ts';
import { rounds } from '../../../test/support/depth.ts';
import { STREAM_CHUNK, StoredFile } from './stored-file.ts';

/** Full path, so that it is not mistaken for a dependency. */
const MKFIFO = '/usr/bin/mkfifo';
const KEY = Buffer.alloc(32, 9);

function encrypt(plain: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-cbc', KEY, Buffer.alloc(16));
  return Buffer.concat([cipher.update(plain), cipher.final()]);
}

function write(bytes: Uint8Array): string {
  const path = join(tempFolder(), 'payload');
  writeFileSync(path, bytes);
  return path;
}

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(chunks));
}

describe('StoredFile', () => {
  it.each([0, 1, 15, 16, 17, 31, 32, 33, 4096])('reads all %i bytes back', async (length) => {
    const plain = randomBytes(length);
    const file = await StoredFile.open(write(encrypt(plain)), KEY, null, 'It');
    expect(file).toMatchObject({ size: length, integrity: 'ok' });
    expect(await file.read(0, length + 100)).toEqual(plain);
    expect(await collect(file.stream())).toEqual(plain);
    await file.close();
  });

  it('returns any range, read or streamed, encrypted or not', async () => {
    const plain = randomBytes(3 * STREAM_CHUNK + 5);
    const files = [
      await StoredFile.open(write(encrypt(plain)), KEY, null, 'It'),
      await StoredFile.open(write(plain), null, 1, 'It'),
    ];
    const position = fc.integer({ min: 0, max: plain.length + 20 });
    await fc.assert(
      fc.asyncProperty(position, position, async (start, end) => {
        const wanted = plain.subarray(start, Math.max(start, end));
        for (const file of files) {
          expect((await file.read(start, Math.max(0, end - start))).equals(wanted)).toBe(true);
          expect((await collect(file.stream({ start, end }))).equals(wanted)).toBe(true);
        }
      }),
      { seed: 1, numRuns: rounds(60) },
    );
    for (const file of files) await file.close();
  });

  it('returns the whole blocks of a truncated file', async () => {
    const plain = randomBytes(1000);
    const path = write(encrypt(plain));
    truncateSync(path, 505);
    const file = await StoredFile.open(path, KEY, 1000, 'It');
    expect(file).toMatchObject({ size: 496, integrity: 'truncated' });
    expect(await collect(file.stream())).toEqual(plain.subarray(0, 496));
    await file.close();
  });

  it('returns everything if the padding is invalid', async () => {
    const cipher = createCipheriv('aes-256-cbc', KEY, Buffer.alloc(16)).setAutoPadding(false);
    const plain = Buffer.alloc(64, 0);
    const file = await StoredFile.open(write(cipher.update(plain)), KEY, null, 'It');
    expect(file).toMatchObject({ size: 64, integrity: 'padding-invalid' });
    expect(await collect(file.stream())).toEqual(plain);
    await file.close();
  });

  it('refuses links, folders and devices, and reports missing files', async () => {
    const folder = tempFolder();
    const target = join(folder, 'target');
    writeFileSync(target, 'x');
    symlinkSync(target, join(folder, 'link'));
    mkdirSync(join(folder, 'folder'));
    execFileSync(MKFIFO, [join(folder, 'fifo')]);
    const codes = ['link', 'folder', 'fifo', 'absent'].map((name) =>
      StoredFile.open(join(folder, name), null, null, 'It').catch((error: unknown) => error),
    );
    expect(await Promise.all(codes)).toMatchObject([
      { code: 'UNSAFE_PATH' },
      { code: 'UNSAFE_PATH' },
      { code: 'UNSAFE_PATH' },
      { code: 'PAYLOAD_MISSING', message: 'It is not in the backup folder.' },
    ]);
  });

  it('stops when the signal aborts and when the consumer stops', async () => {
    const file = await StoredFile.open(write(encrypt(randomBytes(4 * STREAM_CHUNK))), KEY, null, 'It');
    const controller = new AbortController();
    const stream = file.stream({ signal: controller.signal });
    await stream.next();
    controller.abort();
    await expect(stream.next()).rejects.toMatchObject({ code: 'CANCELLED' });
    await file.stream().return();
    const left = file.stream();
    await left.next();
    await left.return();
    await file.close();
    await file.close();
    await expect(file.read(0, 1)).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('reports a file that shrinks while being read', async () => {
    const path = write(encrypt(randomBytes(1000)));
    const file = await StoredFile.open(path, KEY, null, 'It');
    truncateSync(path, 16);
    await expect(file.read(500, 100)).rejects.toMatchObject({ code: 'DAMAGED_BACKUP' });
    await expect(collect(file.stream())).rejects.toMatchObject({ code: 'DAMAGED_BACKUP' });
    await file.close();
  });

  it('refuses ranges that are not numbers or exceed memory', async () => {
    const path = write(new Uint8Array());
    truncateSync(path, 3 * 1024 ** 3);
    const file = await StoredFile.open(path, null, null, 'It');
    await expect(file.read(-1, 5)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(file.read(0.5, 5)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(file.stream({ start: Number.NaN }).next()).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(file.read(0, 2 * 1024 ** 3)).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
    await file.close();
  });
});
