import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeForSome } from '../../../../test/support/some-rows.ts';
import { openViewFixture, type ViewFixture } from '../../../../test/support/view-fixture.ts';
import type { ExportPlan } from '../../../contract/export.ts';
import { prepareExport } from '../../prepare-export.ts';
import type { ExportFiles } from '../../types.ts';
import type { RemovedTerm } from '../terms.ts';
import { inspect } from './find-remains.ts';

const PHONE = '+49 170 1234567';
const MAIL = 'jürgen.weiß@example.com';
const AT = Date.UTC(2024, 4, 31, 22, 30, 15);
const FILE = 'a'.repeat(40);

/** Values that are in the exports. */
const PLANTED: readonly RemovedTerm[] = [
  { label: 'Person A', kind: 'name', value: 'Jürgen Weiß' },
  { label: 'number 1', kind: 'number', value: PHONE },
  { label: 'address 1', kind: 'address', value: MAIL },
  { label: 'word 1', kind: 'word', value: 'Žižkov' },
  { label: 'place 1', kind: 'place', value: 'Hauptstraße 5' },
  { label: 'Person B', kind: 'name', value: '王小明' },
  { label: 'Person C', kind: 'name', value: 'Max' },
];

/** Values that are in no export, though words of them, longer ones and similar ones are. */
const ABSENT: readonly RemovedTerm[] = [
  { label: 'Person A', kind: 'name', value: 'Jürgen Weissmann' },
  { label: 'Person B', kind: 'name', value: 'May' },
  { label: 'Person C', kind: 'name', value: 'Mark' },
  { label: 'Person D', kind: 'name', value: 'Fri' },
  { label: 'Person E', kind: 'name', value: 'Style' },
  { label: 'Person F', kind: 'name', value: 'Ürg' },
  { label: 'number 1', kind: 'number', value: '+49 170 1234568' },
  { label: 'number 2', kind: 'number', value: '1717194' },
  { label: 'address 1', kind: 'address', value: 'weiß@example.com' },
  { label: 'word 1', kind: 'word', value: 'Haup' },
  { label: 'word 2', kind: 'word', value: 'inset' },
  { label: 'Person G', kind: 'name', value: '小王' },
];

/** Text with all of the values but the address and the number of the contact. */
const TEXT = `Hallo, hier ist Jürgen Weiß: ${PHONE}, ${MAIL}; wir sehen uns in Žižkov, Hauptstraße 5. 我叫王小明。 Grüße an Max! ${'x '.repeat(40)}`;
/** Formats and the labels that each has to have; all of {@link PLANTED} by default. */
const EXPORTS: readonly (readonly [what: string, formats: readonly string[], labels?: readonly string[]])[] = [
  ['conversations', ['html', 'txt', 'csv', 'xlsx', 'json', 'jsonl', 'markdown', 'whatsapp-txt', 'mbox', 'rsmf', 'pdf']],
  ['contacts', ['vcard4', 'vcard3', 'csv', 'xlsx', 'pdf', 'jsonl'], ['Person A', 'number 1', 'address 1']],
  ['keepsake', ['html']],
];

/** Formats whose files are read as those of others: lines of text, and one JSON document or several. */
const LIKE_OTHERS: ReadonlySet<string> = new Set(['markdown', 'whatsapp-txt', 'jsonl']);

let fixture: ViewFixture;
const files: ExportFiles = {
  open: async () => null,
  name: async () => null,
  photo: async () => null,
  picture: async () => null,
};

beforeAll(async () => {
  fixture = await openViewFixture();
  await fixture.index('contacts', (rows) => rows.contact('p1', 'Jürgen Weiß', [PHONE, MAIL]));
  await fixture.index('messages', (rows) => {
    rows.conversation(1, ['+491701234567'], { title: 'Group', messageCount: 40 });
    for (let key = 1; key <= 20; key++) {
      rows.message(key, 1, AT + key * 86_400_000, { text: `Nothing here, 2024-05-31, ${key}`, sender: 'x@y.example' });
    }
    rows.message(30, 1, AT, { text: TEXT, sender: '+491701234567' });
    rows.message(31, 1, AT + 1, { text: '\ufffc', isFromMe: true });
    const attachment = { state: 'present', isHidden: false, mimeType: 'text/plain' } as const;
    rows.add('message_attachments', { ...attachment, key: 1, message: 31, file: FILE, transferName: 'list.txt' });
  });
}, 60_000);
afterAll(() => fixture.dispose());

/** Chunks of the files of an export by their paths, without what describes it. */
async function exported(what: string, format: string): Promise<Map<string, readonly Uint8Array[]>> {
  const plan: ExportPlan = { what, format, timeZone: 'UTC', files: true, bom: false };
  const made = new Map<string, readonly Uint8Array[]>();
  for await (const { path, contents } of (
    await prepareExport({ views: fixture.ctx, files, version: '1' }, fixture.backup, plan)
  ).files()) {
    const chunks = await Array.fromAsync(bytesOf(contents));
    if (path !== 'ABOUT.json' && path !== 'export-plan.json') made.set(path, chunks);
  }
  return made;
}

async function search(
  files: Map<string, readonly Uint8Array[]>,
  terms: readonly RemovedTerm[],
): Promise<Map<string, Set<string>>> {
  const found = new Map<string, Set<string>>();
  for (const [path, chunks] of files) {
    const { remains, unread } = await inspect(path, bytesOf(chunks), terms);
    expect([path, unread]).toEqual([path, []]);
    for (const { term, where } of remains) {
      found.set(term.label, (found.get(term.label) ?? new Set()).add(where));
    }
  }
  return found;
}

async function* bytesOf(
  contents: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of contents) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
}

describeForSome(
  EXPORTS.flatMap(([what, formats, labels]) => formats.map((format) => ({ what, format, labels }))),
  // Each way to read a file once: pages, lines of text, cells, JSON, encoded lines, PDFs and scripts.
  ({ what, format }) =>
    what === 'keepsake' || (what === 'conversations' ? !LIKE_OTHERS.has(format) : format === 'vcard3'),
)('an export of $what as $format', ({ what, format, labels = PLANTED.map(({ label }) => label) }) => {
  let files: Map<string, readonly Uint8Array[]>;
  beforeAll(async () => {
    files = await exported(what, format);
  });

  it('is refused for each value that it has', async () => {
    const found = await search(files, PLANTED);
    expect([...found.keys()].toSorted()).toEqual([...labels].toSorted());
  });

  it('is not refused for values that it does not have', async () => {
    expect(await search(files, ABSENT)).toEqual(new Map());
  });
});
