import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import type { ExportPlan } from '../../contract/export.ts';
import { prepareExport } from '../prepare-export.ts';
import type { ExportFiles } from '../types.ts';

const EVIL = '</div><script>alert(1)</script><img src=x onerror="alert(1)">\r\n[2024-01-01 00:00:00] You: forged';
const FORMULA = '=HYPERLINK("http://evil.example","x")';
const NAME = '../../<b>Anna</b>"/CON\u202e';
const FILE = 'a'.repeat(40);
const LOST = 'b'.repeat(40);

describe('an export of a hostile conversation', () => {
  let fixture: ViewFixture;
  beforeAll(async () => {
    fixture = await openViewFixture();
    await fixture.index('contacts', (rows) => rows.contact('p1', NAME, ['anna@example.com']));
    await fixture.index('messages', (rows) => {
      rows.conversation(1, ['anna@example.com'], { title: NAME, messageCount: 3 });
      rows.message(1, 1, 1000, { text: EVIL, sender: 'anna@example.com' });
      rows.message(2, 1, 2000, { text: FORMULA, sender: 'anna@example.com' });
      rows.message(3, 1, 3000, { text: '\ufffc', isFromMe: true });
      for (const [key, file] of [
        [1, FILE],
        [2, LOST],
      ] as const) {
        rows.add('message_attachments', {
          key,
          message: 3,
          file,
          state: 'present',
          transferName: `"><script>/${key}.jpg`,
        });
      }
    });
  });
  afterAll(() => fixture.dispose());

  let opened = 0;
  const files: ExportFiles = {
    open: async (fileID) => {
      if (fileID === LOST) return null;
      opened++;
      async function* contents() {
        yield Buffer.from('picture');
      }
      return {
        name: fileID,
        modifiedAt: 0,
        contents: contents(),
        integrity: () => 'ok',
        close: async () => void opened--,
      };
    },
    name: async (fileID: string) => fileID,
    photo: async () => null,
    picture: async () => null,
  };
  async function exported(request: Partial<ExportPlan>): Promise<Map<string, string>> {
    const whole: ExportPlan = {
      what: 'conversations',
      format: 'html',
      timeZone: 'UTC',
      files: true,
      bom: false,
      ...request,
    };
    const prepared = await prepareExport({ views: fixture.ctx, files, version: '1' }, fixture.backup, whole);
    const made = new Map<string, string>();
    for await (const { path, contents } of prepared.files()) {
      let text = '';
      for await (const chunk of contents) text += chunk.toString();
      made.set(path, text);
    }
    return made;
  }

  it('keeps all paths inside the export and lists missing files', async () => {
    const made = await exported({});
    for (const path of made.keys()) expect(path).toMatch(/^(?!\/)(?!.*(?:\.\.\/|[<>"\\\u202e]))/);
    expect([...made.keys()].map((path) => path.split('/')[0])).toEqual([
      'ABOUT.json',
      'export-plan.json',
      'conversations',
      'files',
      'MISSING.txt',
    ]);
    expect(made.get('MISSING.txt')).toContain('bbbbbbbb-');
    expect(opened).toBe(0);
  });

  it('is a page without untrusted markup', async () => {
    const page = [...(await exported({}))].find(([path]) => path.endsWith('.html'))?.[1] ?? '';
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(
      page.match(
        /<(?!\/?(?:html|head|meta|title|style|body|h1|h2|div|details|summary|main|header|section|br|img|a|em|blockquote)\b|!doctype)/gi,
      ),
    ).toBeNull();
    expect(page.match(/<[^>]*\son\w+\s*=/g)).toBeNull();
    expect(page.match(/<img[^>]*>/g)).toHaveLength(2);
    expect(page).toContain('src="../files/');
  });

  it('is a text in which messages cannot be forged', async () => {
    const text =
      [...(await exported({ format: 'txt' }))].find(([path]) => path.endsWith('.txt') && path !== 'MISSING.txt')?.[1] ??
      '';
    expect(text.split('\n').filter((line) => line.startsWith('['))).toHaveLength(3);
    expect(text).toContain('\n    [2024-01-01 00:00:00] You: forged');
  });

  it('is a table without formulas', async () => {
    const rows = parse((await exported({ format: 'csv' })).get('messages.csv') ?? '', { columns: true });
    const texts = rows.map((row) => (row as Record<string, string>)['text']);
    expect(texts).toEqual([EVIL, `'${FORMULA}`, '']);
    expect(rows[0]).toMatchObject({ subject: '', link: '' });
  });

  it('is a table that has the white space at the ends of a text', async () => {
    const other = await openViewFixture();
    try {
      await other.index('messages', (rows) => {
        rows.conversation(1, ['anna@example.com'], { messageCount: 2 });
        rows.message(1, 1, 1000, { text: '\n  two, indented\n ', sender: 'anna@example.com' });
        rows.message(2, 1, 2000, { text: ' =1+1', sender: 'anna@example.com' });
        rows.message(3, 1, 3000, { text: '\ufeffa mark\ufeff', sender: 'anna@example.com' });
      });
      const textsIn = async (format: string): Promise<unknown[]> => {
        const request = { what: 'conversations', format, timeZone: 'UTC', files: false, bom: false };
        const prepared = await prepareExport({ views: other.ctx, files: null, version: '0' }, other.backup, request);
        const texts: string[] = [];
        for await (const { path, contents } of prepared.files()) {
          if (path === 'messages.csv') texts.push(...(await Array.fromAsync(contents, String)));
        }
        return parse<Record<string, string>>(texts.join(''), { columns: true }).map(({ text }) => text);
      };
      expect(await textsIn('csv-raw')).toEqual(['\n  two, indented\n ', ' =1+1', '\ufeffa mark\ufeff']);
      expect(await textsIn('csv')).toEqual(['\n  two, indented\n ', "' =1+1", 'a mark']);
    } finally {
      await other.dispose();
    }
  });

  it('is lossless as JSON', async () => {
    const lines = ((await exported({ format: 'jsonl' })).get('messages.jsonl') ?? '').trimEnd().split('\n');
    const [about, chat, ...messages] = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect([about?.['type'], chat?.['type'], messages.map(({ text }) => text)]).toEqual([
      'export',
      'conversation',
      [EVIL, FORMULA, '\ufffc'],
    ]);
  });

  it('has only records within a period', async () => {
    const lines = ((await exported({ format: 'jsonl', from: 2000, to: 3000 })).get('messages.jsonl') ?? '')
      .trimEnd()
      .split('\n');
    expect(lines.slice(2).map((line) => (JSON.parse(line) as { key: string }).key)).toEqual(['2']);
  });

  it.each([{ to: 3000 }, { from: 1 }, { from: 1, to: 3000 }])('has no message without a time in %j', async (period) => {
    const other = await openViewFixture();
    try {
      await other.index('messages', (rows) => {
        rows.conversation(1, ['anna@example.com'], { messageCount: 2 });
        rows.message(1, 1, null, { text: 'undated', sender: 'anna@example.com' });
        rows.message(2, 1, 2000, { text: 'dated', sender: 'anna@example.com' });
      });
      const keysIn = async (plan: object): Promise<readonly string[]> => {
        const request = { what: 'conversations', format: 'jsonl', timeZone: 'UTC', files: false, bom: false, ...plan };
        const prepared = await prepareExport({ views: other.ctx, files: null, version: '0' }, other.backup, request);
        const texts = await Array.fromAsync(prepared.files(), async ({ contents }) =>
          (await Array.fromAsync(contents, String)).join(''),
        );
        const lines = texts
          .join('')
          .split('\n')
          .filter((line) => line.includes('dated",'));
        expect(prepared.progress().total).toBe(lines.length);
        return lines.map((line) => (JSON.parse(line) as { key: string }).key);
      };
      expect(await keysIn({})).toEqual(['1', '2']);
      expect(await keysIn(period)).toEqual(['2']);
    } finally {
      await other.dispose();
    }
  });

  it('includes the last day of a period, in its zone', async () => {
    const until = async (to: string, timeZone: string) =>
      parse((await exported({ format: 'csv', to, timeZone })).get('messages.csv') ?? '').length - 1;
    expect(await until('1970-01-01', 'UTC')).toBe(3);
    expect(await until('1969-12-31', 'UTC')).toBe(0);
    expect(await until('1969-12-31', 'America/New_York')).toBe(3);
    await expect(until('soon', 'UTC')).rejects.toThrow('to:');
  });

  it.each([
    [{}, 'Complete: everything the databases hold was read'],
    [{ keys: ['1'] }, 'An excerpt: 3 messages of 1 selected chat'],
    [
      { from: 2000, to: '1970-01-01', timeZone: 'Europe/Berlin' },
      'An excerpt: 2 messages from 1970-01-01T01:00:02+01:00 before 1970-01-02T00:00:00+01:00 (Europe/Berlin)',
    ],
  ])('says of %j how much it has', async (request, line) => {
    const made = await exported({ ...request, format: 'txt' });
    const [text = ''] = [...made]
      .filter(([path]) => path.endsWith('.txt') && path !== 'MISSING.txt')
      .map((file) => file[1]);
    expect(text.split('\n')).toContain(line);
    expect(text.includes('Complete: everything')).toBe(Object.keys(request).length === 0);
    const about = JSON.parse(made.get('ABOUT.json') ?? '') as { isComplete: boolean };
    expect(about.isComplete).toBe(Object.keys(request).length === 0);
  });
});
