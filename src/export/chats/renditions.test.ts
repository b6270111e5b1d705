import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { prepareExport } from '../prepare-export.ts';
import type { ExportFiles } from '../types.ts';

describe('files of an exported chat that browsers cannot show or play', () => {
  let fixture: ViewFixture;
  beforeAll(async () => {
    fixture = await openViewFixture();
    await fixture.index('messages', (rows) => {
      rows.conversation(1, ['ben@example.com'], { messageCount: 1 });
      rows.message(1, 1, 1000, { text: '\ufffc', sender: 'ben@example.com' });
      for (const [letter, transferName] of [
        ['c', 'p.HEIC'],
        ['d', 's.heics'],
        ['e', 'v.opus'],
        ['f', 'j.jpg'],
        ['1', 'hevc.MOV'],
        ['2', 'plain.mov'],
        ['3', 'old.3gp'],
      ] as const) {
        const file = letter.repeat(40);
        rows.add('message_attachments', {
          key: letter.charCodeAt(0),
          message: 1,
          file,
          state: 'present',
          transferName,
        });
      }
    });
  });
  afterAll(() => fixture.dispose());

  async function exported(canConvert: boolean, format: 'html' | 'txt') {
    const files: ExportFiles = {
      canConvert: async () => canConvert,
      // A damaged HEICS.
      async open(fileID, as) {
        if (as === 'webp') return null;
        if (as === 'mp4' && fileID.startsWith('3')) {
          throw new DomainError('LIMIT_EXCEEDED', msg('detail.conversion-too-slow'));
        }
        const contents = (async function* () {
          yield Buffer.from(as ?? 'original');
        })();
        return { name: fileID, modifiedAt: 0, contents, integrity: () => 'ok', close: async () => undefined };
      },
      needsFilm: async (fileID) => /^[13]/.test(fileID),
      name: async (fileID) => fileID,
      photo: async () => null,
      picture: async () => null,
    };
    const request = { what: 'conversations', format, timeZone: 'UTC', files: true, bom: false };
    const prepared = await prepareExport({ views: fixture.ctx, files, version: '1' }, fixture.backup, request);
    const made: Record<string, string> = {};
    for await (const { path, contents } of prepared.files()) {
      made[path.replace(/^files\//, '')] = (await Array.fromAsync(contents)).map(String).join('');
    }
    const page = Object.entries(made).find(([path]) => path.startsWith('conversations/'))?.[1] ?? '';
    return { made, page, said: made['NOT-CONVERTED.txt'] ?? '' };
  }

  it('are beside a copy that they can', async () => {
    const { made, page, said } = await exported(true, 'html');
    expect(made).toMatchObject({
      'cccccccc-p.HEIC': 'original',
      'cccccccc-p.HEIC.jpg': 'jpg',
      'dddddddd-s.heics': 'original',
      'eeeeeeee-v.opus': 'original',
      'eeeeeeee-v.opus.m4a': 'm4a',
      'ffffffff-j.jpg': 'original',
      '11111111-hevc.MOV': 'original',
      '11111111-hevc.MOV.mp4': 'mp4',
      '22222222-plain.mov': 'original',
    });
    expect(Object.keys(made)).not.toContain('22222222-plain.mov.mp4');
    expect(page).toContain('<a href="../files/cccccccc-p.HEIC"><img src="../files/cccccccc-p.HEIC.jpg"');
    expect(page).toContain('<audio src="../files/eeeeeeee-v.opus.m4a" controls preload="none"></audio>');
    expect(page).toContain('<a href="../files/eeeeeeee-v.opus">v.opus</a>');
    expect(page).toContain('<img src="../files/ffffffff-j.jpg"');
    const film =
      '<source src="../files/11111111-hevc.MOV.mp4" type="video/mp4"><source src="../files/11111111-hevc.MOV">';
    expect(page).toContain(`<video controls preload="none">${film}</video>`);
    expect(page).toContain('<video src="../files/22222222-plain.mov" controls preload="none"></video>');
    expect(said.split('\r\n').slice(2).sort()).toEqual([
      '',
      'files/33333333-old.3gp.mp4: The conversion took too long.',
      'files/dddddddd-s.heics.webp',
    ]);
  });

  it('are linked without ffmpeg, and the export says so', async () => {
    const { made, page, said } = await exported(false, 'html');
    expect(Object.keys(made)).not.toContain('eeeeeeee-v.opus.m4a');
    expect(page).not.toContain('<audio');
    expect(page).toContain('<a href="../files/eeeeeeee-v.opus">v.opus</a>');
    const [title, , ...names] = said.split('\r\n');
    expect(title).toMatch(/Sound and films are converted where ffmpeg is installed\.$/);
    const films = ['files/11111111-hevc.MOV', 'files/33333333-old.3gp'];
    expect(names.sort()).toEqual(['', ...films, 'files/dddddddd-s.heics.webp', 'files/eeeeeeee-v.opus']);
    expect(page).toContain('<video src="../files/11111111-hevc.MOV" controls preload="none"></video>');
  });

  it('are as they are beside other formats', async () => {
    const names = Object.keys((await exported(true, 'txt')).made);
    expect(names.filter((name) => /\.(?:jpg|webp|m4a|mp4|txt)$/.test(name)).sort()).toEqual([
      expect.stringMatching(/^conversations\//) as string,
      'ffffffff-j.jpg',
    ]);
  });
});
