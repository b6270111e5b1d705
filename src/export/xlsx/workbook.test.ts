import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { python } from '../../../test/support/python.ts';
import type { CsvCell } from '../format/csv.ts';
import type { About } from '../types.ts';
import { cell, columnLetters } from './cell.ts';
import { workbook } from './workbook.ts';

const ABOUT = {
  madeBy: 'Apple Juicer 1',
  exportedAt: '2026-11-29T00:00:00.000Z',
  timeZone: 'UTC',
  backup: { name: 'Robin <&> 📱', product: null, iosVersion: null, madeAt: null },
  excerpt: null,
  areSourcesComplete: true,
  ignoresPeriod: false,
  plan: {},
  sources: [],
} as unknown as About;

const COLUMNS = [
  { name: 'key', kind: 'value' },
  { name: 'at_utc', kind: 'time' },
  { name: 'text', kind: 'value' },
  { name: 'link', kind: 'link' },
  { name: 'files', kind: 'file' },
] as const;

const EVIL = '=HYPERLINK("http://evil.example","x")&<![CDATA[]]> _x0041_ \u0000\ud800 é 👍🏽\r\nsecond line';

const ROWS: CsvCell[][] = [
  [1, '2024-05-31T22:30:15.500Z', EVIL, 'https://example.com/?a=1&b="2', 'files/a b#.jpg'],
  [-0.5, '1850-01-01T00:00:00.000Z', '+1', 'javascript:alert(1)', 'files/a.jpg; files/b.jpg'],
  [true, 'never', '00123', 'file:///etc/passwd', null],
  [1e15 + 1, null, '', null, ''],
  [Number.NaN, '9999-12-31T23:59:59Z', 'x'.repeat(40_000), `https://example.com/${'y'.repeat(3000)}`, null],
];

/** Reads a workbook with Python's standard library: of each sheet its rows, as types and values, and its links. */
const READ = `
import zipfile, xml.etree.ElementTree as E
M = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
R = '{http://schemas.openxmlformats.org/officeDocument/2006/relationships}'
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
def links(rels):
    return {e.get('Id'): e.get('Target') for e in E.fromstring(z.read(rels))} if rels in z.namelist() else {}
book = E.fromstring(z.read('xl/workbook.xml'))
parts = links('xl/_rels/workbook.xml.rels')
out = {}
for s in book.iter(M + 'sheet'):
    part = parts[s.get(R + 'id')]
    root = E.fromstring(z.read('xl/' + part))
    assert root.find('.//' + M + 'f') is None
    rows = [[[c.get('r'), c.get('t'), c.get('s'), ''.join(c.itertext())] for c in row] for row in root.iter(M + 'row')]
    targets = links('xl/worksheets/_rels/' + part.split('/')[1] + '.rels')
    filters = root.find(M + 'autoFilter')
    pane = root.find('.//' + M + 'pane')
    out[s.get('name')] = {'rows': rows, 'filter': None if filters is None else filters.get('ref'),
        'frozen': None if pane is None else pane.get('state'),
        'links': {h.get('ref'): targets[h.get(R + 'id')] for h in root.iter(M + 'hyperlink')}}
print(json.dumps(out))
`;

interface ReadSheet {
  readonly rows: readonly (readonly [string, string | null, string | null, string][])[];
  readonly filter: string | null;
  readonly frozen: string | null;
  readonly links: Readonly<Record<string, string>>;
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

describe('a workbook', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aj-xlsx-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function written(rows: readonly CsvCell[][], maxRows?: number): Promise<string> {
    const path = join(folder, 'book.xlsx');
    const more = maxRows === undefined ? {} : { maxRows };
    await writeFile(path, workbook({ about: ABOUT, name: 'a/b[c]', columns: COLUMNS, rows: each(rows), ...more }));
    return path;
  }

  it('has dates, numbers, truth values and texts as what they are, and no formula', async ({ skip }) => {
    const sheets = python(READ, [await written(ROWS)], skip) as Record<string, ReadSheet>;
    expect(Object.keys(sheets)).toEqual(['a b c', 'About']);
    const { rows, filter, frozen } = sheets['a b c'] as ReadSheet;
    expect([filter, frozen]).toEqual(['A1:E6', 'frozen']);
    expect(rows[0]?.map(([, , , text]) => text)).toEqual(COLUMNS.map(({ name }) => name));
    // 45443.9376794 is 2024-05-31 22:30:15.5, as Excel counts days.
    expect(rows[1]?.slice(0, 2)).toEqual([
      ['A2', null, null, '1'],
      ['B2', null, '2', '45443.9376793982'],
    ]);
    expect(rows[1]?.[2]).toEqual([
      'C2',
      'inlineStr',
      '4',
      '=HYPERLINK("http://evil.example","x")&<![CDATA[]]> _x005F_x0041_ \ufffd\ufffd é 👍🏽\nsecond line',
    ]);
    expect(rows[2]?.map(([, type, , text]) => [type, text])).toEqual([
      [null, '-0.5'],
      ['inlineStr', '1850-01-01T00:00:00.000Z'],
      ['inlineStr', '+1'],
      ['inlineStr', 'javascript:alert(1)'],
      ['inlineStr', 'files/a.jpg; files/b.jpg'],
    ]);
    expect(rows[3]?.slice(0, 3).map(([, type, , text]) => [type, text])).toEqual([
      ['b', '1'],
      ['inlineStr', 'never'],
      ['inlineStr', '00123'],
    ]);
    expect(rows[4]).toEqual([['A5', 'inlineStr', '4', '1000000000000001']]);
  });

  it('links web pages and files of the export, nothing else', async ({ skip }) => {
    const sheets = python(READ, [await written(ROWS)], skip) as Record<string, ReadSheet>;
    expect(sheets['a b c']?.links).toEqual({ D2: 'https://example.com/?a=1&b="2', E2: 'files/a%20b%23.jpg' });
  });

  it('cuts cells at the limit of Excel, and says so', async ({ skip }) => {
    const sheets = python(READ, [await written(ROWS)], skip) as Record<string, ReadSheet>;
    const long = sheets['a b c']?.rows[5]?.find(([reference]) => reference === 'C6')?.[3] ?? '';
    expect([long.length, long.slice(-8)]).toEqual([32_767, ' … [cut]']);
    const about = sheets['About']?.rows.map(([first]) => first?.[3]) ?? [];
    expect(about).toContain('1 cell was cut at 32,767 characters, the limit of Excel. CSV and JSON have all of it.');
    expect(about[0]).toContain('Robin <&> 📱');
  });

  it('continues on further sheets, each with its head', async ({ skip }) => {
    for (const [count, sizes] of [
      [0, [1]],
      [3, [4]],
      [4, [4, 2]],
      [9, [4, 4, 4]],
    ] as const) {
      const rows = Array.from({ length: count }, (_, index) => [index]);
      const sheets = python(READ, [await written(rows, 4)], skip) as Record<string, ReadSheet>;
      const { About: _about, ...tables } = sheets;
      expect(Object.values(tables).map((sheet) => sheet.rows.length)).toEqual(sizes);
      const keys = Object.values(tables).flatMap((sheet) => sheet.rows.slice(1).map(([first]) => Number(first?.[3])));
      expect(keys).toEqual(rows.flat());
    }
  });

  it('has the same bytes for the same rows', async () => {
    const [one, two] = [await readFile(await written(ROWS)), await readFile(await written(ROWS))];
    expect(one.equals(two)).toBe(true);
  });

  it('is read by openpyxl with these types', async ({ skip }) => {
    const script = `
import datetime
ws = openpyxl.load_workbook(sys.argv[1]).worksheets[0]
print(json.dumps([[v.isoformat() if isinstance(v, datetime.datetime) else v for v in row] for row in ws.iter_rows(min_row=2, max_row=4, values_only=True)]))`;
    const rows = python(script, [await written(ROWS)], skip, ['openpyxl']) as unknown[][];
    expect(rows[0]?.slice(0, 2)).toEqual([1, '2024-05-31T22:30:15.500000']);
    expect(rows[1]?.[2]).toBe('+1');
    expect(rows[2]?.slice(0, 3)).toEqual([true, 'never', '00123']);
  });
});

it('names columns as spreadsheets do', () => {
  expect([0, 25, 26, 51, 52, 701, 702, 16_383].map(columnLetters)).toEqual([
    'A',
    'Z',
    'AA',
    'AZ',
    'BA',
    'ZZ',
    'AAA',
    'XFD',
  ]);
});

it('has no day that Excel counts otherwise', () => {
  expect(cell('1900-02-28T00:00:00Z', 'A1', 'time').xml).toContain('inlineStr');
  expect(cell('1900-03-01T00:00:00Z', 'A1', 'time').xml).toContain('<v>61</v>');
});
