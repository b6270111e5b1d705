import { array, assert, boolean, constantFrom, integer, option, property, record, string, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fullOnly } from '../../../test/support/depth.ts';
import type { Extracted } from '../../artifacts/kit/artifact.ts';
import { integer as integerColumn, json, type TableSet, table, text, time } from '../../model/columns.ts';
import { encodeTableKey } from '../../model/table-key.ts';
import type { EarlierUnit, RecordSink } from '../record-sink.ts';
import { SameRows } from './same-rows.ts';

const tables = {
  letters: table({ primaryKey: ['key'], columns: { key: integerColumn(), title: text(), facts: json() } }),
  names: table({ primaryKey: ['key'], columns: { key: text(), title: text() } }),
  places: table({ primaryKey: ['chat', 'at', 'name'], columns: { chat: integerColumn(), at: time(), name: text() } }),
};
type Name = keyof typeof tables;
type Row = Extracted<TableSet>;

const identity = ([name, row]: Row): string => {
  const values = row as Readonly<Record<string, string | number>>;
  return `${name} ${encodeTableKey(tables[name as Name].primaryKey.map((column) => values[column] ?? ''))}`;
};

/** An index that a reading is written to. */
class Index {
  readonly rows = new Map<string, string>();
  added = 0;
  stayed = 0;

  sink(hasEarlier: boolean): RecordSink {
    const add = (row: Row): void => {
      if (row[0] === 'refused') throw new Error('refused');
      this.added++;
      // As in the database, where a key is unique.
      expect(this.rows.has(identity(row))).toBe(false);
      this.rows.set(identity(row), JSON.stringify(row));
    };
    const keepRows = () => ({
      stay: (_table: string, count: number) => void (this.stayed += count),
      remove: (name: string, { key }: EarlierUnit) => void this.rows.delete(`${name} ${encodeTableKey(key)}`),
    });
    return { add, progress: () => undefined, ...(hasEarlier ? { keepRows } : {}) };
  }

  /** Writes a reading; gives what it remembers. */
  write(rows: readonly Row[], earlier: Uint8Array | null, key = 'key'): Uint8Array | null {
    const same = SameRows.of({ tables }, { key, earlier }, this.sink(earlier !== null));
    for (const row of rows) same.add(row);
    same.removeOthers();
    return same.state();
  }
}

/** Enough rows to be remembered. */
const MANY = Array.from(
  { length: 300 },
  (_, key): Row => ['letters', { key: key + 1000, title: `letter ${key}`, facts: null }],
);

const facts = option(
  record({
    a: constantFrom(null, 0, 1, 1.5, -1, true, 'x', '😀'),
    b: array(integer({ min: 0, max: 2 }), { maxLength: 2 }),
  }),
);
const small = integer({ min: 0, max: 6 });
const anyRow = tuple(
  record({
    table: constantFrom<Name>('letters', 'names', 'places'),
    number: small,
    name: constantFrom('', 'a', "it's", 'a,b', 'é'),
    title: option(string({ maxLength: 3 })),
    facts,
  }),
  option(record({ text: string({ maxLength: 3 }), at: option(small), hasMore: boolean() })),
).map(([{ table: name, number, name: other, title, facts: more }, search]): Row => {
  const row = {
    letters: { key: number, title, facts: more },
    names: { key: other, title },
    places: { chat: number, at: number, name: other },
  }[name];
  if (search === null) return [name, row];
  const { hasMore, ...shown } = search;
  return [name, row, hasMore ? { ...shown, in: [1], payload: { sender: title } } : shown];
});
const anyRows = array(anyRow, { maxLength: 20 }).map((rows) => [
  ...new Map(rows.map((row) => [identity(row), row])).values(),
]);

describe('rows that are the same', () => {
  it('are not written again, and the index is that of writing all', () => {
    assert(
      property(anyRows, anyRows, boolean(), (before, after, isReversed) => {
        const index = new Index();
        const state = index.write([...before, ...MANY], null);
        expect(state).not.toBeNull();
        const all = isReversed ? [...MANY, ...after].toReversed() : [...after, ...MANY];
        const again = index.write(all, state);
        const whole = new Index();
        const expected = whole.write(all, null);
        expect(Object.fromEntries(index.rows)).toEqual(Object.fromEntries(whole.rows));
        expect(again).toEqual(expected);
        expect(index.stayed).toBeGreaterThanOrEqual(MANY.length);
      }),
    );
  });

  it('are told from others by each value, by its kind, and by the document', () => {
    const variants: readonly Row[] = [
      ['letters', { key: 1, title: 'a', facts: null }],
      ['letters', { key: 1, title: null, facts: 'a' }],
      ['letters', { key: 1, title: null, facts: null }],
      ['letters', { key: 1, title: '1', facts: null }],
      ['letters', { key: 1, title: null, facts: 1 }],
      ['letters', { key: 1, title: null, facts: true }],
      ['letters', { key: 1, title: null, facts: [1] }],
      ['letters', { key: 1, title: null, facts: { 1: 1 } }],
      ['letters', { key: 1, title: null, facts: { a: { a: { a: { a: { a: 1 } } } } } }],
      ['letters', { key: 1, title: null, facts: { a: { a: { a: { a: { a: 2 } } } } } }],
      ['letters', { key: 1, title: null, facts: null }, { text: '', at: null }],
      ['letters', { key: 1, title: null, facts: null }, { text: '', at: 0 }],
      ['letters', { key: 1, title: null, facts: null }, { text: '', at: 0, has: ['x'] }],
      ['letters', { key: 1, title: null, facts: null }, { text: '', at: 0, from: ['x'] }],
    ];
    for (const before of variants) {
      for (const after of variants) {
        const index = new Index();
        const state = index.write([...MANY, before], null);
        index.added = 0;
        index.write([...MANY, after], state);
        expect([before, after, index.added]).toEqual([before, after, before === after ? 0 : 1]);
      }
    }
  });

  it('are all written if most of the first ones differ', () => {
    const index = new Index();
    const state = index.write(MANY, null);
    const others = MANY.map(
      ([name, row], at): Row => [name, at < 151 ? { key: at + 1000, title: 'another', facts: null } : row],
    );
    const whole = new Index();
    const again = whole.write(others, state);
    expect([whole.added, whole.stayed]).toEqual([MANY.length, 0]);
    expect(again).toEqual(new Index().write(others, null));
    const few = new Index();
    few.rows.set('letters 1005', '');
    expect(few.write(MANY.slice(0, 2), state)).toBeNull();
    expect([few.added, few.stayed, few.rows.size]).toEqual([0, 2, 0]);
  });

  it('are the same as arrays and as objects', () => {
    const index = new Index();
    const state = index.write(MANY, null);
    const same = SameRows.of({ tables }, { key: 'key', earlier: state }, index.sink(true));
    for (const [name, row] of MANY) same.add([name, Object.values(row)]);
    same.removeOthers();
    expect(index.stayed).toBe(MANY.length);
  });

  it('are written again after a change of what they are stored as, and when nothing usable is remembered', () => {
    const index = new Index();
    const state = index.write(MANY, null) ?? new Uint8Array();
    for (const [bytes, key] of [
      [state, 'another key'],
      [state.subarray(0, state.length - 9), 'key'],
      [new Uint8Array(100), 'key'],
    ] as const) {
      const whole = new Index();
      expect(whole.write(MANY, bytes, key)).not.toBeNull();
      expect([whole.added, whole.stayed]).toEqual([MANY.length, 0]);
    }
  });

  it('are not remembered if their keys are too many texts', { ...fullOnly, timeout: 60_000 }, () => {
    const sink: RecordSink = { add: () => undefined, progress: () => undefined };
    const same = SameRows.of({ tables }, { key: 'key', earlier: null }, sink);
    for (const row of MANY) same.add(row);
    for (let key = 0; key <= 500_000; key++) same.add(['names', { key: `${key}`, title: null }]);
    expect(same.state()).toBeNull();
  });

  it('are not remembered if there are few, or if the index does not have them', () => {
    expect(new Index().write(MANY.slice(0, 100), null)).toBeNull();
    const index = new Index();
    const same = SameRows.of({ tables }, { key: 'key', earlier: null }, index.sink(false));
    for (const row of MANY) same.add(row);
    const refused: RecordSink = {
      add: () => {
        throw new Error('refused');
      },
      progress: () => undefined,
    };
    const failing = SameRows.of({ tables }, { key: 'key', earlier: null }, refused);
    expect(() => failing.add(MANY[0] as Row)).toThrow('refused');
    expect(failing.state()).toBeNull();
    expect(() => same.add(['letters', { key: null, title: 'no key', facts: null }])).not.toThrow();
    expect(index.write([], null)).toBeNull();
  });

  it('can be left out by an artifact that knows them', () => {
    const index = new Index();
    const before = SameRows.of({ tables }, { key: 'key', earlier: null }, index.sink(false));
    before.begin();
    for (const row of MANY) before.add(row);
    before.removeOthers();
    before.remember([Uint8Array.of(7, 8)]);
    const state = before.state();
    const rows = new Map(index.rows);
    const again = SameRows.of({ tables }, { key: 'key', earlier: state }, index.sink(true));
    expect(again.earlier?.map((column) => [...new Uint8Array(column)])).toEqual([[7, 8]]);
    index.added = 0;
    again.begin();
    again.stay('letters', 0, 100);
    for (const row of MANY.slice(100, 110)) again.add(row);
    again.add(['letters', { key: 5, title: 'new', facts: null }]);
    again.stay('letters', 120, 180);
    expect(() => again.stay('letters', 299, 2)).toThrow(RangeError);
    again.removeOthers();
    expect([index.added, index.stayed]).toEqual([1, 290]);
    for (const row of MANY.slice(110, 120)) rows.delete(identity(row));
    rows.set('letters 5', JSON.stringify(['letters', { key: 5, title: 'new', facts: null }]));
    expect(new Set(index.rows.values())).toEqual(new Set(rows.values()));
    // What follows finds the rows by their new numbers.
    const third = SameRows.of({ tables }, { key: 'key', earlier: again.state() }, index.sink(true));
    expect(third.earlier).toEqual([]);
    third.begin();
    third.stay('letters', 0, 291);
    third.removeOthers();
    expect(index.rows.size).toBe(291);
  });

  it('cannot stay if there are no earlier ones', () => {
    const same = SameRows.of({ tables }, { key: 'key', earlier: null }, new Index().sink(false));
    expect(same.earlier).toBeNull();
    expect(() => same.stay('letters', 0, 1)).toThrow(RangeError);
  });
});
