import { afterAll, beforeAll, expect, it } from 'vitest';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import { plain } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { prepareExport } from '../prepare-export.ts';
import type { ExportFiles } from '../types.ts';

let fixture: ViewFixture;
beforeAll(async () => {
  fixture = await openViewFixture();
  await fixture.index('photos', (rows) => {
    const asset = {
      kind: 'video',
      isHidden: false,
      isTrashed: false,
      inLibrary: true,
      originalState: 'present',
    } as const;
    rows.add('photo_assets', {
      ...asset,
      key: 'A',
      createdAt: 1,
      originalFile: 'hevc',
      latitude: 45.4064,
      longitude: 11.8768,
    });
    rows.add('photo_assets', { ...asset, key: 'B', createdAt: 2, originalFile: 'h264' });
    rows.add('photo_assets', { ...asset, key: 'C', createdAt: 3, originalFile: 'torn-hevc' });
    const still = { ...asset, kind: 'photo', originalFile: null, originalState: 'not-in-backup' } as const;
    rows.add('photo_assets', { ...still, key: 'D', createdAt: 4 });
    rows.add('photo_assets', {
      ...still,
      key: 'E',
      createdAt: 5,
      availability: 'thumbnail-only',
      thumbnailFile: 'small',
      thumbnailState: 'present',
    });
  });
});
afterAll(() => fixture.dispose());

async function made(canConvert: boolean): Promise<Map<string, string>> {
  const files: ExportFiles = {
    open: async (fileID, as) => {
      if (as === 'mp4' && fileID.startsWith('torn')) throw new DomainError('MALFORMED_MEDIA', plain('torn'));
      async function* contents() {
        yield Buffer.from(`${fileID} ${as ?? 'as it is'}`);
      }
      return {
        name: 'IMG.MOV',
        modifiedAt: 0,
        contents: contents(),
        integrity: () => 'ok',
        close: async () => undefined,
      };
    },
    canConvert: async () => canConvert,
    needsFilm: async (fileID) => fileID.endsWith('hevc'),
    name: async () => 'IMG.MOV',
    photo: async () => null,
    picture: async (fileID) =>
      fileID === 'small' ? { bytes: new Uint8Array(1), contentType: 'image/jpeg', width: 1, height: 1 } : null,
  };
  const plan = { what: 'keepsake', format: 'html', timeZone: 'UTC', files: true, bom: false };
  const prepared = await prepareExport({ views: fixture.ctx, files, version: '1' }, fixture.backup, plan);
  const found = new Map<string, string>();
  for await (const { path, contents } of prepared.files()) {
    found.set(path, (await Array.fromAsync(contents, (chunk) => chunk.toString())).join(''));
  }
  return found;
}

const AS_IT_WAS = /Some browsers do not play this film/g;

it('has films that every browser plays where they can be made', async () => {
  const files = await made(true);
  expect(Object.fromEntries([...files].filter(([path]) => path.startsWith('photos/v/')))).toEqual({
    'photos/v/1.mp4': 'hevc mp4',
    'photos/v/2.mov': 'h264 as it is',
    'photos/v/3.mov': 'torn-hevc as it is',
  });
  expect(files.get('photos/1.html')).toContain('<video src="v/1.mp4"');
  expect(files.get('photos/1.html')?.match(AS_IT_WAS)).toHaveLength(1);
});

it('has them as they are without ffmpeg, and says what plays them', async () => {
  const files = await made(false);
  expect(files.get('photos/v/1.mov')).toBe('hevc as it is');
  expect(files.get('photos/1.html')?.match(AS_IT_WAS)).toHaveLength(2);
});

it('names the nearest town of a photo without an address', async () => {
  expect((await made(false)).get('photos/1.html')).toContain('Place: near Padova, Italy (computed)');
});

it('says of a picture what of it the backup lacks', async () => {
  const page = (await made(true)).get('photos/1.html') ?? '';
  const [, gone = '', small = ''] =
    /(<figure id="p4">.*?<\/figure>)\s*(<figure id="p5">.*?<\/figure>)/s.exec(page) ?? [];
  expect(gone).toContain('This one is not in the backup');
  expect(small).toContain('Only a small picture of it is in this backup.');
  expect(page.split('Only a small picture')).toHaveLength(2);
});
