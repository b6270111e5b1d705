import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportTo, fakeFiles } from '../../../test/support/exported.ts';
import { python } from '../../../test/support/python.ts';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import type { NoteDocument } from '../../model/notes/document.ts';

const FILES = [
  ['picture', 'image', 'p.HEIC', 'a'],
  ['voice', 'audio', 'v.caf', 'b'],
  ['song', 'audio', 's.m4a', 'c'],
  ['film', 'video', 'f.mov', 'd'],
  ['broken', 'image', 'x.heic', 'e'],
  ['hevc', 'video', 'h.mov', 'f'],
  ['drawing', 'drawing', null, '9'],
] as const;
const TITLE = 'A/B: [[x]] | #1';

const READ_NOTE = `
import re
text = open(sys.argv[1], encoding='utf-8').read()
print(json.dumps(yaml.safe_load(re.match(r'---\\n(.*?)\\n---\\n', text, re.S).group(1)), default=str))
`;

describe('files of exported notes', () => {
  let fixture: ViewFixture;
  let folder = '';
  const files = {
    ...fakeFiles((fileID, as) => (as !== undefined && fileID.startsWith('e') ? null : (as ?? 'original'))),
    needsFilm: async (fileID: string) => fileID.startsWith('f'),
  };
  beforeAll(async () => {
    fixture = await openViewFixture();
    folder = await mkdtemp(join(tmpdir(), 'aj-notes-'));
    await fixture.index('notes', (rows) => {
      const spans = FILES.map(([id]) => ({ text: '', attachment: { id, uti: null } }));
      const body: NoteDocument = { blocks: [{ kind: 'paragraph', style: 'body', spans }] };
      rows.add('notes', {
        key: 'n',
        title: TITLE,
        bodyState: 'read',
        isTrashed: false,
        isDeleted: false,
        createdAt: Date.UTC(2024, 4, 31, 22, 30),
        tags: ['#two words'],
        body,
      });
      for (const [key, kind, name, letter] of FILES) {
        const file = letter.repeat(40);
        const transcript = key === 'voice' ? 'Anna: <b>Good</b> morning\n- Robin: *Hello*' : null;
        rows.add('note_attachments', {
          note: 'n',
          key,
          kind,
          name,
          file,
          state: 'present',
          isLocked: false,
          transcript,
        });
      }
    });
  });
  afterAll(async () => {
    await fixture.dispose();
    await rm(folder, { recursive: true });
  });

  it('are shown and played by browsers, with the originals beside', async () => {
    const paths = await exportTo(folder, fixture, { what: 'notes', format: 'html' }, files);
    const page = await readFile(join(folder, paths.find((path) => path.endsWith('.html')) ?? ''), 'utf8');
    const at = (letter: string, name: string): string => `../../files/${letter.repeat(8)}-${name}`;
    expect(page).toContain(
      `href="${at('a', 'p.HEIC')}" rel="noopener noreferrer nofollow"><img src="${at('a', 'p.HEIC.jpg')}"`,
    );
    expect(page).toContain(`<audio src="${at('b', 'v.caf.m4a')}" controls preload="none"></audio><a`);
    expect(page).toContain(`<audio src="${at('c', 's.m4a')}"`);
    expect(page).toContain(`<video src="${at('d', 'f.mov')}"`);
    expect(page).toContain(
      `<source src="${at('f', 'h.mov.mp4')}" type="video/mp4"><source src="${at('f', 'h.mov')}"></video><a`,
    );
    expect(paths).toContain('files/ffffffff-h.mov.mp4');
    expect(paths).toContain('files/aaaaaaaa-p.HEIC.jpg');
    expect(await readFile(join(folder, 'NOT-CONVERTED.txt'), 'utf8')).toContain('files/eeeeeeee-x.heic');
  });

  it('have what is said in recordings, in every format', async () => {
    const textOf = async (format: string): Promise<string> => {
      const into = await mkdtemp(join(folder, `${format}-`));
      const paths = await exportTo(into, fixture, { what: 'notes', format }, files);
      return readFile(join(into, paths.find((path) => path.startsWith('notes/')) ?? ''), 'utf8');
    };
    expect(await textOf('html')).toContain(
      'v.caf</a><br><span class="said">“Anna: &lt;b&gt;Good&lt;/b&gt; morning<br>- Robin: *Hello*”</span>',
    );
    expect(await textOf('txt')).toContain('[v.caf]\n“Anna: <b>Good</b> morning\n- Robin: *Hello*”');
    expect(await textOf('markdown')).toContain(
      '/bbbbbbbb-v.caf>)\\\n“Anna: &lt;b&gt;Good&lt;/b&gt; morning\\\n\\- Robin: \\*Hello\\*”',
    );
  });

  it('have the endings of their files in the backup, where their names have none', async () => {
    const paths = await exportTo(folder, fixture, { what: 'notes', format: 'txt' }, files);
    expect(paths.filter((path) => path.includes('9'))).toEqual([`files/99999999-${'9'.repeat(40)}.bin`]);
  });

  it('have front matter and names for Obsidian', async ({ skip }) => {
    const paths = await exportTo(folder, fixture, { what: 'notes', format: 'markdown', timeZone: 'Europe/Berlin' });
    const [path = '', ...more] = paths.filter((each) => each.endsWith('.md'));
    expect([path, more]).toEqual(['notes/Notes/A B x 1.md', []]);
    expect(python(READ_NOTE, [join(folder, path)], skip, ['yaml'])).toMatchObject({
      title: TITLE,
      created: '2024-06-01 00:30:00',
      tags: ['two-words'],
    });
  });
});
