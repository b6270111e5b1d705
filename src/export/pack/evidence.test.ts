import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import { afterAll, beforeAll, expect, it } from 'vitest';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import type { ExportPlan } from '../../contract/export.ts';
import { BY_CLI } from '../../model/access.ts';
import { prepareExport } from '../prepare-export.ts';
import type { About, ExportFiles } from '../types.ts';
import { sourceFiles } from './evidence.ts';

const PLAN: ExportPlan = {
  what: 'conversations',
  format: 'jsonl',
  timeZone: 'UTC',
  files: false,
  bom: false,
  pack: true,
};

let fixture: ViewFixture;
let folder = '';

beforeAll(async () => {
  fixture = await openViewFixture();
  folder = await mkdtemp(join(tmpdir(), 'aj-evidence-'));
  await fixture.index('messages', (rows) => {
    rows.conversation(1, ['anna@example.com'], { title: 'Anna' });
    rows.message(1, 1, 1, { text: 'hello' });
  });
});
afterAll(async () => {
  await fixture.dispose();
  await rm(folder, { recursive: true });
});

/** Files of a backup with these contents by fileID; all others are missing. */
function filesOf(contents: Readonly<Record<string, string>>): ExportFiles {
  return {
    open: async (fileID) => {
      const found = contents[fileID];
      if (found === undefined) return null;
      async function* bytes(): AsyncGenerator<Uint8Array, void, undefined> {
        yield Buffer.from(found ?? '');
      }
      return { name: fileID, modifiedAt: 1, contents: bytes(), integrity: () => 'ok', close: async () => undefined };
    },
    name: async () => null,
    picture: async () => null,
    photo: async () => null,
  };
}

async function packed(plan: Partial<ExportPlan>, files: ExportFiles | null = null): Promise<Map<string, string>> {
  const context = { views: fixture.ctx, files, version: '1', keyFolder: folder };
  const made = new Map<string, string>();
  for await (const file of (await prepareExport(context, fixture.backup, { ...PLAN, ...plan })).files()) {
    made.set(file.path, await text(file.contents));
  }
  return made;
}

const source = (fileID: string, relativePath: string, contents: string) => ({
  store: 'db',
  fileID,
  domain: 'HomeDomain',
  relativePath,
  size: contents.length,
  sha256: createHash('sha256').update(contents).digest('hex'),
});

async function sourcesOf(files: ExportFiles, sources: ReturnType<typeof source>[]): Promise<Record<string, string>> {
  const about = { sources: [{ sources }] } as unknown as Pick<About, 'sources'>;
  const made: Record<string, string> = {};
  for await (const { path, contents } of sourceFiles(files, about, 'en')) made[path] = await text(contents);
  return made;
}

it('has the sources at their places, each once, with the log beside its database', async () => {
  const sources = [
    source('a', 'Library/SMS/sms.db', 'db'),
    source('b', 'Library/SMS/sms.db-wal', 'log'),
    source('a', 'Library/SMS/sms.db', 'db'),
  ];
  expect(await sourcesOf(filesOf({ a: 'db', b: 'log' }), sources)).toEqual({
    'sources/HomeDomain/Library/SMS/sms.db': 'db',
    'sources/HomeDomain/Library/SMS/sms.db-wal': 'log',
  });
});

it('stays in its folder, and takes names that file systems do not tell apart to folders of their own', async () => {
  const sources = [source('a', '../../etc/con', '1'), source('b', 'X', '2'), source('c', 'x', '3')];
  expect(await sourcesOf(filesOf({ a: '1', b: '2', c: '3' }), sources)).toEqual({
    'sources/HomeDomain/%2E%2E/%2E%2E/etc/%63on': '1',
    'sources/HomeDomain/X': '2',
    'sources/c/HomeDomain/x': '3',
  });
});

it('names sources that are missing or have other contents than cited', async () => {
  const sources = [source('a', 'gone.db', ''), source('b', 'changed.db', 'before'), source('c', 'same.db', 'same')];
  const made = await sourcesOf(filesOf({ b: 'after', c: 'same' }), sources);
  expect(Object.keys(made)).toEqual([
    'sources/HomeDomain/changed.db',
    'sources/HomeDomain/same.db',
    'SOURCES-MISSING.txt',
  ]);
  expect(made['SOURCES-MISSING.txt']?.split('\r\n').slice(1)).toEqual([
    '',
    'HomeDomain/gone.db',
    'HomeDomain/changed.db',
    '',
  ]);
});

it('has who opened the backup before the export, and what was taken out of it', async () => {
  const { accesses } = fixture.store;
  await accesses.add(BY_CLI, { backup: fixture.backup, action: 'opened' });
  await accesses.add(BY_CLI, { backup: fixture.backup, action: 'exported', what: 'notes', format: 'pdf', count: 3 });
  await accesses.add(BY_CLI, { backup: null, action: 'index-removed' });
  const exportedAt = Date.now() + 1;
  const before = await packed({ exportedAt });
  const log = JSON.parse(before.get('ACCESS-LOG.json') ?? '') as { entries: unknown[] };
  expect(log).toMatchObject({ format: 'apple-juicer-access-log', backup: fixture.backup });
  expect(log.entries).toMatchObject([
    { actor: 'cli', action: 'opened' },
    { action: 'exported', what: 'notes', format: 'pdf', count: 3 },
  ]);
  expect(JSON.stringify(log.entries)).not.toContain('browserKey');
  await new Promise((resolve) => setTimeout(resolve, 5));
  await accesses.add(BY_CLI, { backup: fixture.backup, action: 'opened' });
  expect(await packed({ exportedAt })).toEqual(before);
});

it('has sources only with proof and unredacted, and lists them in the manifest', async () => {
  const made = await packed({ sources: true }, filesOf({}));
  expect(made.get('SOURCES-MISSING.txt')).toContain('AddressBookImages.sqlitedb');
  expect(made.get('MANIFEST.json')).toContain('"path": "SOURCES-MISSING.txt"');
  expect([...(await packed({}, filesOf({}))).keys()]).not.toContain('SOURCES-MISSING.txt');
  await expect(packed({ sources: true, pack: false })).rejects.toThrow('with proof');
});
