import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fullOnly } from '../../../test/support/depth.ts';
import { type ReadPdf, readPdf } from '../../../test/support/read-pdf.ts';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import type { ExportPlan } from '../../contract/export.ts';
import type { NoteDocument, NoteParagraph } from '../../model/notes/document.ts';
import { prepareExport } from '../prepare-export.ts';
import type { ExportFiles } from '../types.ts';

const PHOTO = 'a'.repeat(40);
const DRAWING = 'b'.repeat(40);
const EVIL = '#read("/etc/passwd") *x* `y` $z$';
const AT = Date.UTC(2024, 4, 31, 22, 30);

let fixture: ViewFixture;
let jpeg: Uint8Array;

beforeAll(async () => {
  jpeg = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#3a6' } })
    .jpeg()
    .toBuffer();
  fixture = await openViewFixture();
  await fixture.index('notes', (rows) => {
    const line = (style: NoteParagraph['style'], text: string): NoteParagraph => ({
      kind: 'paragraph',
      style,
      spans: [{ text }],
    });
    const picture = { text: '', attachment: { id: 'drawing', uti: null } };
    const body: NoteDocument = {
      blocks: [
        line('title', 'Trip'),
        line('checklist', 'tickets'),
        { kind: 'paragraph', style: 'body', spans: [{ text: 'before ' }, picture, { text: ' after' }] },
        line('body', EVIL),
        { kind: 'paragraph', style: 'body', spans: [{ text: '', attachment: { id: 'voice', uti: null } }] },
      ],
    };
    const note = { title: 'Trip', bodyState: 'read', isTrashed: false, isDeleted: false, modifiedAt: AT } as const;
    rows.add('notes', { ...note, key: 'n', body });
    rows.add('note_attachments', {
      note: 'n',
      isLocked: false,
      key: 'drawing',
      kind: 'drawing',
      name: 'map',
      state: 'present',
      file: DRAWING,
    });
    const recording = {
      key: 'voice',
      kind: 'audio',
      name: 'memo',
      state: 'no-path',
      transcript: 'Two tickets',
    } as const;
    rows.add('note_attachments', { note: 'n', isLocked: false, ...recording });
    rows.add('notes', { ...note, key: 'x', title: 'Secret', bodyState: 'locked' });
  });
  await fixture.index('photos', (rows) => {
    const asset = { isHidden: false, isTrashed: false, utcOffset: -36_000 } as const;
    rows.add('photo_assets', { key: 'hawaii', createdAt: AT, originalFile: PHOTO, title: EVIL, ...asset });
    rows.add('photo_assets', { key: 'later', createdAt: AT + 40 * 86_400_000, ...asset });
  });
});
afterAll(() => fixture.dispose());

const files: ExportFiles = {
  open: async () => null,
  name: async () => 'IMG_1.HEIC',
  photo: async () => null,
  picture: async () => ({ bytes: jpeg, contentType: 'image/jpeg', width: 40, height: 30 }),
};

async function exported(request: Partial<ExportPlan>): Promise<ReadPdf> {
  const whole: ExportPlan = { what: 'photo', format: 'pdf', timeZone: 'UTC', files: true, bom: false, ...request };
  const prepared = await prepareExport({ views: fixture.ctx, files, version: '1' }, fixture.backup, whole);
  const { stream, contentType } = prepared.download();
  expect(contentType).toBe('application/pdf');
  return readPdf(Buffer.concat(await Array.fromAsync(stream as AsyncIterable<Uint8Array>)));
}

it('has records of a kind with their fields, pictures, and the time of their place', async () => {
  const pdf = await exported({});
  const text = pdf.pages.join('\n');
  expect(text).toContain('2024-05-31 12:30:00 (UTC-10:00)');
  expect(text).toContain(EVIL);
  expect(text).toContain('2 records');
  expect(pdf.alts).toEqual(['IMG_1.HEIC']);
  expect(pdf.outline).toEqual(['May 2024', 'July 2024', 'Sources of the items']);
  expect(pdf).toMatchObject({ isTagged: true, hasScript: false });
  const one = await exported({ keys: ['later'], files: false });
  expect(one.pages.join('\n')).not.toContain('2024-05-31');
  expect(one.pages[0]).toContain('An excerpt: 1 record of 1 that was selected');
});

it('has notes with pictures in their places', fullOnly, async () => {
  const pdf = await exported({ what: 'notes' });
  expect(pdf.pages.join('\n')).toMatch(/Trip\n+☐ tickets\n+before\s+after\n+#read/);
  expect(pdf.alts).toEqual(['map']);
  expect(pdf.pages.join('\n')).toMatch(/\[memo\]\s+“Two tickets”/);
  expect(pdf.pages.join('\n')).toContain('The text of this note could not be read: it is locked.');
  expect(pdf.pages[0]).toContain('Notes whose text could not be read (it is locked): 1');
  const locked = await exported({ what: 'notes', files: false });
  expect(locked.pages[0]).toContain('Pictures, which were not asked for: 1');
  expect(locked.alts).toEqual([]);
});

it('has the rows of any table', fullOnly, async () => {
  const pdf = await exported({ what: 'table', keys: ['photo_assets'] });
  const text = pdf.pages.join('\n');
  expect(text).toContain('photo_assets');
  expect(text).toContain('2 rows');
  expect(text).toMatch(/hawaii · #\d/);
});
