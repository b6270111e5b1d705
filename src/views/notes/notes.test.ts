import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import type { NoteDocument } from '../../model/notes/document.ts';
import { getLockedNote, getNote, listNoteFolders, listNotes, openedNote } from './index.ts';
import type { NoteQuery } from './list.ts';

const BODY: NoteDocument = {
  blocks: [
    { kind: 'paragraph', style: 'title', spans: [{ text: 'Trip' }] },
    { kind: 'paragraph', style: 'checklist', done: true, spans: [{ text: 'Pack <now>', bold: true }] },
    { kind: 'paragraph', style: 'body', spans: [{ text: '', attachment: { id: 'pic', uti: 'public.jpeg' } }] },
    { kind: 'paragraph', style: 'body', spans: [{ text: '', attachment: { id: 'gone', uti: null } }] },
    { kind: 'paragraph', style: 'body', spans: [{ text: '', attachment: { id: 'page', uti: 'public.url' } }] },
    { kind: 'paragraph', style: 'body', spans: [{ text: '', attachment: { id: 'scan', uti: null } }] },
  ],
};

const LINKS: NoteDocument = {
  blocks: [
    {
      kind: 'table',
      id: 't',
      rows: [[[{ kind: 'paragraph', style: 'body', spans: [{ text: 'x', link: 'applenotes:note/A' }] }]]],
    },
    { kind: 'paragraph', style: 'body', spans: [{ text: 'y', link: 'applenotes:note/nowhere' }] },
  ],
};

const PASSWORD_LOCK = {
  scheme: 'password',
  salt: 'AA==',
  iterations: 1,
  wrappedKey: 'AA==',
  iv: 'AA==',
  tag: 'AA==',
  ciphertext: 'AA==',
} as const;

/** The found notes. */
const WORDS: Readonly<Record<string, string>> = { a: 'Pack the Élan', b: 'élan vital', e: 'elan, thrown away' };

let fixture: ViewFixture;

beforeAll(async () => {
  fixture = await openViewFixture();
  await fixture.index('notes', (rows) => {
    const folder = (key: string, more: object): void => rows.add('note_folders', { key, kind: 'normal', ...more });
    folder('trash', { name: 'Recently Deleted', account: 'iCloud', kind: 'trash' });
    folder('work', { name: 'Work', account: 'iCloud' });
    folder('plans', { name: 'Plans', account: 'iCloud', parent: 'work' });
    folder('deep', { name: 'Deep', account: 'iCloud', parent: 'plans' });
    folder('phone', { name: 'Notes', account: 'A phone' });
    folder('x', { name: 'X', account: 'Z', parent: 'y' });
    folder('y', { name: 'Y', account: 'Z', parent: 'x' });
    const smart = (rules: unknown): object => {
      const smartQuery = JSON.stringify({ entity: 'note', type: { and: [{ deleted: false }, rules] } });
      return { kind: 'smart', account: 'iCloud', smartQuery };
    };
    folder('smart', {
      name: 'S1',
      ...smart({ or: [{ systemPaper: true }, { folder: 'plans' }, { tag: 'TRIP' }, { folder: 'phone' }] }),
    });
    folder('recent', { name: 'S2', ...smart({ creationDateRelativeRange: { type: 2 } }) });
    folder('odd', { name: 'S3', kind: 'smart', account: 'iCloud', smartQuery: '{' });
    folder('empty', { name: 'Old', account: 'iCloud', isDeleted: true });
    const note = (key: string, modifiedAt: number | null, more: object = {}): void =>
      rows.add(
        'notes',
        { key, modifiedAt, bodyState: 'read', isTrashed: false, isDeleted: false, ...more },
        { text: `${WORDS[key] ?? ''} everywhere`, at: modifiedAt },
      );
    note('a', 30, { title: 'Trip', folder: 'work', account: 'iCloud', body: BODY, createdAt: 1, isPinned: true });
    note('b', 20, { snippet: 'élan', folder: 'plans', account: 'iCloud', createdAt: 3 });
    note('c', 10, { title: '  ', folder: 'phone', account: 'A phone', createdAt: 2 });
    note('d', null, { title: 'Zebra', folder: 'work', account: 'iCloud', body: LINKS, isQuickNote: true });
    note('e', 40, { title: 'Gone', folder: 'trash', isTrashed: true });
    note('f', 50, { title: 'Removed', isDeleted: true });
    const locked = { isLocked: true, bodyState: 'locked', passwordHint: 'dog' };
    note('L', 25, { title: 'Secret', ...locked, lock: PASSWORD_LOCK });
    note('M', 24, { title: 'Also', ...locked, lock: { scheme: 'device-passcode' } });
    note('N', 23, { title: 'None', ...locked });
    const attachment = { note: 'a', kind: 'image', state: 'present', name: 'photo "1".jpg' } as const;
    rows.add('note_attachments', { ...attachment, key: 'pic', file: 'f'.repeat(40), ocrText: 'SALE' });
    const page = { kind: 'url', state: 'no-path', name: 'Fares', url: 'https://fares.example/?a=1&b=2' } as const;
    rows.add('note_attachments', { ...attachment, key: 'scan', kind: 'scan', name: null, file: 'c'.repeat(40) });
    rows.add('note_attachments', { ...attachment, ...page, key: 'page', preview: 'd'.repeat(40) });
    rows.add('note_attachments', { key: 'tag', note: 'd', kind: 'hashtag', text: '#Trip', target: null });
    rows.add('note_attachments', { ...attachment, key: 'lost', state: 'not-in-backup', preview: 'e'.repeat(40) });
  });
});

afterAll(() => fixture.dispose());

const list = (query: Partial<NoteQuery> = {}) => listNotes(fixture.ctx, fixture.backup, { limit: 50, ...query });
const keysOf = async (query: Partial<NoteQuery> = {}): Promise<string> =>
  (await list(query)).items.map(({ key }) => key).join('');

describe('the list of notes', () => {
  it.each<[Partial<NoteQuery>, string]>([
    [{}, 'aLMNbcd'],
    [{ sort: 'created' }, 'bcaLMNd'],
    [{ sort: 'title' }, 'MbNLacd'],
    [{ folder: 'work' }, 'ad'],
    [{ account: 'A phone' }, 'c'],
    [{ pinned: true }, 'a'],
    [{ locked: true }, 'LMN'],
    [{ quick: true }, 'd'],
    [{ folder: 'smart' }, 'bd'],
    [{ folder: 'smart', trashed: 'too' }, 'bd'],
    [{ folder: 'recent' }, ''],
    [{ folder: 'odd' }, ''],
    [{ trashed: 'only' }, 'fe'],
    [{ trashed: 'too' }, 'feaLMNbcd'],
    [{ query: 'elan' }, 'ab'],
    [{ query: 'ela* -vital' }, 'a'],
    [{ query: '"elan vital"', trashed: 'too' }, 'b'],
    [{ query: 'elan', trashed: 'too', sort: 'title' }, 'bea'],
    [{ query: 'elan', folder: 'work' }, 'a'],
    [{ query: 'nowhere' }, ''],
    [{ query: ' ' }, 'aLMNbcd'],
    // Other kinds of records are excluded.
    [{ query: 'elan type:message' }, 'ab'],
  ])('%j gives %s', async (query, expected) => expect(await keysOf(query)).toBe(expected));

  it('pages through all results', async () => {
    let [seen, cursor] = ['', null as string | null];
    do {
      const page = await list({ limit: 3, ...(cursor === null ? {} : { cursor }) });
      seen += page.items.map(({ key }) => key).join('');
      cursor = page.next;
    } while (cursor !== null);
    expect(seen).toBe('aLMNbcd');
    await expect(list({ cursor: 'W10' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(list({ cursor: 'WyJ4Il0' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  it('pages through all matches, beyond one page of the search', async () => {
    const many = await openViewFixture();
    try {
      await many.index('notes', (rows) => {
        for (let index = 0; index < 450; index++)
          rows.add(
            'notes',
            { key: `n${String(index).padStart(3, '0')}`, modifiedAt: index, isTrashed: false, isDeleted: false },
            { text: index % 3 === 0 ? 'other' : 'common', at: index },
          );
      });
      const page = (query: Partial<NoteQuery>) =>
        listNotes(many.ctx, many.backup, { query: 'common', limit: 200, ...query });
      const first = await page({});
      const second = await page({ cursor: first.next ?? '' });
      expect([first.items.length, second.items.length, second.next]).toEqual([200, 100, null]);
    } finally {
      await many.dispose();
    }
  });

  it('is titled by its title, else by its first words', async () => {
    const titles = (await list()).items.map(({ title }) => title);
    expect(titles).toEqual(['Trip', 'Secret', 'Also', 'None', 'élan', 'Untitled', 'Zebra']);
  });
});

describe('folders', () => {
  it('are a tree with counts, even with cycles and missing parents', async () => {
    const folders = await listNoteFolders(fixture.ctx, fixture.backup);
    expect(folders.map(({ key, depth, noteCount }) => [key, depth, noteCount])).toEqual([
      ['phone', 0, 1],
      ['trash', 0, 1],
      ['smart', 0, 2],
      ['recent', 0, null],
      ['odd', 0, null],
      ['work', 0, 2],
      ['plans', 1, 1],
      ['deep', 2, 0],
      ['x', 0, 0],
      ['y', 1, 0],
    ]);
    expect(folders.filter(({ kind }) => kind === 'smart')).toMatchObject([
      {
        query: { match: 'any', groups: [{}, { conditions: [{ kind: 'folder', value: 'Plans' }] }, {}, {}] },
        isFollowed: true,
      },
      { query: { groups: [{ conditions: [{ kind: 'recently-created' }] }] }, isFollowed: false },
      { query: null, isFollowed: false },
    ]);
  });
});

describe('one note', () => {
  const note = (key: string, format?: 'html' | 'markdown' | 'text') =>
    getNote(fixture.ctx, fixture.backup, key, format === undefined ? {} : { format });

  it('has its document, and its attachments with their files', async () => {
    const { document, rendered, attachments, lock } = await note('a');
    expect([document, rendered, lock]).toEqual([BODY, null, null]);
    expect(attachments).toMatchObject([
      { key: 'lost', file: { fileID: null, state: 'not-in-backup' }, preview: 'e'.repeat(40) },
      { key: 'page', file: { fileID: null, state: 'no-path' }, url: 'https://fares.example/?a=1&b=2' },
      { key: 'pic', file: { fileID: 'f'.repeat(40), state: 'present' }, summary: 'SALE' },
      { key: 'scan', file: { fileID: 'c'.repeat(40), state: 'present' } },
    ]);
  });

  it('names the notes that it links to', async () => {
    expect((await note('d')).links).toEqual([{ address: 'applenotes:note/A', key: 'a', title: 'Trip' }]);
    expect((await note('a')).links).toEqual([]);
  });

  it('is rendered in the requested format', async () => {
    const href = `/backups/${fixture.backup}/file/${'f'.repeat(40)}`;
    expect((await note('a', 'html')).rendered).toEqual({
      format: 'html',
      content:
        '<h1 dir="auto">Trip</h1><ul class="checklist"><li dir="auto"><input type="checkbox" disabled checked> ' +
        `<b>Pack &lt;now&gt;</b></li></ul><p dir="auto"><img src="${href}" alt="photo &quot;1&quot;.jpg"></p>` +
        '<p dir="auto"><span class="attachment">attachment</span></p>' +
        '<p dir="auto"><a class="attachment" href="https://fares.example/?a=1&amp;b=2" rel="noopener noreferrer nofollow">Fares</a></p>' +
        // The file of a scan is a PDF, not an image.
        `<p dir="auto"><a class="attachment" href="${href.replace(/f{40}/, 'c'.repeat(40))}" rel="noopener noreferrer nofollow">Scan</a></p>`,
    });
    expect((await note('a', 'markdown')).rendered?.content).toContain(`(<${href}>)`);
    expect((await note('a', 'markdown')).rendered?.content).toContain('[Fares](<https://fares.example/?a=1&b=2>)');
    const text = 'Trip\n☑ Pack <now>\n[photo "1".jpg]\n\n[Fares (https://fares.example/?a=1&b=2)]\n[Scan]';
    expect((await note('a', 'text')).rendered?.content).toBe(text);
  });

  it('shows the lock scheme but not the encryption parameters', async () => {
    const locked = await note('L', 'html');
    expect(locked).toMatchObject({ document: null, rendered: null, lock: { scheme: 'password', hint: 'dog' } });
    expect(JSON.stringify(locked)).not.toContain('ciphertext');
    expect((await note('N')).lock).toEqual({ scheme: 'unknown', hint: 'dog' });
    await expect(note('?')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is opened with the password', async () => {
    const { ctx, backup } = fixture;
    expect((await getLockedNote(ctx, backup, 'L')).lock).toEqual(PASSWORD_LOCK);
    await expect(getLockedNote(ctx, backup, 'a')).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(getLockedNote(ctx, backup, 'N')).rejects.toMatchObject({ code: 'UNSUPPORTED_NOTE_LOCK' });
    const opened = await openedNote(ctx, backup, 'L', { document: BODY, attachments: {}, fileKeys: {} }, 'text');
    expect(opened.rendered?.content).toContain('☑ Pack');
    expect((await note('L')).document).toBeNull();
  });
});
