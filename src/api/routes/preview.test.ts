import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../../test/support/api/client.ts';
import { makeEndless } from '../../../test/support/endless-table.ts';
import {
  fileIDOf,
  KeyedArchiveWriter,
  type SyntheticEntry,
  writeBackup,
  writeBplist,
  writeXmlPlist,
} from '../../../test/synthetic/index.ts';
import { PreviewSchema, type PreviewView, type TablePage, TablePageSchema } from '../../contract/preview.ts';

const PASSWORD = 'correct horse';
const DOMAIN = 'HomeDomain';

describe('previews', () => {
  let folder = '';
  let server: TestServer;
  let id = '';
  let session = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aj-preview-'));
    const binary = writeBplist({
      name: 'Ä',
      big: 2n ** 63n - 1n,
      when: new Date(0),
      data: Buffer.from([1, 255]),
      list: [true, 1.5],
    });
    const contents: Record<string, Uint8Array | { path: string }> = {
      'utf8.txt': Buffer.from(`<script>alert(1)</script>\n\u001b[31m${'é'.repeat(200_000)}`),
      'utf16.txt': Buffer.from('\ufeffgrüße 😀', 'utf16le'),
      'latin.txt': Buffer.from('Stra\xdfe \x80', 'latin1'),
      'binary.plist': binary,
      'xml.plist': Buffer.from(writeXmlPlist({ name: '<b>x</b>' })),
      'archive.plist': keyedArchive(),
      'broken.plist': binary.subarray(0, 40),
      'broken-xml.plist': Buffer.from('<?xml version="1.0"?><plist><dict><key>a'),
      'bytes.bin': Buffer.from([0, 1, 2, 255, 254]),
      empty: Buffer.alloc(0),
      'good.db': { path: goodDatabase(join(folder, 'good.db')) },
      'endless.db': { path: endlessDatabase(join(folder, 'endless.db')) },
      'broken.db': Buffer.from(`SQLite format 3\0${'x'.repeat(5000)}`, 'latin1'),
      'movie.mov': movie(),
    };
    const files = Object.entries(contents).map(
      ([name, bytes]): SyntheticEntry => ({
        domain: DOMAIN,
        relativePath: `Library/${name}`,
        kind: 'file',
        contents: bytes,
      }),
    );
    await writeBackup(join(folder, 'backup'), {
      encrypted: { password: PASSWORD },
      manifest: 'db',
      layout: 'sharded',
      files,
    });
    server = await startTestServer([join(folder, 'backup')]);
    id = server.idOf(join(folder, 'backup'));
    session = await server.unlock(id, PASSWORD);
  });
  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  const ask = (name: string, rest: string): Promise<Response> =>
    server.get(`/backups/${id}/file/${fileIDOf(DOMAIN, `Library/${name}`)}/${rest}`, { 'x-backup-session': session });
  async function preview<K extends PreviewView['kind']>(
    name: string,
    kind: K,
    query = '',
  ): Promise<Extract<PreviewView, { kind: K }>> {
    const response = await ask(name, `preview${query}`);
    const body: unknown = await response.json();
    expect([name, response.status, body]).toEqual([name, 200, expect.objectContaining({ kind })]);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    return PreviewSchema.parse(body) as Extract<PreviewView, { kind: K }>;
  }
  async function rows(table: string, query: string): Promise<TablePage> {
    return TablePageSchema.parse(
      await (await ask('good.db', `preview/tables/${encodeURIComponent(table)}${query}`)).json(),
    );
  }

  it('show text in parts without splitting characters', async () => {
    const first = await preview('utf8.txt', 'text');
    expect(first).toMatchObject({ encoding: 'utf-8', offset: 0 });
    expect(first.text.startsWith('<script>alert(1)</script>\n\u241b[31mé')).toBe(true);
    let text = first.text;
    for (let { next } = first; next !== null; ) {
      const part = await preview('utf8.txt', 'text', `?offset=${next}&length=99999`);
      text += part.text;
      ({ next } = part);
    }
    expect(text).toBe(`<script>alert(1)</script>\n\u241b[31m${'é'.repeat(200_000)}`);
  });

  it('detect encodings', async () => {
    expect(await preview('utf16.txt', 'text')).toMatchObject({ encoding: 'utf-16le', text: 'grüße 😀' });
    expect((await preview('latin.txt', 'hex')).hex).toBe('53747261df652080');
    expect(await preview('latin.txt', 'text', '?as=text')).toMatchObject({
      encoding: 'windows-1252',
      text: 'Straße €',
    });
  });

  it('show property lists as trees', async () => {
    const { format, root, cut } = await preview('binary.plist', 'plist');
    expect({ format, cut }).toEqual({ format: 'binary', cut: false });
    expect(root.entries).toEqual([
      { key: 'name', value: { type: 'string', value: 'Ä' } },
      { key: 'big', value: { type: 'integer', value: '9223372036854775807' } },
      { key: 'when', value: { type: 'date', value: '1970-01-01T00:00:00.000Z' } },
      { key: 'data', value: { type: 'data', value: '01ff', length: 2 } },
      {
        key: 'list',
        value: {
          type: 'array',
          length: 2,
          items: [
            { type: 'boolean', value: true },
            { type: 'real', value: 1.5 },
          ],
        },
      },
    ]);
    expect((await preview('xml.plist', 'plist')).root.entries?.[0]?.value.value).toBe('<b>x</b>');
  });

  it('show damaged property lists as text or bytes, with the problem', async () => {
    expect((await preview('broken.plist', 'hex')).problem).toMatch(/plist|property list/i);
    expect((await preview('broken-xml.plist', 'text')).problem).toMatch(/property list/i);
  });

  it('show any bytes at any offset', async () => {
    expect(await preview('bytes.bin', 'hex')).toMatchObject({ hex: '000102fffe', offset: 0, next: null });
    expect(await preview('bytes.bin', 'hex', '?as=hex&offset=1&length=2')).toMatchObject({
      hex: '0102',
      offset: 1,
      next: 3,
    });
    expect(await preview('bytes.bin', 'hex', '?as=hex&offset=99')).toMatchObject({ hex: '', next: null });
    expect(await preview('empty', 'text')).toMatchObject({ text: '', next: null });
  });

  it('give metadata of a video', async () => {
    expect(await preview('movie.mov', 'video')).toMatchObject({ seconds: 2.5, createdAt: Date.UTC(2024, 0, 1) });
  });

  it('list the tables of a database, views without running them', async () => {
    const { tables } = await preview('good.db', 'database');
    expect(tables.map(({ name, rows, isReadable }) => [name, rows, isReadable])).toEqual([
      ['keyed', 3, true],
      ['no"rows', 0, true],
      ['numbers', 120, true],
      ['trap', null, false],
    ]);
    expect(tables[2]?.columns).toEqual([
      { name: 'id', type: 'INTEGER', isPrimaryKey: true },
      { name: 'value', type: '', isPrimaryKey: false },
    ]);
  });

  it('page through a table by its key', async () => {
    let cursor = '';
    const seen: unknown[] = [];
    for (;;) {
      const page = await rows('numbers', `?limit=50${cursor}`);
      seen.push(...page.items.map(([key]) => key));
      if (page.next === null) break;
      cursor = `&cursor=${page.next}`;
    }
    expect(seen).toEqual(Array.from({ length: 120 }, (_, index) => index + 1));
    const first = await rows('keyed', '?limit=2');
    expect(first.items).toEqual([
      ['a', 1],
      ['a', { type: 'integer', value: '9007199254740993', length: 8 }],
    ]);
    expect((await rows('keyed', `?cursor=${first.next ?? ''}`)).items).toEqual([['b', 0]]);
    expect((await rows('no"rows', '')).items).toEqual([]);
  });

  it('truncate long cells and give their length', async () => {
    const { items } = await rows('numbers', '?limit=4');
    expect(items.map(([, cell]) => cell)).toEqual([
      { type: 'text', value: 'é'.repeat(1000), length: 10_000 },
      { type: 'blob', value: '07'.repeat(64), length: 1_000_000 },
      1.5,
      null,
    ]);
  });

  it.each([
    ['nowhere', '', 404],
    ['trap', '', 404],
    ['sqlite_schema', '', 404],
    ['numbers', '?cursor=abc', 400],
    ['numbers', '?limit=9999', 400],
  ])('refuse table %s%s', async (table, query, status) => {
    expect((await ask('good.db', `preview/tables/${table}${query}`)).status).toBe(status);
  });

  it('reject a file that is no database', async () => {
    expect(await (await ask('broken.db', 'preview')).json()).toMatchObject({ code: 'MALFORMED_DATABASE' });
  });

  it('abort for a database with endless rows, and leave no files on disk', { timeout: 40_000 }, async () => {
    const { tables } = await preview('endless.db', 'database');
    expect(tables).toMatchObject([{ name: 't', rows: null }]);
    const page = (await (await ask('endless.db', 'preview/tables/t?limit=5')).json()) as TablePage;
    expect(page.items).toHaveLength(5);
    expect(await readdir(server.app.settings.backup_paths.temp_path).catch(() => [])).toEqual([]);
  });

  it('decode keyed archives', async () => {
    const { isKeyedArchive, root } = await preview('archive.plist', 'plist');
    expect({ isKeyedArchive, root }).toEqual({
      isKeyedArchive: true,
      root: {
        type: 'object',
        class: 'Thing',
        length: 1,
        entries: [{ key: 'title', value: { type: 'string', value: 'inside' } }],
      },
    });
  });
});

function keyedArchive(): Buffer {
  const archive = new KeyedArchiveWriter();
  return archive.finish(archive.add({ $class: archive.addClass('Thing', 'NSObject'), title: archive.add('inside') }));
}

function goodDatabase(path: string): string {
  const db = new DatabaseSync(path);
  db.exec(`
    CREATE TABLE numbers (id INTEGER PRIMARY KEY, value);
    CREATE TABLE keyed (a TEXT, b INTEGER, PRIMARY KEY (a, b)) WITHOUT ROWID;
    CREATE TABLE "no""rows" (rowid TEXT);
    CREATE VIEW trap AS SELECT * FROM numbers;
    INSERT INTO keyed VALUES ('b', 0), ('a', 9007199254740993), ('a', 1);
  `);
  const insert = db.prepare('INSERT INTO numbers (value) VALUES (?)');
  for (const value of ['é'.repeat(5000), Buffer.alloc(1_000_000, 7), 1.5, null]) insert.run(value);
  for (let index = 4; index < 120; index++) insert.run(index);
  db.close();
  return path;
}

function endlessDatabase(path: string): string {
  const db = new DatabaseSync(path);
  db.exec("CREATE TABLE t (x); INSERT INTO t SELECT value FROM json_each('[1,2,3,4,5,6,7,8]')");
  db.close();
  makeEndless(path, 't');
  return path;
}

/** `ftyp` and a `moov` that contains only its header (ISO/IEC 14496-12 §8.2.2). */
function movie(): Buffer {
  const header = Buffer.alloc(108);
  header.writeUInt32BE(Date.UTC(2024, 0, 1) / 1000 + 2_082_844_800, 12);
  header.writeUInt32BE(600, 20);
  header.writeUInt32BE(1500, 24);
  header.writeUInt32BE(header.length, 0);
  header.write('mvhd', 4, 'latin1');
  const moov = Buffer.alloc(8);
  moov.writeUInt32BE(8 + header.length, 0);
  moov.write('moov', 4, 'latin1');
  return Buffer.concat([Buffer.from('\0\0\0\x14ftypqt  \0\0\0\0qt  ', 'latin1'), moov, header]);
}
