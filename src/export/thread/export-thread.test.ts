import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import type { ExportPlan } from '../../contract/export.ts';
import { freeChunk } from '../../model/own-chunk.ts';
import { prepareExport } from '../prepare-export.ts';
import type { ExportFiles } from '../types.ts';

/** More than the thread may be ahead. */
const MESSAGES = 100;
const LONG = 'x'.repeat(100_000);
const REQUEST: ExportPlan = { what: 'conversations', format: 'jsonl', timeZone: 'UTC', files: false, bom: false };

describe('the thread of an export', () => {
  let fixture: ViewFixture;
  const prepare = (request: Partial<ExportPlan> = {}, files: ExportFiles | null = null) =>
    prepareExport({ views: fixture.ctx, files, version: '1' }, fixture.backup, { ...REQUEST, ...request });
  const index = (text: string) =>
    fixture.index('messages', (rows) => {
      rows.conversation(1, ['anna@example.com'], { title: 'Anna' });
      for (let key = 1; key <= MESSAGES; key++) rows.message(key, 1, key, { text });
      rows.add('message_attachments', {
        key: 1,
        message: 1,
        file: 'a'.repeat(40),
        state: 'present',
        transferName: 'a',
      });
    });
  beforeAll(async () => {
    fixture = await openViewFixture();
    await index(LONG);
  });
  afterAll(() => fixture.dispose());

  it('reads one snapshot, whatever is indexed meanwhile', async () => {
    const { stream } = (await prepare()).download();
    await once(stream, 'readable');
    await index('another text');
    const lines = (await Array.fromAsync(stream as AsyncIterable<Buffer>)).join('').trimEnd().split('\n');
    const texts = lines.slice(2).map((line) => (JSON.parse(line) as { text: string }).text);
    expect(texts).toEqual(Array.from({ length: MESSAGES }, () => LONG));
    await index(LONG);
  });

  it('ends when its reader goes away, so that what is deleted can be erased', async () => {
    for (const isStarted of [true, false]) {
      const { stream } = (await prepare()).download();
      stream.on('error', () => undefined);
      if (isStarted) await once(stream, 'readable');
      stream.destroy();
      await index(LONG);
      await fixture.store.purge();
    }
    const zip = (await prepare({ format: 'csv' })).download();
    await once(zip.stream, 'readable');
    zip.stream.destroy();
    await fixture.store.purge();
    const files = (await prepare()).files();
    for await (const { path } of files) if (path === 'messages.jsonl') break;
    await fixture.store.purge();
  });

  it('leaves the memory of large chunks to their reader', async () => {
    let freed = 0;
    for await (const { path, contents } of (await prepare()).files()) {
      for await (const chunk of contents) {
        if (path !== 'messages.jsonl' || typeof chunk === 'string' || chunk.length < 256 * 1024) continue;
        freed += chunk.length;
        freeChunk(chunk);
        expect(chunk).toHaveLength(0);
      }
    }
    expect(freed).toBeGreaterThan(0.9 * MESSAGES * LONG.length);
  });

  it('goes on after a file that was not read to its end', async () => {
    const paths: string[] = [];
    for await (const { path, contents } of (await prepare({ format: 'html' })).files()) {
      paths.push(path);
      const chunks = contents[Symbol.asyncIterator]();
      await chunks.next();
      await chunks.return?.();
    }
    expect(paths).toEqual(['ABOUT.json', 'export-plan.json', expect.stringMatching(/^conversations\/.*\.html$/)]);
  });

  it('asks for files of the backup, and passes on why they cannot be read', async () => {
    let open = 0;
    const files: ExportFiles = {
      async open(name) {
        open++;
        const contents = (async function* () {
          yield Buffer.from('picture');
        })();
        return { name, modifiedAt: 1000, contents, integrity: () => 'truncated', close: async () => void open-- };
      },
      name: async (fileID) => fileID,
      photo: async () => null,
      picture: async () => null,
    };
    const made = new Map<string, string>();
    for await (const { path, contents } of (await prepare({ files: true }, files)).files()) {
      made.set(path, (await Array.fromAsync(contents)).join(''));
    }
    expect([...made].slice(3)).toEqual([
      ['files/aaaaaaaa-a', 'picture'],
      ['DAMAGED.txt', expect.stringContaining('files/aaaaaaaa-a\tis damaged')],
    ]);
    expect(open).toBe(0);
    const shorter: ExportFiles = {
      ...files,
      open: async (...args) => {
        const opened = await files.open(...args);
        // Of a file that is being copied it is known later.
        return opened && { ...opened, integrity: async () => 'shorter' as const };
      },
    };
    const lists: string[] = [];
    for await (const { path, contents } of (await prepare({ files: true }, shorter)).files()) {
      const text = (await Array.fromAsync(contents)).join('');
      if (path === 'DAMAGED.txt') lists.push(text);
    }
    expect(lists).toEqual([expect.stringContaining('files/aaaaaaaa-a\tis shorter than')]);
    const locked: ExportFiles = { ...files, open: () => Promise.reject(new Error('locked')) };
    const failing = async () => {
      for await (const { contents } of (await prepare({ files: true }, locked)).files())
        await Array.fromAsync(contents);
    };
    await expect(failing()).rejects.toMatchObject({ code: 'INTERNAL' });
    await expect(prepare({ keys: ['9'] })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
