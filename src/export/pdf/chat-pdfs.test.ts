import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fullOnly } from '../../../test/support/depth.ts';
import { type ReadPdf, readPdf } from '../../../test/support/read-pdf.ts';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import type { ExportPlan } from '../../contract/export.ts';
import { type PreparedExport, prepareExport } from '../prepare-export.ts';
import type { ExportFiles } from '../types.ts';

const ANNA = 'anna@example.com';
const PHOTO = 'a'.repeat(40);
const BROKEN = 'b'.repeat(40);
/** Markup and code of Typst, and strings that could end its data. */
const INJECTIONS = [
  '#eval("1+1") #read("/etc/passwd") #import "@preview/x:0.0.1": *',
  '*bold* _italic_ $x^2$ <label> @reference // comment /* other */ `raw`',
  '"})\\") \\u{41} \\" ]} #{panic("x")}',
  '= Heading\n== Another\n- item\n+ item\n/ term: text',
  '<script>alert(1)</script> javascript:alert(2) file:///etc/passwd',
];
const DAY = 86_400_000;
const MAY = Date.UTC(2024, 4, 1, 10);
const MANY = 250;

let fixture: ViewFixture;
let jpeg: Uint8Array;

beforeAll(async () => {
  jpeg = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#3a6' } })
    .jpeg()
    .toBuffer();
  fixture = await openViewFixture();
  await fixture.index('contacts', (rows) => rows.contact('p1', 'Anna', [ANNA]));
  await fixture.index('messages', (rows) => {
    rows.conversation(1, [ANNA], {
      title: 'Family',
      messageCount: 9,
      groupPhoto: PHOTO,
      groupPhotoState: 'present',
    });
    rows.message(1, 1, MAY, { text: 'Hello there, see https://example.com/a?b=c#d.', sender: ANNA });
    rows.message(2, 1, MAY + 1000, { text: 'So do I', isFromMe: true, replyTo: 'GUID-1', replyToKey: 1 });
    rows.message(3, 1, MAY + 2000, { text: '\ufffc', sender: ANNA });
    rows.message(4, 1, MAY + 3000, { text: '\ufffc', isFromMe: true });
    rows.message(5, 1, MAY + DAY, { text: 'مرحبا كيف حالك', sender: ANNA });
    rows.message(6, 1, MAY + DAY + 1, { text: '👩‍👩‍👧 你好 안녕 สวัสดี नमस्ते שלום Привет Γειά', sender: ANNA });
    rows.message(7, 1, MAY + 40 * DAY, { text: 'ཀཁ and \u1680', sender: ANNA });
    rows.message(8, 1, MAY + 41 * DAY, { text: `${'x'.repeat(400)} ${'long '.repeat(9000)}`, sender: ANNA });
    const attachment = { state: 'present', isHidden: false, mimeType: 'image/jpeg' } as const;
    rows.add('message_attachments', { ...attachment, key: 1, message: 3, file: PHOTO, transferName: 'beach.jpg' });
    rows.add('message_attachments', { ...attachment, key: 2, message: 4, file: BROKEN, transferName: 'torn.jpg' });
    rows.message(9, 1, MAY + 41 * DAY + 1, {
      kind: 'app',
      balloonBundleId: 'com.apple.Handwriting.HandwritingProvider',
      drawing: { kind: 'handwriting', width: 400, height: 100, paths: [{ d: 'M0 0l100 90', width: 4 }], count: 1 },
    });
    rows.conversation(4, [ANNA], { title: 'Touch', messageCount: 2 });
    const paths = [{ d: 'M0 0L400 300M400 0L0 300', width: 9, colour: '#ff2d55' }];
    const drawing = { kind: 'photo', width: 400, height: 300, paths, count: 1 } as const;
    for (const [key, file, transferName] of [
      [20, PHOTO, 'under.jpg'],
      [21, BROKEN, 'torn.jpg'],
    ] as const) {
      rows.message(key, 4, MAY + key, { text: '\ufffc', sender: ANNA, drawing });
      rows.add('message_attachments', { ...attachment, key: key + 100, message: key, file, transferName });
    }
    rows.conversation(5, [ANNA], { title: 'Looks', messageCount: 3 });
    rows.message(50, 5, MAY, {
      text: 'Your code is 000123, UPS 1Z99. Call 0100 or example.org, old',
      sender: ANNA,
      parts: [
        {
          part: 0,
          runs: [
            { start: 0, length: 4, styles: ['bold', 'italic'] },
            { start: 4, length: 9 },
            { start: 13, length: 6, code: '000123', detected: ['data'] },
            { start: 19, length: 6 },
            { start: 25, length: 4, detected: ['trackingNumber'], styles: ['bold', 'underline'] },
            { start: 29, length: 2 },
            { start: 31, length: 4, styles: ['italic'] },
            { start: 35, length: 1 },
            { start: 36, length: 4, detected: ['phoneNumber'], link: 'tel:0100' },
            { start: 40, length: 4 },
            { start: 44, length: 11, detected: ['data'], link: 'http://example.org/' },
            { start: 55, length: 2, link: 'javascript:alert(1)' },
            { start: 57, length: 3, styles: ['strikethrough'] },
          ],
        },
      ],
    });
    rows.message(51, 5, MAY + 1000, { text: 'why\nso?', isFromMe: true, replyTo: 'GUID-50', replyToKey: 50 });
    rows.message(52, 5, MAY + 2000, { text: '\ufffc', sender: ANNA, replyTo: 'GUID-50', replyToKey: 50 });
    for (const message of [51, 52]) {
      rows.add('message_threads', { thread: 'GUID-50', at: MAY + message, message, isReply: true });
    }
    rows.conversation(2, [ANNA], { messageCount: INJECTIONS.length });
    for (const [index, text] of INJECTIONS.entries()) {
      rows.message(100 + index, 2, MAY + index, { text, sender: ANNA, subject: text });
    }
    rows.conversation(3, [ANNA], { title: '#panic("x") ]*_$', messageCount: MANY });
    for (let index = 0; index < MANY; index++) rows.message(1000 + index, 3, MAY + index, { text: `word${index}` });
  });
}, 60_000);
afterAll(() => fixture.dispose());

const files: ExportFiles = {
  open: async () => null,
  name: async () => null,
  photo: async () => null,
  picture: async (fileID) =>
    fileID === PHOTO ? { bytes: jpeg, contentType: 'image/jpeg', width: 400, height: 300 } : null,
};

function prepared(request: Partial<ExportPlan>): Promise<PreparedExport> {
  const whole: ExportPlan = {
    what: 'conversations',
    format: 'pdf',
    timeZone: 'Europe/Berlin',
    files: true,
    bom: false,
    ...request,
  };
  return prepareExport({ views: fixture.ctx, files, version: '1' }, fixture.backup, whole);
}

async function exported(request: Partial<ExportPlan>): Promise<Map<string, ReadPdf>> {
  const made = new Map<string, ReadPdf>();
  for await (const { path, contents } of (await prepared(request)).files()) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of contents) chunks.push(Buffer.from(chunk));
    if (path.endsWith('.pdf')) made.set(path, await readPdf(Buffer.concat(chunks)));
  }
  return made;
}

async function onlyOne(request: Partial<ExportPlan>): Promise<ReadPdf> {
  const [pdf, ...others] = (await exported(request)).values();
  expect(others).toEqual([]);
  if (pdf === undefined) throw new Error('no PDF');
  return pdf;
}

describe('a Digital Touch on a photo', () => {
  it('is drawn over it, and by itself where the photo cannot be shown', async () => {
    const pdf = await onlyOne({ keys: ['4'] });
    const name = 'Digital Touch: photo with a drawing';
    expect(pdf.alts).toEqual(['under.jpg', name, name]);
    const [under = [], over = []] = pdf.boxes;
    expect(under).toHaveLength(4);
    for (const [index, side] of under.entries()) expect(over[index]).toBeCloseTo(side, 0);
    expect(pdf.pages.join('\n')).toContain('<torn.jpg> (it could not be shown)');
  });
});

describe('a message with looks and replies', () => {
  let pdf: ReadPdf;
  beforeAll(async () => {
    pdf = await onlyOne({ keys: ['5'] });
  }, 60_000);

  it('is bold, italic and linked where it was, and marks what the phone recognised with its kind', () => {
    const text = pdf.pages.join('\n');
    expect(text).toContain('Your code is 000123, UPS 1Z99. Call 0100 or example.org, old');
    const [regular, bold] = ['000123', '1Z99'].map((words) => pdf.fonts.get(words));
    // The running head is regular.
    expect([regular, bold === regular]).toEqual([pdf.fonts.get('Looks'), false]);
    const [italic, both] = ['Call', 'Your'].map((words) => pdf.fonts.get(words));
    expect(new Set([regular, bold, italic, both]).size).toBe(4);
    expect([italic, both]).not.toContain(undefined);
    expect(pdf.links.toSorted()).toEqual(['http://example.org/', 'tel:0100']);
    for (const note of ['One-time code: 000123', 'Tracking number: 1Z99', 'Phone number: 0100']) {
      expect(text).toContain(note);
    }
  });

  it('has the replies of the thread that it began, a line each', () => {
    const text = pdf.pages.join('\n');
    expect(text).toContain('2 replies\nYou · 2024-05-01 12:00:01 · why so?\nAnna · 2024-05-01 12:00:02 · ');
    expect(text).toContain('Anna · 12:00:00 · #1');
  });
});

describe('a chat as a PDF', () => {
  let pdf: ReadPdf;
  beforeAll(async () => {
    pdf = await onlyOne({ keys: ['1'], pdf: { bates: 'CASE-', batesStart: 7 } });
  }, 60_000);

  it('has a cover with device, people, period, zone and sources', () => {
    const [cover = ''] = pdf.pages;
    for (const part of [
      'Family',
      'Anna (anna@example.com)',
      '9 messages',
      'Europe/Berlin: UTC+02:00',
      'Apple Juicer 1',
    ])
      expect(cover).toContain(part);
    expect(cover).toContain('2024-05-01T12:00:00+02:00 to 2024-06-11T12:00:00+02:00');
    expect(cover).toContain('Tibetan: U+0F40, U+0F41');
  });

  it('numbers its pages, twice where asked', () => {
    const count = pdf.pages.length;
    expect(count).toBeGreaterThan(3);
    for (const [index, page] of pdf.pages.entries()) {
      expect(page).toContain(`Page ${index + 1} of ${count}`);
      expect(page).toContain(`CASE-${String(index + 7).padStart(6, '0')}`);
    }
    expect(pdf.pages[2]).toMatch(/^Family/);
  });

  it('has the day with which a page begins, or goes on, at its top, and none over the sources', () => {
    expect(pdf.pages[1]).toMatch(/^Family Wednesday 2024-05-01\s+May 2024\s+Wednesday 2024-05-01/);
    expect(pdf.pages[2]).toMatch(/^Family Tuesday 2024-06-11\s+long long/);
    expect(pdf.pages.at(-1)).toMatch(/^Family\s+Sources of the items/);
  });

  it('has messages with their senders, replies and links', () => {
    const text = pdf.pages.join('\n');
    expect(text).toContain('Anna · 12:00:00 · #1');
    expect(text).toContain('You · 12:00:01 · #2');
    expect(text).toMatch(/Anna: Hello there.*\n+So do I/);
    expect(pdf.links).toContain('https://example.com/a?b=c#d');
  });

  it('has the picture of the chat on its cover', () => {
    expect(pdf.alts[0]).toBe('Picture of Family');
    const [left = 0, bottom = 0, right = 0, top = 0] = pdf.boxes[0] ?? [];
    // The longer edge in points.
    expect(right - left).toBeCloseTo((28 / 25.4) * 72, 0);
    expect((right - left) / (top - bottom)).toBeCloseTo(400 / 300, 1);
  });

  it('shows pictures with alternative texts, and names those that cannot be shown', () => {
    expect(pdf.alts).toEqual(expect.arrayContaining(['beach.jpg', 'Handwritten message']));
    expect(pdf.pages.join('\n')).toContain('<torn.jpg> (it could not be shown)');
  });

  it('has all scripts as text in their order', () => {
    const text = pdf.pages.join('\n');
    for (const words of ['你好', '안녕', 'Привет', 'Γειά', '👩‍👩‍👧']) expect(text).toContain(words);
    expect(text).toMatch(/مرحبا/);
    expect(text).toContain('[U+0F40][U+0F41] and [U+1680]');
  });

  it('breaks words that are longer than the page, and messages over pages', () => {
    const text = pdf.pages.join('').replace(/\s/g, '');
    expect(text).toContain('x'.repeat(30));
    expect(text.match(/long/g)?.length).toBe(9000);
    expect(text.match(/x{4,}/g)?.join('').length).toBe(400);
  });

  it('is tagged, with language, title and an outline by month', () => {
    expect(pdf).toMatchObject({ isTagged: true, language: 'en', title: 'Family', attachments: [], hasScript: false });
    expect(pdf.outline).toEqual(['May 2024', 'June 2024', 'Sources of the items']);
    for (const role of ['H1', 'H2', 'H3', 'P', 'Figure', 'Link']) expect(pdf.roles.get(role)).toBeGreaterThan(0);
  });

  it('cites the row of each message', () => {
    const appendix = pdf.pages.at(-1) ?? '';
    expect(appendix).toContain('Sources of the items');
    for (let key = 1; key <= 9; key++) expect(appendix).toMatch(new RegExp(`#${key} .*\\b${key} [0-9a-f]{16}`));
  });
});

it('sets markup and code as they are', async () => {
  const pdf = await onlyOne({ keys: ['2'], files: false });
  const text = pdf.pages.join('\n').replace(/\s+/g, ' ');
  for (const injection of INJECTIONS) expect(text).toContain(injection.replace(/\s+/g, ' '));
  expect(pdf).toMatchObject({ links: [], hasScript: false, attachments: [] });
}, 60_000);

it('splits a long chat into volumes whose numbers go on', async () => {
  const made = await exported({ keys: ['3'], split: 100, pdf: { bates: 'B' } });
  expect([...made.keys()].map((path) => /part \d of \d/.exec(path)?.[0])).toEqual([
    'part 1 of 3',
    'part 2 of 3',
    'part 3 of 3',
  ]);
  const volumes = [...made.values()];
  const text = volumes.map(({ pages }) => pages.join('\n'));
  expect(text.map((pages) => pages.match(/\bword\d+\b/g)?.length)).toEqual([100, 100, 50]);
  expect(text[1]).toContain('here items #101 to #200');
  expect(text[1]).toContain('Part 2 of 3');
  let page = 0;
  for (const { pages } of volumes) {
    for (const each of pages) expect(each).toContain(`B${String(++page).padStart(6, '0')}`);
  }
  expect(volumes[0]?.title).toBe('#panic("x") ]*_$');
}, 60_000);

it('downloads one PDF as it is, volumes in a ZIP', async () => {
  const one = (await prepared({ keys: ['2'] })).download();
  expect(one.contentType).toBe('application/pdf');
  const chunks = await Array.fromAsync(one.stream as AsyncIterable<Uint8Array>);
  expect((await readPdf(Buffer.concat(chunks))).pages.length).toBeGreaterThan(2);
  const three = (await prepared({ keys: ['3'], split: 100 })).download();
  expect(three.contentType).toBe('application/zip');
  three.stream.destroy();
}, 60_000);

it('is cancelled while it is made', { ...fullOnly, timeout: 60_000 }, async () => {
  const { stream } = (await prepared({ keys: ['3'] })).download();
  const reading = Array.fromAsync(stream as AsyncIterable<Uint8Array>);
  setTimeout(() => stream.destroy(), 20);
  await expect(reading).rejects.toThrow();
  // The next one does not wait for it.
  expect((await onlyOne({ keys: ['2'] })).isTagged).toBe(true);
});
