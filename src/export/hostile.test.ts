import { DOMParser } from '@xmldom/xmldom';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isFull } from '../../test/support/depth.ts';
import { readPdf } from '../../test/support/read-pdf.ts';
import { describeForSome } from '../../test/support/some-rows.ts';
import { openViewFixture, type ViewFixture } from '../../test/support/view-fixture.ts';
import type { ExportPlan } from '../contract/export.ts';
import { listExports, prepareExport } from './index.ts';
import type { ExportFiles } from './types.ts';

const ANNA = 'anna@example.com';
const FILE = 'a'.repeat(40);

/** Names that file systems refuse, that mislead, that file managers hide, or that are equal to one another there. */
const NAMES = [
  '../../etc/passwd',
  'CON',
  'nul.txt',
  'x'.repeat(300),
  '名'.repeat(150),
  'e\u0301te\u0301',
  '\u00e9t\u00e9',
  'invoice\u202egpj.exe',
  'a\u0000b\u0007\n\r',
  '.. ',
  'trailing. ',
  'a:b*c?d"e<f>g|h\\i',
  '... and Bea',
];
/** Texts that are code in some format. */
const TEXTS = [
  '</p></div><script>alert(1)</script><img src=x onerror="alert(1)">',
  '=HYPERLINK("http://evil.example","x")',
  '@SUM(1+1)|cmd',
  ']]><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;',
  '#eval("1+1") #read("/etc/passwd") $x$ ```',
  'javascript:alert(1) file:///etc/passwd',
  '\ud800 \uffff \u0000 \u2028',
  '\r\nBEGIN:VCARD\r\nFrom evil@example.com\r\n.\r\n',
  '---\nkey: !!python/object:x {}\n---',
];

/** Chats with names of each sort; all have the same texts. */
const SOME_CHATS = ['1', '2', '6', '8'];

let fixture: ViewFixture;
beforeAll(async () => {
  fixture = await openViewFixture();
  await fixture.index('contacts', (rows) => {
    for (const [index, name] of NAMES.entries()) rows.contact(`p${index}`, name, [`${index}@example.com`]);
    rows.contact('anna', TEXTS.join(' '), [ANNA]);
  });
  await fixture.index('messages', (rows) => {
    for (const [index, title] of NAMES.entries()) {
      rows.conversation(index + 1, [ANNA], { title, messageCount: TEXTS.length });
      for (const [number, text] of TEXTS.entries()) {
        const key = index * 100 + number + 1;
        rows.message(key, index + 1, key * 1000, { text, subject: text, sender: ANNA });
      }
    }
    const name = NAMES[7] ?? null;
    rows.add('message_attachments', { key: 1, message: 1, file: FILE, state: 'present', transferName: name });
  });
  await fixture.index('notes', (rows) => {
    for (const [index, title] of [...NAMES, ...TEXTS].entries()) {
      rows.add('notes', { key: `N${index}`, title, modifiedAt: index, bodyState: 'locked' });
    }
  });
  await fixture.index('photos', (rows) => {
    for (const [index, title] of [...NAMES, ...TEXTS].entries()) {
      const place = { latitude: 45.4, longitude: 11.9 };
      const file = { originalFile: FILE, originalState: 'present', originalFilename: title } as const;
      const asset = { kind: 'photo', createdAt: index, isHidden: false, isTrashed: false, inLibrary: true } as const;
      rows.add('photo_assets', { ...asset, ...place, ...file, key: `P${index}`, title, caption: title });
    }
  });
}, 60_000);
afterAll(() => fixture.dispose());

const files: ExportFiles = {
  open: async (fileID) => {
    async function* contents() {
      yield Buffer.from(fileID);
    }
    return { name: 'x.jpg', modifiedAt: 0, contents: contents(), integrity: () => 'ok', close: async () => undefined };
  },
  name: async () => NAMES[7] ?? null,
  photo: async () => null,
  picture: async () => null,
};

async function made(plan: Partial<ExportPlan>): Promise<Map<string, Buffer>> {
  const whole = { what: '', format: '', timeZone: 'UTC', files: true, bom: false, ...plan };
  const prepared = await prepareExport({ views: fixture.ctx, files, version: '1' }, fixture.backup, whole);
  const found = new Map<string, Buffer>();
  for await (const { path, contents } of prepared.files()) {
    found.set(path, Buffer.concat(await Array.fromAsync(contents, (chunk) => Buffer.from(chunk))));
  }
  return found;
}

/** Paths that every system takes and shows, that lead nowhere else, and that are different on all of them. */
function expectSafe(paths: readonly string[]): void {
  expect(new Set(paths.map((path) => path.normalize('NFC').toLowerCase())).size).toBe(paths.length);
  for (const path of paths) {
    for (const name of path.split('/')) {
      expect(name).not.toMatch(/^$|^\.|[<>:"\\|?*\p{Cc}\u202a-\u202e\u2066-\u2069]|[. ]$/u);
      expect(name).not.toMatch(/^(?:con|nul|prn|aux|com\d|lpt\d)(?:\.|$)/i);
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
    }
  }
}

async function expectHarmless(path: string, bytes: Buffer, format: string): Promise<void> {
  const text = bytes.toString();
  if (path.endsWith('.pdf')) {
    expect(await readPdf(bytes)).toMatchObject({ hasScript: false, attachments: [] });
  } else if (path.endsWith('.html')) {
    const isSearch = path === 'search.html' && format === 'keepsake';
    const tags = text.match(/<[a-z][^>]*>/gi) ?? [];
    expect(tags.filter((tag) => /^<script/i.test(tag))).toHaveLength(isSearch ? 1 : 0);
    expect(tags.filter((tag) => /\son\w+=/i.test(tag.replace(/"[^"]*"/g, '""')))).toEqual([]);
    expect(tags.filter((tag) => /(?:href|src)="(?:javascript|file|data):/i.test(tag))).toEqual([]);
    expect(text).toContain('http-equiv="Content-Security-Policy"');
  } else if (/\.(?:gpx|kml|xmp)$/.test(path)) {
    const problems: string[] = [];
    const xml = new DOMParser({
      onError: (level, problem) => void (level === 'warning' || problems.push(problem)),
    });
    xml.parseFromString(text, 'text/xml');
    expect(problems).toEqual([]);
    expect(text).not.toMatch(/<!DOCTYPE|<!ENTITY/);
  } else if (path.endsWith('.csv') && format === 'csv') {
    const rows: string[][] = parse(text, { relax_column_count: false });
    expect(rows.flat().filter((cell) => /^[=@\t\r]/.test(cell))).toEqual([]);
  } else if (path.endsWith('.xlsx')) {
    expect(bytes.subarray(0, 2).toString()).toBe('PK');
  } else if (path.endsWith('.jsonl')) {
    for (const line of text.trimEnd().split('\n')) JSON.parse(line);
  } else if (path.endsWith('.json')) JSON.parse(text);
}

/** Exports of this data, each in all of its formats. */
const WHATS = [
  'conversations',
  'contacts',
  'notes',
  'photos',
  'photo',
  'message',
  'places',
  'search',
  'channels',
  'keepsake',
];

describeForSome(
  (await listExports()).items
    .filter(({ what }) => WHATS.includes(what))
    .flatMap(({ what, formats }) => formats.map((format, index) => [what, format, index] as const)),
  // Formats that several exports have share their code; single photos, messages and channels are written by the exporters of all.
  // PDFs of a search are set like those of conversations.
  ([what, format, index]) =>
    (what === 'conversations' || (what === 'search' ? format === 'html' : index === 0)) &&
    !['photo', 'message', 'channels'].includes(what),
)('%s as %s', ([what, format]) => {
  it('has safe names, and hostile texts as texts', async () => {
    const keys = what === 'channels' ? [ANNA] : format === 'pdf' && !isFull ? SOME_CHATS : undefined;
    const found = await made({ what, format, ...(keys && { keys }) });
    expect(found.size).toBeGreaterThan(2);
    expectSafe([...found.keys()]);
    for (const [path, bytes] of found) await expectHarmless(path, bytes, what === 'keepsake' ? what : format);
  }, 120_000);
});
