import { describe, expect, it } from 'vitest';
import { integer, json, table, text } from '../../model/columns.ts';
import { type BatchValue, rowCount, unpackPart } from './batch.ts';
import { BatchBuilder } from './batch-builder.ts';

const things = table({
  primaryKey: ['key'],
  columns: { key: integer('Key.'), name: text('Name.'), size: integer('Size.'), facts: json('Facts.') },
});
const wide = table({
  primaryKey: ['c0'],
  columns: Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`c${index}`, integer('A number.')])),
});
const target = { backup: 'b', artifact: 'things', backupId: 1, runId: 2 };
const builderOf = () => new BatchBuilder({ target, tables: { things, wide }, searchTypes: {} });

/** The rows of a batch including nulls, by table. */
function rowsIn(builder: ReturnType<typeof builderOf>): Record<string, BatchValue[][]> {
  const found: Record<string, BatchValue[][]> = { things: [], wide: [] };
  for (const part of builder.take().map(unpackPart)) {
    for (const rows of part.tables) {
      const { width, values } = rows;
      for (let row = 0; row < rowCount(rows); row++) {
        found[rows.table]?.push(values.slice(row * width, (row + 1) * width));
      }
    }
  }
  return found;
}

describe('BatchBuilder', () => {
  it('accepts rows with properties in any order, complete or not', () => {
    const builder = builderOf();
    builder.add('things', { key: 1, name: 'a', size: 5, facts: null });
    builder.add('things', { facts: null, size: 5, name: 'b', key: 2 });
    builder.add('things', { name: 'c', key: 3 } as never);
    builder.add('things', { key: 4, name: 'd', size: 1, facts: null, more: 'unknown' } as never);
    expect(rowsIn(builder).things).toEqual([
      [1, 'a', 5, null],
      [2, 'b', 5, null],
      [3, 'c', null, null],
      [4, 'd', 1, null],
    ]);
  });

  it('accepts values in the order of the columns, as it accepts properties', () => {
    const builder = builderOf();
    const facts = { of: ['a', 1] };
    const rows = [
      { key: 1, name: 'a', size: 5, facts },
      { key: 2, name: null, size: 2.9, facts: null },
      { key: 3, name: 'nul \0, half \uD83D', size: Number.NaN, facts: ['\0'] },
    ];
    for (const row of rows) builder.add('things', row, { text: row.name ?? '', at: 1 });
    const named = builder.take().map(unpackPart);
    const coerced = builder.coerced;
    for (const row of rows) {
      builder.add('things', [row.key, row.name, row.size, row.facts], { text: row.name ?? '', at: 1 });
    }
    expect(builder.take().map(unpackPart)).toEqual(named);
    expect([coerced, builder.coerced]).toEqual([1, 2]);
  });

  it('refuses values that are not one for each column', () => {
    const builder = builderOf();
    expect(() => builder.add('things', [1, 'a', 5])).toThrow('3 values for 4 columns');
    expect(() => builder.add('things', [1, 'a', 5, null, null])).toThrow('5 values for 4 columns');
    expect(() => builder.add('things', [null, 'a', 5, null])).toThrow('without key');
    expect(rowsIn(builder).things).toEqual([]);
  });

  it('counts each invalid value once, in any order', () => {
    const builder = builderOf();
    builder.add('things', { key: 1, name: 7 as never, size: null, facts: null });
    builder.add('things', { name: 7 as never, key: 2, size: null, facts: null });
    builder.add('things', { key: 3, name: 7 as never, facts: null, size: null });
    expect(builder.coerced).toBe(3);
    expect(rowsIn(builder).things).toEqual([1, 2, 3].map((key) => [key, null, null, null]));
  });

  it('stores values that follow an equal one, or the same object, as it would alone', () => {
    const rows = [
      [1, 'nul \0', 2.9, null],
      [2, 'nul \0', 2.9, null],
      [3, 'nul \uFFFD', 2, null],
      [4, '', Number.NaN, ''],
      [5, '', Number.NaN, ''],
      [6, null, 0, 0],
      [7, null, -0, false],
    ];
    const facts = { of: ['\0'] };
    const given = [...rows, [8, 'a', null, facts], [9, 'a', null, facts], [10, 'a', null, ['\0']]];
    const together = builderOf();
    for (const row of given) together.add('things', row);
    const alone = given.flatMap((row) => {
      const builder = builderOf();
      builder.add('things', row);
      return rowsIn(builder).things ?? [];
    });
    expect(rowsIn(together).things).toEqual(alone);
    expect(together.coerced).toBe(2);
  });

  it('leaves no trace of a refused row', () => {
    const builder = builderOf();
    builder.add('things', { key: 1, name: 'a', size: null, facts: null });
    expect(() => builder.add('things', { name: 'lost', key: null, size: 1, facts: null })).toThrow('without key');
    expect(() => builder.add('wide', { c0: null })).toThrow('without c0');
    builder.add('things', { key: 2, name: 'b', size: null, facts: null });
    expect(rowsIn(builder)).toEqual({
      things: [
        [1, 'a', null, null],
        [2, 'b', null, null],
      ],
      wide: [],
    });
  });

  it('keeps all values of rows with hundreds of different column sets', () => {
    const builder = builderOf();
    const rows = Array.from({ length: 600 }, (_, row) =>
      Array.from({ length: 40 }, (_, column) =>
        column === 0 ? row : (row * 7919) % (column + 2) === 0 ? column : null,
      ),
    );
    for (const row of rows) builder.add('wide', Object.fromEntries(row.map((value, column) => [`c${column}`, value])));
    expect(rowsIn(builder).wide).toEqual(rows);
  });

  it('gives a part nothing of the parts before it', () => {
    const builder = builderOf();
    const many = Array.from({ length: 700 }, (_, key) => [key, `name ${key}`, null, null]);
    for (const row of many) builder.add('things', row, { text: `text ${row[0]}`, at: 1 });
    builder.add('wide', { c0: 1 });
    expect(rowsIn(builder).things).toEqual(many);
    builder.add('things', [1, 'a', null, null], { text: 'name 600', at: 1 });
    const [part, ...others] = builder.take().map(unpackPart);
    expect(others).toEqual([]);
    expect(part?.tables.map(({ values }) => values)).toEqual([[1, 'a', null, null], []]);
    expect(part?.search).toHaveLength(9);
    expect(part?.search[5]).toBe('name 600');
  });

  it('transfers searchable text once, wherever it occurs in the row', () => {
    const builder = builderOf();
    for (let row = 0; row < 100; row++) {
      const columns = Array.from({ length: 40 }, (_, column) => [
        `c${column}`,
        column % (row + 1) === 0 ? column : null,
      ]);
      builder.add('wide', { ...Object.fromEntries(columns), c0: row } as never);
    }
    const document = { text: 'found', at: 1000 };
    builder.add('things', { key: 1, name: 'found', size: null, facts: null }, document);
    builder.add('things', { name: 'found', key: 2, size: null, facts: null }, document);
    builder.add('things', { key: 3, name: 'other', size: null, facts: null }, document);
    const [part] = builder.take().map(unpackPart);
    const texts = part?.search.filter((_, index) => index % 9 === 5) ?? [];
    expect(texts.map((at) => (typeof at === 'number' ? part?.tables[0]?.values[at] : at))).toEqual([
      'found',
      'found',
      'found',
    ]);
    expect(texts.map((at) => typeof at)).toEqual(['number', 'number', 'string']);
  });
});
