import { writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NO_DETAILS } from '../../backup/manifest/entry.ts';
import type { BackupFile } from '../../backup/types.ts';
import { plain } from '../../locales/messages.ts';
import type { Copyable } from '../../model/copyable.ts';
import { DomainError } from '../../model/errors.ts';
import type { BackupHandle, ListedEntry } from '../../sessions/types.ts';
import { type ExtractedItem, extractEntries } from './extract.ts';
import { TargetFolder } from './target-folder.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'apple-juicer-extract-'));
});
afterEach(() => rm(folder, { recursive: true }));

function listed(relativePath: string, more: Partial<ListedEntry['entry']> = {}): ListedEntry {
  const entry = {
    fileID: '0'.repeat(40),
    domain: 'D',
    relativePath,
    kind: 'file' as const,
    ...NO_DETAILS,
    mode: 0o644,
    ...more,
  };
  return { entry, missing: false, unsafe: false };
}

/** A backup with file contents given by path. */
function handleOf(contents: (relativePath: string) => AsyncIterable<string>): Pick<BackupHandle, 'open'> {
  return {
    open: async (entry) => {
      async function* stream(): AsyncGenerator<Uint8Array, void, undefined> {
        for await (const text of contents(entry.relativePath)) yield Buffer.from(text);
      }
      return { entry, size: 3, integrity: 'ok', stream, close: async () => {} } as unknown as BackupFile;
    },
  };
}

async function extract(
  entries: readonly ListedEntry[],
  contents: (relativePath: string) => AsyncIterable<string>,
  signal = new AbortController().signal,
): Promise<ExtractedItem[]> {
  const target = await TargetFolder.open(folder, []);
  async function* all(): AsyncGenerator<ListedEntry> {
    yield* entries;
  }
  return Array.fromAsync(extractEntries(handleOf(contents) as BackupHandle, all(), target, signal));
}

async function* say(...texts: string[]): AsyncGenerator<string> {
  yield* texts;
}

describe('extractEntries', () => {
  it('replaces a file, and keeps it if writing the new one fails', async () => {
    await mkdir(join(folder, 'D'));
    await writeFile(join(folder, 'D', 'a'), 'old');
    await writeFile(join(folder, 'D', 'b'), 'old');
    async function* broken(): AsyncGenerator<string> {
      yield 'half';
      throw new DomainError('DAMAGED_BACKUP', plain('Cut short.'));
    }
    const items = await extract([listed('a'), listed('b'), listed('c')], (path) =>
      path === 'a' ? broken() : say('new'),
    );
    expect(items.map(({ status, code }) => [status, code])).toEqual([
      ['failed', 'DAMAGED_BACKUP'],
      ['written', null],
      ['written', null],
    ]);
    expect(await readFile(join(folder, 'D', 'a'), 'utf8')).toBe('old');
    expect(await readFile(join(folder, 'D', 'b'), 'utf8')).toBe('new');
    expect((await readdir(join(folder, 'D'))).sort()).toEqual(['a', 'b', 'c']);
    expect((await stat(join(folder, 'D', 'c'))).mode & 0o777).toBe(0o600);
  });

  it('creates folders for the user alone, the target and those around it too', async () => {
    const path = join(folder, 'new', 'target');
    await (await TargetFolder.open(path, [])).makeFolder('D/E');
    for (const created of [dirname(path), path, join(path, 'D'), join(path, 'D', 'E')]) {
      expect((await stat(created)).mode & 0o777).toBe(0o700);
    }
  });

  it('follows no link and replaces no folder', async () => {
    const outside = join(folder, 'outside');
    await mkdir(outside);
    await mkdir(join(folder, 'D', 'folder'), { recursive: true });
    await symlink(outside, join(folder, 'D', 'linked'));
    await symlink(join(outside, 'new'), join(folder, 'D', 'file'));
    const items = await extract([listed('linked/x'), listed('file'), listed('folder')], () => say('x'));
    expect(items.map(({ code }) => code)).toEqual(['UNSAFE_PATH', 'UNSAFE_PATH', 'UNSAFE_PATH']);
    expect(await readdir(outside)).toEqual([]);
  });

  it('sets sane modification times only', async () => {
    const times = [0, Date.UTC(2020, 0, 1), -1, 8e15];
    const items = await extract(
      times.map((modifiedAt, index) => listed(String(index), { modifiedAt })),
      () => say('x'),
    );
    const set = await Promise.all(items.map(({ path }) => stat(join(folder, path ?? ''))));
    expect(set.slice(0, 2).map(({ mtimeMs }) => mtimeMs)).toEqual(times.slice(0, 2));
    for (const { mtimeMs } of set.slice(2)) expect(Math.abs(mtimeMs - Date.now())).toBeLessThan(60_000);
  });

  it('stops on cancellation or a full disk, and leaves no partial file', async () => {
    const controller = new AbortController();
    async function* interrupted(): AsyncGenerator<string> {
      yield 'half';
      controller.abort();
      throw new Error('aborted');
    }
    await expect(extract([listed('a'), listed('b')], interrupted, controller.signal)).rejects.toMatchObject({
      code: 'CANCELLED',
    });
    async function* full(): AsyncGenerator<string> {
      yield 'half';
      throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    }
    await expect(extract([listed('a'), listed('b')], full)).rejects.toMatchObject({ code: 'DISK_FULL' });
    expect(await readdir(join(folder, 'D'))).toEqual([]);
  });

  it('creates no links, and reports other entries', async () => {
    const items = await extract(
      [listed('l', { kind: 'symlink', target: '/etc' }), listed('d', { kind: 'directory' })],
      () => say('x'),
    );
    expect(items.map(({ status, path, target }) => [status, path, target])).toEqual([
      ['symlink', null, '/etc'],
      ['created', 'D/d', null],
    ]);
    expect(await readdir(join(folder, 'D'))).toEqual(['d']);
  });
});

describe('TargetFolder', () => {
  it('is not opened inside a backup, also through a link', async () => {
    const backup = join(folder, 'backup');
    await mkdir(backup);
    await symlink(backup, join(folder, 'alias'));
    for (const path of [backup, join(backup, 'new', 'deep'), join(folder, 'alias', 'new')]) {
      await expect(TargetFolder.open(path, [backup])).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    }
    await expect(TargetFolder.open(join(folder, 'backup-2'), [backup])).resolves.toMatchObject({});
    expect(await readdir(backup)).toEqual([]);
  });

  it('is not opened inside an unlisted backup', async () => {
    const backup = join(folder, 'somewhere', 'else');
    await mkdir(backup, { recursive: true });
    await writeFile(join(backup, 'Status.plist'), '');
    for (const path of [backup, join(backup, 'new', 'deep')]) {
      await expect(TargetFolder.open(path, [])).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    }
    expect(await readdir(backup)).toEqual(['Status.plist']);
  });

  it('is created with its parents', async () => {
    const { path } = await TargetFolder.open(join(folder, 'new', 'deep'), []);
    expect((await stat(path)).isDirectory()).toBe(true);
    await expect(TargetFolder.open(path, [])).resolves.toMatchObject({ path });
  });

  it('leaves no folders that it has created if nothing was written', async () => {
    await (await TargetFolder.open(join(folder, 'a', 'b'), [])).removeIfNew();
    expect(await readdir(folder)).toEqual([]);
    const kept = await TargetFolder.open(join(folder, 'a', 'b'), []);
    await kept.writeFile('x', null, (file) => file.write('x'));
    await kept.removeIfNew();
    await (await TargetFolder.open(join(folder, 'a'), [])).removeIfNew();
    await (await TargetFolder.open(join(folder, 'a', 'c'), [])).removeIfNew();
    expect((await readdir(folder, { recursive: true })).toSorted()).toEqual(['a', 'a/b', 'a/b/x']);
  });

  it('is not empty and not a file', async () => {
    await writeFile(join(folder, 'file'), 'x');
    for (const path of ['', join(folder, 'file'), join(folder, 'file', 'below')]) {
      await expect(TargetFolder.open(path, [])).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    }
    expect(await readFile(join(folder, 'file'), 'utf8')).toBe('x');
  });

  it.runIf(process.platform === 'linux')('ends where a folder that is there takes no new ones', async () => {
    await expect(TargetFolder.open('/proc/apple-juicer/deep', [])).rejects.toMatchObject({ code: 'NO_ACCESS' });
  });

  it('begins copies side by side, which have their time and name once they are complete', async () => {
    const target = await TargetFolder.open(folder, []);
    const first = Promise.withResolvers<void>();
    const contents = (text: string, until: Promise<void>): Copyable => ({
      async copyTo(descriptor) {
        writeFileSync(descriptor, text);
        await until;
      },
    });
    const one = await target.beginCopy('new/one', 1_000_000, contents('first', first.promise), () => undefined);
    const two = await target.beginCopy('new/two', null, contents('second', Promise.resolve()), () => undefined);
    expect(await two.end).toBe(6);
    expect(await readdir(join(folder, 'new'))).toEqual([expect.stringMatching(/\.part$/), 'two']);
    first.resolve();
    expect(await one.end).toBe(5);
    expect(await readFile(join(folder, 'new', 'one'), 'utf8')).toBe('first');
    expect((await stat(join(folder, 'new', 'one'))).mtimeMs).toBe(1_000_000);
  });

  it('says if it is no longer there', async () => {
    const target = await TargetFolder.open(join(folder, 'stick'), []);
    const gone = { code: 'READ_FAILED', message: expect.stringContaining('no longer there') };
    await target.makeFolder('begun');
    const writing = target.writeFile('begun/one', null, async (file) => {
      await file.write('half');
      await rm(join(folder, 'stick'), { recursive: true });
    });
    await expect(writing).rejects.toMatchObject(gone);
    await expect(target.writeFile('begun/two', null, async () => undefined)).rejects.toMatchObject(gone);
    await expect(target.writeFile('new/three', null, async () => undefined)).rejects.toMatchObject(gone);
  });

  it('leaves nothing of a copy that failed, and says what the disk refused', async () => {
    const target = await TargetFolder.open(folder, []);
    for (const [code, expected, text = 'cannot write'] of [
      ['ENOSPC', 'DISK_FULL', 'full'],
      ['EIO', 'READ_FAILED', '“file” could not be written (EIO).'],
      // Names that a file system of Windows does not take.
      ['EINVAL', 'READ_FAILED', '“file” could not be written (EINVAL).'],
      ['EFBIG', 'READ_FAILED', 'FAT32'],
      ['ENODEV', 'READ_FAILED', 'no longer there'],
      // No error of the system: a mistake.
      ['ERR_INVALID_ARG_TYPE', 'ERR_INVALID_ARG_TYPE'],
    ] as const) {
      const failing: Copyable = {
        async copyTo(descriptor) {
          writeFileSync(descriptor, 'half');
          throw Object.assign(new Error('cannot write'), { code });
        },
      };
      const { end } = await target.beginCopy('file', null, failing, () => undefined);
      await expect(end).rejects.toMatchObject({
        code: expected,
        message: expect.stringContaining(text) as string,
      });
    }
    expect(await readdir(folder)).toEqual([]);
  });
});
