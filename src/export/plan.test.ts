import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isFull } from '../../test/support/depth.ts';
import { readPdf } from '../../test/support/read-pdf.ts';
import { itForSome } from '../../test/support/some-rows.ts';
import { openViewFixture, type ViewFixture } from '../../test/support/view-fixture.ts';
import { type ExportPlan, ExportPlanFileSchema, ExportPlanSchema } from '../contract/export.ts';
import { completenessLines } from './about.ts';
import { type PreparedExport, prepareExport } from './prepare-export.ts';

const DAY_MS = 86_400_000;
const START = Date.UTC(2024, 4, 1, 12);

let fixture: ViewFixture;

beforeAll(async () => {
  fixture = await openViewFixture();
  await fixture.index('messages', (rows) => {
    rows.conversation(1, ['anna@example.com'], {
      title: 'Änne / Ben',
      messageCount: 150,
      firstAt: START,
      lastAt: START + 30 * DAY_MS,
    });
    rows.conversation(2, ['ben@example.com'], { title: 'Ben' });
    for (let number = 1; number <= 300; number++) {
      const at = START + Math.floor(number / 10) * DAY_MS + number;
      rows.message(number, 1 + (number % 2), at, { text: `text ${number}` });
    }
  });
});
afterAll(() => fixture.dispose());

const prepare = (plan: Partial<ExportPlan>): Promise<PreparedExport> =>
  prepareExport(
    { views: fixture.ctx, files: null, version: '1' },
    fixture.backup,
    ExportPlanSchema.parse({ what: 'conversations', format: 'html', timeZone: 'Europe/Berlin', ...plan }),
  );

async function filesOf(prepared: PreparedExport): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for await (const { path, contents, modifiedAt } of prepared.files()) {
    const chunks = await Array.fromAsync(contents, (chunk) => Buffer.from(chunk));
    files.set(path, `${modifiedAt} ${Buffer.concat(chunks).toString('latin1')}`);
  }
  return files;
}

async function downloadOf(prepared: PreparedExport): Promise<{ name: string; bytes: Buffer }> {
  const { name, stream } = prepared.download();
  return { name, bytes: Buffer.concat(await stream.toArray()) };
}

const planIn = (files: Map<string, string>): ExportPlan => {
  const text = files.get('export-plan.json') ?? '';
  return ExportPlanFileSchema.parse(JSON.parse(text.slice(text.indexOf('{')))).plan;
};

describe('the plan of an export', () => {
  itForSome<Partial<ExportPlan>>(
    [
      { format: 'html' },
      { format: 'html', split: 100 },
      { format: 'csv', keys: ['2'], from: '2024-05-03', to: '2024-05-09' },
      { format: 'pdf', keys: ['1', '2'] },
      { format: 'json', keys: ['1'], messages: ['2', '4'] },
      { what: 'search', format: 'pdf', query: 'text', kinds: ['message'], order: 'newest' as const },
      { what: 'table', format: 'jsonl', keys: ['messages'], order: 'newest' as const },
      { what: 'message', format: 'html', order: 'newest' as const },
      { format: 'html', split: 100, order: 'newest' as const },
    ],
    (_plan, index) => index === 0 || index === 2,
  )('is in the export, and gives the same bytes again: %j', async (plan) => {
    const before = Date.now();
    const first = await filesOf(await prepare(plan));
    const written = planIn(first);
    expect(written).toMatchObject(plan);
    expect(written.exportedAt).toBeGreaterThanOrEqual(before);
    expect(await filesOf(await prepare(written))).toEqual(first);
    const [one, two] = [await downloadOf(await prepare(written)), await downloadOf(await prepare(written))];
    expect(one.bytes.equals(two.bytes)).toBe(true);
    // The clock is nowhere else.
    const clock = /"exportedAt": ?(?:\d+|"[^"]*")|Exported \S+/g;
    const later = await filesOf(await prepare({ ...written, exportedAt: (written.exportedAt ?? 0) + 5000 }));
    if (plan.format === 'pdf') return;
    const timeless = (files: Map<string, string>): unknown =>
      [...files].map(([path, text]) => [
        path,
        text
          .replace(/^\d+ /, '')
          .replaceAll(clock, '')
          .replaceAll(/&quot;exportedAt&quot;:\d+/g, ''),
      ]);
    expect(timeless(later)).toEqual(timeless(first));
  });

  it('has the chosen messages only, and counts what was read', async () => {
    const prepared = await prepare({ keys: ['1'], messages: ['2', '4', '298'] });
    expect(prepared.about.excerpt).toMatchObject({ count: 3, of: 'messages', keys: 3 });
    expect(completenessLines(prepared.about)[0]).toBe('An excerpt: 3 messages of 3 that were selected');
    const page = (await downloadOf(prepared)).bytes.toString();
    expect([...page.matchAll(/ id="m(\d+)"/g)].map(([, key]) => key)).toEqual(['2', '4', '298']);
    expect(page).toContain('<meta name="export-plan" content="{&quot;what&quot;:&quot;conversations&quot;');
    expect(prepared.progress()).toEqual({ phase: 'exporting', records: 3, total: 3, files: 1 });
    await expect(prepare({ keys: ['1'], messages: ['2', '999'] })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(prepare({ keys: ['1'], messages: ['3'] })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('reports progress of all formats to the same number', async () => {
    for (const format of ['html', 'jsonl', ...(isFull ? ['pdf'] : [])]) {
      const prepared = await prepare({ format });
      await downloadOf(prepared);
      expect(prepared.progress()).toMatchObject({ records: 300, total: 300 });
    }
  });

  it('can ask for the newest first, and for pages of another size', async () => {
    const lines = (await downloadOf(await prepare({ what: 'message', format: 'jsonl', order: 'newest' }))).bytes
      .toString()
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => (JSON.parse(line) as { key: string }).key);
    expect(lines).toEqual(Array.from({ length: 300 }, (_, index) => String(300 - index)));
    const pages = [...(await filesOf(await prepare({ split: 100, keys: ['1'] }))).keys()];
    expect(pages.filter((path) => path.startsWith('conversations/')).length).toBeGreaterThan(1);
  });

  itForSome(['html', 'txt', 'csv', 'json', 'jsonl', 'markdown', 'pdf'], (format) => ['html', 'csv'].includes(format))(
    'can have the newest message first as %s',
    async (format) => {
      const plan = { keys: ['1'], format, from: '2024-05-02', to: '2024-05-04', bom: false };
      const numbersIn = async (order: 'oldest' | 'newest'): Promise<string[]> => {
        const { bytes } = await downloadOf(await prepare({ ...plan, order }));
        const files =
          format === 'csv' || format === 'markdown' ? await filesOf(await prepare({ ...plan, order })) : null;
        const text = files?.get(format === 'csv' ? 'messages.csv' : 'conversations/Änne Ben.md') ?? bytes.toString();
        const pages = format === 'pdf' ? (await readPdf(bytes)).pages.join('\n') : text;
        return [...pages.matchAll(/text (\d+)/g)].map(([, number = '']) => number);
      };
      const oldest = await numbersIn('oldest');
      expect(oldest.length).toBeGreaterThan(10);
      expect(oldest.map(Number)).toEqual(oldest.map(Number).toSorted((a, b) => a - b));
      expect(await numbersIn('newest')).toEqual(oldest.toReversed());
    },
  );

  it('begins with the newest page, and has it first in the navigation', async () => {
    const made = await filesOf(await prepare({ split: 100, order: 'newest' }));
    const pages = [...made.keys()].filter((path) => path.startsWith('conversations/Änne'));
    expect(pages.length).toBeGreaterThan(1);
    expect(pages).toEqual(pages.toSorted().toReversed());
    const days = [...(made.get(pages[0] ?? '') ?? '').matchAll(/>(2024-05-\d\d)<\/[ab]>/g)].map(([, day = '']) => day);
    expect([...new Set(days)]).toEqual([...new Set(days.toSorted().toReversed())]);
    const [first = ''] = pages;
    expect(made.get('index.html')).toContain(`<li><a href="${first.split('/').map(encodeURIComponent).join('/')}">`);
  });

  it('refuses what an export would not do', async () => {
    const refused = { code: 'BAD_REQUEST' };
    await expect(prepare({ format: 'mbox', order: 'newest' })).rejects.toMatchObject(refused);
    await expect(prepare({ kinds: ['message'] })).rejects.toMatchObject(refused);
    await expect(prepare({ messages: ['1'] })).rejects.toMatchObject(refused);
    await expect(prepare({ what: 'search', format: 'pdf', kinds: ['nothing'] })).rejects.toMatchObject(refused);
  });

  it('names downloads by chat and period', async () => {
    const nameOf = async (plan: Partial<ExportPlan>): Promise<string> => (await downloadOf(await prepare(plan))).name;
    expect(await nameOf({ keys: ['1'] })).toBe('Änne _ Ben 2024-05-01 to 2024-05-31.html');
    expect(await nameOf({ keys: ['1'], from: '2024-05-03', to: '2024-05-03' })).toBe('Änne _ Ben 2024-05-03.html');
    expect(await nameOf({ from: '2024-05-03' })).toMatch(/ conversations from 2024-05-03\.zip$/);
    expect(await nameOf({ what: 'search', format: 'pdf', query: 'a/b' })).toBe('Search a_b.pdf');
  });
});
