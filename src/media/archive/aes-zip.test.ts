import { execFileSync, spawnSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { sample, uint8Array } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as yauzl from 'yauzl';
import { rounds } from '../../../test/support/depth.ts';
import { aesZipStream } from './aes-zip.ts';
import type { ZipEntry } from './zip-stream.ts';

const PASSWORD = 'Größe 好 "x';
const PROGRAM = ['7zz', '7z', '7za'].find((name) => spawnSync(name, ['i']).status === 0);

function entryOf(path: string, chunks: readonly (string | Uint8Array)[], compress: boolean): ZipEntry {
  return { path, modifiedAt: Date.UTC(2024, 4, 1, 10, 0, 2), compress, contents: fromAll(chunks) };
}

async function* fromAll<T>(all: readonly T[]): AsyncGenerator<T, void, undefined> {
  yield* all;
}

describe('a ZIP with a password', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aj-aes-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function write(name: string, entries: readonly ZipEntry[]): Promise<string> {
    const path = join(folder, name);
    await pipeline(aesZipStream(fromAll(entries), PASSWORD), createWriteStream(path));
    return path;
  }

  it.skipIf(PROGRAM === undefined)('is opened by 7-Zip with its password only', async () => {
    const bytes = sample(uint8Array({ minLength: 0, maxLength: 5000 }), { seed: 11, numRuns: rounds(12) });
    const path = await write('all.zip', [
      entryOf('chats/Zoë 好.html', ['hello ', 'wörld\n'.repeat(1000)], true),
      entryOf('empty.txt', [], true),
      entryOf('photos/odd.jpg', bytes, false),
      entryOf('photos/one.jpg', [new Uint8Array(1_000_003).fill(7)], false),
    ]);
    execFileSync(PROGRAM ?? '', ['x', `-p${PASSWORD}`, `-o${join(folder, 'out')}`, path], {
      env: { LC_ALL: 'C.UTF-8', PATH: process.env['PATH'] },
    });
    const read = (name: string): Promise<Buffer> => readFile(join(folder, 'out', name));
    expect(String(await read('chats/Zoë 好.html'))).toBe(`hello ${'wörld\n'.repeat(1000)}`);
    expect(await read('empty.txt')).toHaveLength(0);
    expect(await read('photos/odd.jpg')).toEqual(Buffer.concat(bytes));
    expect(await read('photos/one.jpg')).toEqual(Buffer.alloc(1_000_003, 7));
    expect((await stat(join(folder, 'out', 'empty.txt'))).mtimeMs).toBe(Date.UTC(2024, 4, 1, 10, 0, 2));
    expect(spawnSync(PROGRAM ?? '', ['t', '-pwrong', path]).status).not.toBe(0);
    const listed = execFileSync(PROGRAM ?? '', ['l', '-slt', path]).toString();
    expect(listed.match(/Method = AES-256 \w+/g)).toEqual([
      'Method = AES-256 Deflate',
      'Method = AES-256 Deflate',
      'Method = AES-256 Store',
      'Method = AES-256 Store',
    ]);
  });

  it('has a directory of ZIP64 that other readers understand, and no contents in the clear', async () => {
    const path = await write('listed.zip', [entryOf('a.txt', ['secret words'], false), entryOf('b.txt', ['x'], true)]);
    expect((await readFile(path)).includes('secret')).toBe(false);
    const zip = await yauzl.openPromise(path);
    const found: unknown[] = [];
    for await (const entry of zip.eachEntry()) {
      found.push([entry.fileName, entry.uncompressedSize, entry.isEncrypted(), entry.compressionMethod]);
    }
    expect(found).toEqual([
      ['a.txt', 12, true, 99],
      ['b.txt', 1, true, 99],
    ]);
  });

  it('breaks off when an entry cannot be read', async () => {
    async function* broken(): AsyncGenerator<string> {
      yield 'a';
      throw new Error('locked');
    }
    for (const compress of [true, false]) {
      const entry: ZipEntry = { path: 'a', modifiedAt: null, compress, contents: broken() };
      await expect(write('broken.zip', [entry])).rejects.toThrow('locked');
    }
  });
});
