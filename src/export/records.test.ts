import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isFull } from '../../test/support/depth.ts';
import { openViewFixture, type ViewFixture } from '../../test/support/view-fixture.ts';
import type { ExportRequest } from '../contract/export.ts';
import type { NoteDocument } from '../model/notes/document.ts';
import { listKinds } from '../views/index.ts';
import { prepareExport } from './prepare-export.ts';
import type { ExportFiles } from './types.ts';

const SCAN = 'a'.repeat(40);
const PREVIEW = 'b'.repeat(40);
const FARES = 'https://fares.example/x';
/** A note of a gallery. */
const ALBUM: NoteDocument = {
  blocks: [{ kind: 'paragraph', style: 'body', spans: [{ text: '', attachment: { id: 'gallery', uti: null } }] }],
};

let fixture: ViewFixture;

beforeAll(async () => {
  fixture = await openViewFixture();
  await fixture.index('notes', (rows) => {
    const spans = ['page', 'scan'].map((id) => ({ text: '', attachment: { id, uti: null } }));
    const body: NoteDocument = { blocks: [{ kind: 'paragraph', style: 'body', spans }] };
    rows.add('notes', { key: 'n', title: 'Trip', bodyState: 'read', isTrashed: false, isDeleted: false, body });
    const attachment = { note: 'n', isLocked: false } as const;
    const page = { key: 'page', kind: 'url', name: 'Fares', url: FARES, state: 'no-path', preview: PREVIEW } as const;
    rows.add('note_attachments', { ...attachment, ...page });
    rows.add('notes', { key: 'g', title: 'Album', bodyState: 'read', isTrashed: false, isDeleted: false, body: ALBUM });
    const inAlbum = { note: 'g', isLocked: false, kind: 'image', state: 'present', parent: 'gallery' } as const;
    rows.add('note_attachments', { note: 'g', isLocked: false, key: 'gallery', kind: 'gallery', state: 'no-path' });
    for (const [position, name] of ['second.jpg', 'first.jpg'].entries()) {
      const file = String(position + 1).repeat(40);
      rows.add('note_attachments', { ...inAlbum, key: name, name, file, position: 1 - position });
    }
    rows.add('note_attachments', { ...attachment, key: 'scan', kind: 'scan', state: 'present', file: SCAN });
  });
  await fixture.index('photos', (rows) => {
    const asset = { isHidden: false, isTrashed: false } as const;
    const at = Date.UTC(2024, 4, 31, 22, 30);
    rows.add('photo_assets', { key: 'hawaii', createdAt: at, utcOffset: -36_000, ...asset });
    rows.add('photo_assets', { key: 'unknown', createdAt: at + 24 * 3_600_000, ...asset });
  });
  await fixture.index('contacts', (rows) => {
    rows.add('contacts', {
      key: 'p1',
      displayName: 'Ana',
      prefix: 'Dr.',
      addresses: [{ label: null, street: 'Rua 1', subLocality: 'Alto', city: 'Lisboa' }],
      relations: [{ label: 'Spouse', value: 'Rui' }],
      dates: [{ label: 'Name day', date: '--07-26' }],
      profiles: [
        { label: null, service: 'Twitter', username: 'ana', url: 'https://twitter.com/ana' },
        { label: null, service: 'GameCenter', displayname: 'Gamer' },
      ],
      ims: [{ label: 'Home', service: 'Jabber', username: 'ana@jabber.example' }],
    });
  });
});

afterAll(() => fixture.dispose());

const files: ExportFiles = {
  open: async (name) => {
    async function* contents() {
      yield Buffer.from('file');
    }
    return { name, modifiedAt: 0, contents: contents(), integrity: () => 'ok', close: async () => {} };
  },
  name: async (fileID: string) => fileID,
  photo: async () => null,
  picture: async () => null,
};

async function exported(request: Pick<ExportRequest, 'what' | 'format'>): Promise<Map<string, string>> {
  const whole: ExportRequest = { timeZone: 'Europe/Berlin', files: true, bom: false, ...request };
  const prepared = await prepareExport({ views: fixture.ctx, files, version: '1' }, fixture.backup, whole);
  const made = new Map<string, string>();
  for await (const { path, contents } of prepared.files()) {
    let text = '';
    for await (const chunk of contents) text += chunk.toString();
    made.set(path, text);
  }
  return made;
}

it('gives photos the time of the place where they were taken, and others that of the export', async () => {
  const csv = await exported({ what: 'photo', format: 'csv' });
  const rows: Record<string, string>[] = parse(csv.get('photo.csv') ?? '', { columns: true });
  expect(rows.map((row) => row['at_local'])).toEqual(['2024-05-31T12:30:00-10:00', '2024-06-02T00:30:00+02:00']);
  const html = (await exported({ what: 'photo', format: 'html' })).get('photo.html');
  expect(html).toContain('<div class="h">2024-05-31 12:30:00 (UTC-10:00)</div>');
  expect(html).toContain('<div class="h">2024-06-02 00:30:00</div>');
});

it('links notes to web pages, and adds extensions to documents of Notes', async () => {
  const markdown = await exported({ what: 'notes', format: 'markdown' });
  expect(markdown.get('notes/Notes/Trip.md')).toContain(
    `[Fares](<${FARES}>)[Scan](<../../files/${SCAN.slice(0, 8)}-Scan.pdf>)`,
  );
  expect([...markdown.keys()].filter((path) => path.startsWith('files/a'))).toEqual([
    `files/${SCAN.slice(0, 8)}-Scan.pdf`,
  ]);
  const text = await exported({ what: 'notes', format: 'txt' });
  expect(text.get('notes/Notes/Trip.txt')).toContain(`[Fares (${FARES})][Scan]`);
});

it('places the pages of a gallery, in their order, and the files of notes as JSON Lines', async () => {
  const [first, second] = [`files/${'2'.repeat(8)}-first.jpg`, `files/${'1'.repeat(8)}-second.jpg`];
  const markdown = await exported({ what: 'notes', format: 'markdown' });
  expect(markdown.get('notes/Notes/Album.md')).toContain(
    `![first.jpg](<../../${first}>)![second.jpg](<../../${second}>)`,
  );
  const html = await exported({ what: 'notes', format: 'html' });
  expect(html.get('notes/Notes/Album.html')).toContain(`<img src="../../${first}" alt="first.jpg"><img src="../../`);
  const text = await exported({ what: 'notes', format: 'txt' });
  expect(text.get('notes/Notes/Album.txt')).toContain('[first.jpg][second.jpg]');
  const lines = await exported({ what: 'notes', format: 'jsonl' });
  expect([...lines.keys()]).toEqual(expect.arrayContaining([first, second]));
  expect(lines.get('notes.jsonl')).toContain(`"path":"${first}"`);
});

it('has no two columns of the same name, in tables of any kind', async () => {
  let tables = 0;
  const kinds = listKinds().items.filter((_kind, index) => isFull || index % 5 === 0);
  for (const { id } of kinds) {
    const table = (await exported({ what: id, format: 'csv' })).get(`${id}.csv`);
    // Those of chats have another name.
    if (table === undefined) continue;
    tables++;
    const names = table.split('\r\n', 1).flatMap((header) => header.split(','));
    expect(new Set(names).size, id).toBe(names.length);
  }
  expect(tables).toBeGreaterThan(isFull ? 50 : 20);
});

it('has all fields of a contact in CSV too', async () => {
  const made = await exported({ what: 'contacts', format: 'csv' });
  expect(parse(made.get('contacts.csv') ?? '', { columns: true })).toMatchObject([
    {
      prefix: 'Dr.',
      addresses: 'Rua 1, Alto, Lisboa',
      dates: 'Name day: --07-26',
      relations: 'Spouse: Rui',
      profiles: 'Twitter: https://twitter.com/ana; GameCenter: Gamer',
      instant_messages: 'Jabber: ana@jabber.example',
    },
  ]);
});

it('names the fields of a page of records readably, with units, and repeats no title', async () => {
  await fixture.index('calls', (rows) => {
    rows.add('calls', { key: 'c', handle: '+4930123', at: 0, seconds: 24, isVideo: false });
  });
  const page = (await exported({ what: 'call', format: 'html' })).get('call.html') ?? '';
  expect(page).toContain('<h2>+49 30 123</h2><div class="h">1970-01-01 01:00:00</div><dl>');
  expect(page).toContain('<dt>Is video</dt>');
  expect(page).toContain('<dd>24 s</dd>');
  // The time is in the head, the key is for programs.
  expect(page.split('1970-01-01 01:00:00')).toHaveLength(2);
  expect(page).toContain('<details><summary>Technical details</summary><dl><dt>Key</dt><dd>c</dd></dl></details>');
});
