import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openProgramFolder } from '../../api/program-folder.ts';
import { msg } from '../../locales/messages.ts';
import { loadTypesetter } from './typesetter-library.ts';
import { UnpackedTypesetter } from './unpacked-typesetter.ts';

describe('the typesetter of an archive', () => {
  let folder: string;
  let source: string;
  const library = Buffer.alloc(3_000_000, 'code');
  const made = async (at: string): Promise<string[]> => (await readdir(at)).filter((name) => name !== 'library.zst');

  const within = (parent: string) => () => openProgramFolder(parent);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aj-typesetter-'));
    source = join(folder, 'library.zst');
    await writeFile(source, zstdCompressSync(library));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is unpacked for all PDFs that are made at a time, for its owner only, and removed when none follows', async () => {
    const typesetter = new UnpackedTypesetter({ source, keptMs: 0 });
    const data = join(folder, 'data');
    const paths = await Promise.all(
      [1, 2].map(() =>
        typesetter.use([within(data)], async (path) => {
          expect((await readFile(path ?? '')).equals(library)).toBe(true);
          expect((await stat(path ?? '')).mode & 0o777).toBe(0o700);
          expect((await stat(dirname(path ?? ''))).mode & 0o777).toBe(0o700);
          return path;
        }),
      ),
    );
    expect(paths[0]).toBe(paths[1]);
    await expect.poll(() => made(data)).toEqual([]);
    // The next PDF unpacks it again.
    expect(await typesetter.use([within(data)], async (path) => (await stat(path ?? '')).size)).toBe(library.length);
    await expect.poll(() => made(data)).toEqual([]);
  });

  it('is removed after a PDF that failed', async () => {
    const typesetter = new UnpackedTypesetter({ source, keptMs: 0 });
    const failing = typesetter.use([within(folder)], () => Promise.reject(new Error('no pages')));
    await expect(failing).rejects.toThrow('no pages');
    await expect.poll(() => made(folder)).toEqual([]);
  });

  it('goes to the next folder where nothing can be written, or where others can', async () => {
    const [file, shared, own] = ['file', 'shared', 'own'].map((name) => join(folder, name)) as [string, string, string];
    await writeFile(file, '');
    await mkdir(shared);
    await chmod(shared, 0o777);
    const typesetter = new UnpackedTypesetter({ source });
    const path = await typesetter.use([file, shared, own].map(within), async (at) => at);
    expect(dirname(dirname(path ?? ''))).toBe(own);
    expect(await readdir(shared)).toEqual([]);
  });

  it('says what to do where no folder will do, and tries again for the next PDF', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    const typesetter = new UnpackedTypesetter({ source });
    const blocked = { code: 'BAD_SETTINGS', detail: msg('detail.typesetter-blocked') };
    await expect(typesetter.use([within(file)], async () => null)).rejects.toMatchObject(blocked);
    await rm(file);
    expect(await typesetter.use([within(file)], async (path) => (await stat(path ?? '')).size)).toBe(library.length);
  });

  it('names a full disk', async () => {
    const typesetter = new UnpackedTypesetter({ source });
    const full = (): Promise<never> => Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
    await expect(typesetter.use([full], async () => null)).rejects.toMatchObject({ code: 'DISK_FULL' });
  });

  it('is refused when it is damaged', async () => {
    const bytes = await readFile(source);
    await writeFile(source, bytes.subarray(0, bytes.length / 2));
    const typesetter = new UnpackedTypesetter({ source });
    await expect(typesetter.use([within(folder)], async () => null)).rejects.toMatchObject({ code: 'BAD_SETTINGS' });
    expect(await made(folder)).toEqual([]);
  });

  it('is that of its package elsewhere', async () => {
    const typesetter = new UnpackedTypesetter({ source: join(folder, 'none') });
    expect(await typesetter.use([within(folder)], async (path) => path)).toBeNull();
    expect((await loadTypesetter(null)).NodeCompiler).toBeTypeOf('function');
  });

  it('says what to do where the system does not load it', async () => {
    await expect(loadTypesetter(source)).rejects.toMatchObject({ code: 'BAD_SETTINGS' });
  });
});
