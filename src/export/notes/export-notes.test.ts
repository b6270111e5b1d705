import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import { type ExportRequest, PLAN_FILE } from '../../contract/export.ts';
import type { NoteDocument } from '../../model/notes/document.ts';
import { prepareExport } from '../prepare-export.ts';

/** Text with a link to another note. */
function linkTo(key: string): NoteDocument {
  const target = `applenotes:note/${key.toLowerCase()}?ownerIdentifier=_me`;
  const attachment = { id: `link to ${key}`, uti: null, inline: 'link', target } as const;
  return { blocks: [{ kind: 'paragraph', style: 'body', spans: [{ text: `to ${key}`, attachment }] }] };
}

describe('an export of notes that link to each other', () => {
  let fixture: ViewFixture;
  beforeAll(async () => {
    fixture = await openViewFixture();
    await fixture.index('notes', (rows) => {
      const note = { bodyState: 'read', isTrashed: false, isDeleted: false, folderName: 'A & B' } as const;
      rows.add('notes', { ...note, key: 'ONE', title: "Anna's <list>", modifiedAt: 1, body: linkTo('TWO') });
      rows.add('notes', { ...note, key: 'TWO', title: 'Other', modifiedAt: 2, body: linkTo('ONE'), isQuickNote: true });
      const codes = { typeCode: null, permissionCode: null, acceptanceCode: null };
      const nobody = {
        ...codes,
        name: null,
        email: null,
        phone: null,
        isOwner: false,
        permission: null,
        hasAccepted: false,
      };
      rows.add('notes', {
        ...note,
        key: 'SHARED',
        title: 'Shared',
        participants: [
          { ...nobody, name: 'Me', isMe: true },
          { ...nobody, name: 'Ann', isMe: false },
          { ...nobody, phone: '+1 555 0100', isMe: false },
        ],
      });
      const rules = { and: [{ deleted: false }, { or: [{ systemPaper: true }] }] };
      const smartQuery = JSON.stringify({ entity: 'note', type: rules });
      rows.add('note_folders', { key: 'trips', name: 'Trips', kind: 'normal' });
      rows.add('note_folders', { key: 'north', name: 'Norway / Sweden', kind: 'normal', parent: 'trips' });
      const inside = { folder: 'north', folderName: 'Norway / Sweden', body: linkTo('ONE') } as const;
      rows.add('notes', { ...note, ...inside, key: 'IN', title: 'In', modifiedAt: 4 });
      rows.add('note_folders', { key: 'quick', name: 'Quick <ones>', kind: 'smart', smartQuery });
      rows.add('note_folders', { key: 'odd', name: 'Odd', kind: 'smart', smartQuery: '{' });
      rows.add('notes', { ...note, key: 'LOST', title: 'Lost', modifiedAt: 3, body: linkTo('NOWHERE') });
    });
  });
  afterAll(() => fixture.dispose());

  async function exported(format: ExportRequest['format'], keys?: readonly string[]): Promise<Map<string, string>> {
    const request = { what: 'notes', format, timeZone: 'UTC', files: false, bom: false } as const;
    const asked = keys === undefined ? request : { ...request, keys: [...keys] };
    const prepared = await prepareExport({ views: fixture.ctx, files: null, version: '1' }, fixture.backup, asked);
    const files = new Map<string, string>();
    for await (const { path, contents } of prepared.files()) {
      let text = '';
      for await (const chunk of contents) text += chunk.toString();
      files.set(path, text);
    }
    return files;
  }

  it('leads to the file of the other note, whatever its title', async () => {
    for (const format of ['html', 'markdown'] as const) {
      const files = await exported(format);
      const extension = format === 'html' ? 'html' : 'md';
      const [one = '', two = ''] = ['ONE', 'TWO'].map(
        (key) => [...files].find(([, text]) => text.includes(`to ${key}`))?.[1],
      );
      for (const text of [one, two]) {
        const href = (format === 'html' ? /href="([^"]*)"/ : /\(<([^>]*)>\)/).exec(text)?.[1] ?? '';
        expect(href).toMatch(new RegExp(`^(?:\\.\\./)+notes/.*\\.${extension}$`));
        expect(href).not.toMatch(/[&'<]/);
        expect([...files.keys()]).toContain(decodeURIComponent(href.replaceAll('../', '')));
      }
    }
  });

  it('names the folders that a folder is in', async () => {
    const texts = await exported('txt');
    expect(texts.get('notes/Trips/Norway _ Sweden/In.txt')).toContain('folder: Trips › Norway / Sweden');
    expect(texts.get('notes/A & B/Other.txt')).toContain('folder: A & B');
    const markdown = (await exported('markdown')).get('notes/Trips/Norway Sweden/In.md');
    expect(markdown).toContain('folder: "Trips › Norway / Sweden"');
    expect(markdown).toContain('(<../../../notes/A%20%26%20B/');
    expect((await exported('html')).get('index.html')).toContain('<h2>Trips › Norway / Sweden</h2>');
    const lines = (await exported('jsonl')).get('notes.jsonl')?.split('\n') ?? [];
    const line = (key: string) => lines.find((text) => text.startsWith(`{"type":"note","key":"${key}"`));
    expect(line('IN')).toContain('"folderPath":["Trips","Norway / Sweden"]');
    expect(line('TWO')).toContain('"folderPath":["A & B"]');
  });

  it('has only the words where the other note is not exported', async () => {
    const texts = [...(await exported('html')).values(), ...(await exported('html', ['ONE'])).values()];
    expect(texts.find((text) => text.includes('to NOWHERE'))).not.toContain('href');
    expect(texts.findLast((text) => text.includes('to TWO'))).not.toContain('href');
  });

  it('says what is a Quick Note', async () => {
    expect([...(await exported('txt')).values()].filter((text) => text.includes('kind: Quick Note'))).toHaveLength(1);
    expect([...(await exported('jsonl')).values()].join('')).toContain(
      '"links":[{"address":"applenotes:note/one?ownerIdentifier=_me","key":"ONE","title":"Anna\'s <list>"}]',
    );
  });

  it('says with whom a note is shared', async () => {
    for (const format of ['txt', 'html'] as const) {
      expect([...(await exported(format)).values()].join('')).toContain('shared with: Ann, +1 555 0100');
    }
  });

  it('lists smart folders with their notes, in exports of all notes', async () => {
    const html = (await exported('html')).get('notes/Smart folders.html');
    expect(html).toContain('<h2>Quick &lt;ones&gt;</h2><ul><li><a href="A%20%26%20B/Other.html">Other</a></li></ul>');
    expect(html).toContain('<h2>Odd</h2><p>Its notes do not follow from the backup.</p>');
    const markdown = (await exported('markdown')).get('notes/Smart folders.md');
    expect(markdown).toContain('## Quick <ones>\n\n- [Other](<A%20%26%20B/Other.md>)\n');
    expect((await exported('jsonl')).get('notes.jsonl')).toMatch(
      /"type":"smart-folder","key":"quick",.*"notes":\["TWO"\]/,
    );
    expect([...(await exported('html', ['TWO'])).keys()]).not.toContain('notes/Smart folders.html');
  });

  it('has a page that leads to all web pages by their folders, unless it is one note', async () => {
    const files = await exported('html');
    const index = files.get('index.html') ?? '';
    const linked = [...index.matchAll(/<a href="([^"]+)"/g)].map(([, path = '']) => decodeURIComponent(path));
    const pages = [...files.keys()].filter((path) => path.endsWith('.html') && path !== 'index.html');
    expect(linked.toSorted()).toEqual(pages.toSorted());
    expect(index).toContain('<h2>Smart folders</h2>');
    expect([...(await exported('html', ['TWO'])).keys()]).not.toContain('index.html');
    expect([...(await exported('markdown')).keys()]).not.toContain('index.html');
  });

  it('has the notes that were last changed in a period, and says how many', async () => {
    const request = { what: 'notes', timeZone: 'UTC', files: false, bom: false, from: 2, to: 3 } as const;
    for (const format of ['jsonl', 'txt'] as const) {
      const asked = { ...request, format };
      const prepared = await prepareExport({ views: fixture.ctx, files: null, version: '1' }, fixture.backup, asked);
      expect(prepared.about).toMatchObject({ ignoresPeriod: false, excerpt: { count: 1, of: 'notes', keys: null } });
      let texts = '';
      for await (const { path, contents } of prepared.files()) {
        if (path === 'ABOUT.json' || path === PLAN_FILE) continue;
        for await (const chunk of contents) texts += chunk.toString();
      }
      expect(texts).toContain('Other');
      expect(texts).not.toMatch(/to TWO|Lost/);
    }
  });
});
