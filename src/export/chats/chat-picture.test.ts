import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import { prepareExport } from '../prepare-export.ts';
import type { ExportFiles } from '../types.ts';

const PICTURE = 'a'.repeat(40);
const LOST = 'b'.repeat(40);
const PATH = `files/${'a'.repeat(8)}-chat.jpg`;

const FILES: ExportFiles = {
  async open(name, as) {
    const contents = (async function* () {
      yield Buffer.from(as ?? 'original');
    })();
    return { name, modifiedAt: 0, contents, integrity: () => 'ok', close: async () => undefined };
  },
  name: async (fileID) => fileID,
  photo: async () => null,
  picture: async () => null,
};

describe('the picture of a group', () => {
  let fixture: ViewFixture;
  beforeAll(async () => {
    fixture = await openViewFixture();
    await fixture.index('messages', (rows) => {
      const members = ['ben@example.com', 'cleo@example.com'];
      const photo = { groupPhoto: PICTURE, groupPhotoState: 'present' as const };
      rows.conversation(1, members, { title: 'Choir', messageCount: 1, ...photo });
      rows.message(1, 1, 1000, { text: 'la' });
      const lost = { groupPhoto: LOST, groupPhotoState: 'not-in-backup' as const };
      rows.conversation(2, members, { title: 'Band', messageCount: 1, ...lost });
      rows.message(2, 2, 2000, { text: 'boom' });
    });
  });
  afterAll(() => fixture.dispose());

  async function exported(what: string, format: string, files = true): Promise<Map<string, string>> {
    const keepsake = what === 'keepsake' ? { keepsake: { pictures: 'pictures' as const } } : {};
    const request = { what, format, timeZone: 'UTC', files, bom: false, ...keepsake };
    const context = { views: fixture.ctx, files: FILES, version: '1' };
    const made = new Map<string, string>();
    for await (const { path, contents } of (await prepareExport(context, fixture.backup, request)).files()) {
      expect([path, made.has(path)]).toEqual([path, false]);
      made.set(path, (await Array.fromAsync(contents)).map(String).join(''));
    }
    expect(made.get(PATH)).toBe(files ? 'jpg' : undefined);
    expect([...made].filter(([path, text]) => path.includes('bbbb') || text.includes('bbbbbbbb-'))).toEqual([]);
    return made;
  }

  const image = (up: string): string => `<img class="a" src="${up}${PATH}" alt="" loading="lazy">`;

  it('is beside its name in HTML, on its page and in the list', async () => {
    const made = await exported('conversations', 'html');
    expect(made.get('conversations/Choir 1.html')).toContain(`<header>${image('../')}<h1>Choir</h1>`);
    expect(made.get('index.html')).toContain(`<li>${image('')}<a href="conversations/Choir%201.html">Choir</a>`);
  });

  it('is beside its name in a keepsake, on its pages and in the list', async () => {
    const made = await exported('keepsake', 'html');
    const pages = [...made].filter(([path]) => path.endsWith('.html'));
    const [, page = ''] = pages.find(([, text]) => text.includes('<h1>Choir')) ?? [];
    expect(page).toMatch(
      /<h1>Choir<\/h1>\n<img class="a" src="(?:\.\.\/)+files\/aaaaaaaa-chat\.jpg" alt="" loading="lazy">/,
    );
    expect(made.get('chats/1.html')).toMatch(
      /<li><img class="a" src="\.\.\/files\/aaaaaaaa-chat\.jpg"[^>]*><a [^>]*>Choir<\/a>/,
    );
  });

  it('is named in text, and shown in Markdown', async () => {
    expect((await exported('conversations', 'txt')).get('conversations/Choir 1.txt')).toContain(`Picture: ${PATH}\n`);
    const note = (await exported('conversations', 'markdown')).get('conversations/Choir.md');
    expect(note).toContain(`# Choir\n\n![Picture of Choir](<../${PATH}>)\n`);
  });

  it('is not there in an export without files', async () => {
    for (const format of ['html', 'txt', 'markdown']) {
      const made = await exported('conversations', format, false);
      expect([...made.values()].join('\n')).not.toMatch(/<img class="a"|Picture/);
    }
  });
});
