import { afterAll, beforeAll, expect, it } from 'vitest';
import { readPdf } from '../../../test/support/read-pdf.ts';
import { itForSome } from '../../../test/support/some-rows.ts';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import type { ExportPlan } from '../../contract/export.ts';
import { prepareExport } from '../prepare-export.ts';

const [ANNA, BEN] = ['anna@example.com', 'ben@example.com'];
const DAY = 86_400_000;
const MAY = Date.UTC(2024, 4, 1, 10);

let fixture: ViewFixture;

beforeAll(async () => {
  fixture = await openViewFixture();
  await fixture.index('contacts', (rows) => rows.contact('p1', 'Anna', [ANNA]));
  await fixture.index('messages', (rows) => {
    rows.conversation(1, [ANNA], { messageCount: 2 });
    rows.message(1, 1, MAY, { text: 'lemons please', sender: ANNA });
    rows.message(2, 1, MAY + DAY, { text: 'no pears', isFromMe: true });
    rows.conversation(2, [ANNA, BEN], { title: 'Club', kind: 'group', messageCount: 2 });
    rows.message(3, 2, MAY + 2 * DAY, { text: 'lemons for all', sender: ANNA });
    rows.message(4, 2, MAY + 3 * DAY, { text: 'mine', sender: BEN });
  });
  await fixture.index('calendar', (rows) => {
    // A message has this key, too.
    const event = { key: '1', title: 'Lunch', location: 'Café Kranzler', startAt: MAY + 9 * DAY };
    rows.add('calendar_events', event, { text: 'Lunch', also: 'Café Kranzler', at: MAY + 9 * DAY });
  });
});
afterAll(() => fixture.dispose());

async function exported(request: Partial<ExportPlan>): Promise<Map<string, string>> {
  const whole = { what: 'search', format: 'pdf', timeZone: 'UTC', files: false, bom: false, ...request };
  const prepared = await prepareExport({ views: fixture.ctx, files: null, version: '1' }, fixture.backup, whole);
  const made = new Map<string, string>();
  for await (const { path, contents } of prepared.files()) {
    const bytes = Buffer.concat((await Array.fromAsync(contents)).map((chunk) => Buffer.from(chunk)));
    if (path.endsWith('.pdf')) made.set(path, (await readPdf(bytes)).pages.join('\n'));
  }
  return made;
}

it('has what a search finds, oldest first, with its chats', async () => {
  const [[path, text = ''] = []] = await exported({ query: 'lemons' });
  expect(path).toBe('search.pdf');
  expect(text).toMatch(/Search: lemons[^]*lemons please[^]*Club · Anna[^]*lemons for all/);
  expect(text).toContain('An excerpt: 2 records');
  expect(text).not.toContain('pears');
});

itForSome(
  [
    ['pdf', 'Found in Location: Café Kranzler'],
    ['html', '<div class="k">Found in Location: Café Kranzler</div>'],
    ['txt', '    Found in Location: Café Kranzler\n'],
    ['markdown', 'Found in Location: Café Kranzler'],
    ['csv', 'location: Café Kranzler'],
    ['jsonl', '"foundIn":[{"table":"calendar_events","column":"location","text":"Café Kranzler"}]'],
  ] as const,
  ([format]) => ['html', 'csv'].includes(format),
)('says as %s by what it found a record whose text does not show that', async ([format, reason]) => {
  const make = format === 'pdf' ? exported : textsOf;
  const text = [...(await make({ query: 'kranzler', format })).values()].join('\n');
  expect(text).toContain(reason);
  const other = [...(await make({ query: 'lunch', format })).values()].join('\n');
  expect(other).not.toContain(reason);
});

it('has all records of a period', async () => {
  const [[, text = ''] = []] = await exported({ from: MAY + DAY, to: MAY + 3 * DAY });
  expect(text).toMatch(/Timeline[^]*no pears[^]*lemons for all/);
  expect(text).not.toMatch(/lemons please|mine/);
});

it('has all channels of a person: direct chats, and what is theirs elsewhere', async () => {
  const made = await exported({ what: 'channels', keys: [ANNA] });
  expect([...made.keys()]).toEqual(['conversations/Anna 1.pdf', 'groups/Anna in Club 2.pdf']);
  const [chat, others] = [...made.values()];
  expect(chat).toMatch(/lemons please[^]*no pears/);
  expect(others).toContain('lemons for all');
  expect(others).not.toMatch(/lemons please|mine/);
  await expect(exported({ what: 'channels', keys: ['nobody'] })).rejects.toThrow(/person/);
});

async function textsOf(request: Partial<ExportPlan>): Promise<Map<string, string>> {
  const whole = { what: 'search', format: 'txt', timeZone: 'UTC', files: false, bom: false, ...request };
  const prepared = await prepareExport({ views: fixture.ctx, files: null, version: '1' }, fixture.backup, whole);
  const made = new Map<string, string>();
  for await (const { path, contents } of prepared.files()) {
    if (path === 'ABOUT.json' || path === 'export-plan.json') continue;
    made.set(path, Buffer.concat(await Array.fromAsync(contents, (chunk) => Buffer.from(chunk))).toString());
  }
  return made;
}

itForSome(
  [
    ['html', 'search.html'],
    ['txt', 'search.txt'],
    ['markdown', 'search.md'],
    ['csv', 'search.csv'],
    ['csv-raw', 'search.csv'],
    ['jsonl', 'search.jsonl'],
  ] as const,
  ([format]) => ['html', 'jsonl'].includes(format),
)('has what a search finds as %s, in both orders', async ([format, name]) => {
  for (const order of ['oldest', 'newest'] as const) {
    const made = await textsOf({ query: 'lemons', format, order });
    expect([...made.keys()]).toEqual([name]);
    const text = made.get(name) ?? '';
    const [first, second] = [text.indexOf('lemons please'), text.indexOf('lemons for all')];
    expect(Math.min(first, second)).toBeGreaterThan(0);
    expect(first < second).toBe(order === 'oldest');
    expect(text).toContain('Club');
    expect(text).not.toContain('pears');
  }
});

it('has records of other kinds in the same list', async () => {
  const text = (await textsOf({ query: 'anna', format: 'txt' })).get('search.txt') ?? '';
  expect(text).toMatch(/Contact · Anna/);
  const html = (await textsOf({ query: 'anna', format: 'html' })).get('search.html') ?? '';
  expect(html).toContain('<div class="k">Contact</div>');
  expect(html).not.toContain('<script');
});

itForSome(['mbox', 'rsmf'], (format) => format === 'mbox')(
  'has the messages of a search as %s, a folder for each app',
  async (format) => {
    const made = await textsOf({ query: 'lemons', format });
    expect([...made.keys()].every((path) => path.startsWith('Messages/'))).toBe(true);
    expect(made.size).toBe(2);
    if (format === 'mbox') expect([...made.values()].join('')).not.toContain('pears');
  },
);

/** The first page leads to all others, which say whose they are. */
function expectOneIndex(made: ReadonlyMap<string, string>): void {
  const index = made.get('index.html') ?? '';
  const linked = [...index.matchAll(/<a href="([^"]+)"/g)].map(([, path = '']) => decodeURIComponent(path));
  expect(linked.toSorted()).toEqual([...made.keys()].filter((path) => path !== 'index.html').toSorted());
  expect(index).toMatch(
    /<h1>Anna<\/h1>[^]*<h2>Messages<\/h2>[^]*>Anna<\/a>[^]*<h2>Messages, groups<\/h2>[^]*>Club<\/a>/,
  );
  expect([...made].find(([path]) => path.startsWith('Messages, groups/'))?.[1]).toContain('<h1>Anna in Club</h1>');
  expect(made.get('Contacts/contact.html') ?? '<h1>Contacts of Anna</h1>').toContain('<h1>Contacts of Anna</h1>');
}

it('refuses channels of nobody', async () => {
  await expect(textsOf({ what: 'channels' })).rejects.toThrow(/--key/);
});

itForSome(
  ['html', 'txt', 'csv', 'json', 'jsonl', 'markdown', 'mbox', 'rsmf', 'whatsapp-txt', 'xlsx'],
  (format) => format === 'html' || format === 'jsonl',
)('has all channels of a person as %s', async (format) => {
  const made = await textsOf({ what: 'channels', keys: [ANNA], format });
  const folders = new Set([...made.keys()].map((path) => path.split('/')[0]));
  expect([...folders]).toEqual(expect.arrayContaining(['Messages', 'Messages, groups']));
  const own = [...made].filter(([path]) => path.startsWith('Messages, groups/'));
  if (format === 'html') expectOneIndex(made);
  if (format === 'rsmf' || format === 'xlsx') return;
  const text = own.map(([, each]) => each).join('');
  expect(text).toContain('lemons for all');
  expect(text).not.toMatch(/: mine|"mine"/);
});

it('has ids in its page that no two records share, whatever their kinds', async () => {
  const html = (await textsOf({ from: MAY, to: MAY + 10 * DAY, format: 'html' })).get('search.html') ?? '';
  const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id = '']) => id);
  expect(ids.toSorted()).toEqual(['event-1', 'message-1', 'message-2', 'message-3', 'message-4']);
});
