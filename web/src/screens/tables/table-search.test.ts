import { describe, expect, it } from 'vitest';
import { startOfDay } from '../../format/start-of-day.ts';
import { type FieldColumn, rowFilterOf } from '../../records/column-filter.ts';
import { readTableSearch, shownColumns } from './table-search.ts';

const column = (name: string, kind: FieldColumn['kind'], more: Partial<FieldColumn> = {}): FieldColumn => {
  return {
    name,
    kind,
    format: null,
    description: '',
    names: {},
    descriptions: {},
    labels: null,
    isKey: false,
    isSortable: false,
    ...more,
  };
};
const COLUMNS = [
  column('key', 'text', { isKey: true, isSortable: true }),
  column('at', 'time', { isSortable: true }),
  column('isRead', 'boolean'),
  column('size', 'integer'),
  column('name', 'text'),
  column('guid', 'text'),
  column('raw', 'json'),
];

describe('startOfDay', () => {
  it.each([
    ['2024-03-31', 'UTC', Date.UTC(2024, 2, 31)],
    ['2024-03-31', 'Europe/Berlin', Date.UTC(2024, 2, 30, 23)],
    ['2024-04-01', 'Europe/Berlin', Date.UTC(2024, 2, 31, 22)],
    ['2024-01-01', 'Pacific/Kiritimati', Date.UTC(2023, 11, 31, 10)],
    ['2024-01-01', 'Pacific/Pago_Pago', Date.UTC(2024, 0, 1, 11)],
  ])('of %s in %s', (day, zone, at) => {
    expect(startOfDay(day, zone)).toBe(at);
  });

  it('supports later days, and rejects invalid ones', () => {
    expect(startOfDay('2024-03-30', 'Europe/Berlin', 2)).toBe(Date.UTC(2024, 2, 31, 22));
    expect([startOfDay('x', 'UTC'), startOfDay('2024-13-01', 'UTC')]).toEqual([null, null]);
  });
});

describe('rowFilterOf', () => {
  const of = (raw: Record<string, unknown>) => rowFilterOf(readTableSearch(raw), COLUMNS, 'UTC');

  it('uses the conditions of each column type', () => {
    expect(of({ column: 'name', value: 'x', sort: 'at', desc: true })).toEqual({
      sort: 'at',
      order: 'desc',
      column: 'name',
      contains: 'x',
    });
    expect(of({ column: 'size', value: 12 })).toEqual({ column: 'size', equals: '12' });
    expect(of({ column: 'isRead', value: true })).toEqual({ column: 'isRead', equals: 'true' });
    expect(of({ column: 'at', value: '2024-01-01', until: '2024-01-31' })).toEqual({
      column: 'at',
      from: Date.UTC(2024, 0, 1),
      to: Date.UTC(2024, 1, 1),
    });
  });

  it.each([
    { column: 'none', value: 'x' },
    { column: 'size', value: 'many' },
    { column: 'isRead', value: 'maybe' },
    { column: 'at', value: 'yesterday' },
    { sort: 'name' },
  ])('leaves out what the table does not know: %j', (raw) => {
    expect(of(raw)).toEqual({});
  });
});

describe('shownColumns', () => {
  const rows = [
    { values: { at: 1, isRead: null, size: 4, name: 'x', guid: 'a', raw: {} } },
    { values: { at: 2, isRead: null, size: 4, name: 'y', guid: 'b', raw: {} } },
  ];
  const names = (cols?: string, given = rows) => shownColumns(COLUMNS, cols, given).map(({ name }) => name);

  it('has the chosen columns, in table order', () => {
    expect(names('raw,size')).toEqual(['size', 'raw']);
  });

  it('has columns with different values by default, otherwise the first ones', () => {
    expect(names()).toEqual(['at', 'name']);
    expect(names('nothing')).toEqual(['at', 'name']);
    expect(names(undefined, [])).toEqual(COLUMNS.map(({ name }) => name));
  });
});
