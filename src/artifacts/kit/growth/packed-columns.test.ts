import { describe, expect, it } from 'vitest';
import { packColumns, rowidsOf, toGaps, unpackColumns } from './packed-columns.ts';

const columnsOf = () => [
  Float64Array.of(1.5, Number.NaN),
  Uint32Array.of(7, 2 ** 32 - 1, 0),
  new Uint8Array(0),
  Uint8Array.of(9),
];
const COLUMNS = columnsOf();

describe('packed columns', () => {
  it('are read again with their key', () => {
    const columns = unpackColumns(packColumns('key', columnsOf()), 'key') ?? [];
    expect(columns).toHaveLength(4);
    expect(new Float64Array(columns[0] as ArrayBuffer)).toEqual(COLUMNS[0]);
    expect(new Uint32Array(columns[1] as ArrayBuffer)).toEqual(COLUMNS[1]);
    expect(new Uint8Array(columns[2] as ArrayBuffer)).toEqual(COLUMNS[2]);
    expect(new Uint8Array(columns[3] as ArrayBuffer)).toEqual(COLUMNS[3]);
  });

  it('are not read with another key, nor if they are damaged', () => {
    const packed = packColumns('key', columnsOf());
    expect(unpackColumns(packed, 'another')).toBeNull();
    expect(unpackColumns(packed.subarray(0, packed.length - 4), 'key')).toBeNull();
    for (let length = 0; length < packed.length; length++) {
      expect(unpackColumns(packed.subarray(0, length), 'key')).toBeNull();
    }
    // The length of the first column.
    const longer = Buffer.from(packed);
    longer.writeUInt8(17, 33);
    expect(unpackColumns(longer, 'key')).toBeNull();
    longer.writeUInt8(0xff, 38);
    expect(unpackColumns(longer, 'key')).toBeNull();
  });

  it('give their memory back, and are memory of their own', () => {
    const columns = columnsOf();
    const packed = packColumns('key', columns);
    expect(columns.map(({ buffer }) => buffer.byteLength)).toEqual([0, 0, 0, 0]);
    expect(packed.buffer.byteLength).toBe(packed.length);
  });

  it('are as long as they come', () => {
    const random = Uint8Array.from({ length: 300_000 }, (_, index) => (index * index * 2_654_435_761) >>> 13);
    const columns = unpackColumns(packColumns('key', [random.slice()]), 'key') ?? [];
    expect(new Uint8Array(columns[0] as ArrayBuffer)).toEqual(random);
  });

  it('have ROWIDs as differences', () => {
    const rowids = Float64Array.of(-3, 1, 2, 900, 2 ** 52);
    const gaps = toGaps(rowids.slice());
    expect(gaps).toEqual(Float64Array.of(-3, 4, 1, 898, 2 ** 52 - 900));
    expect(rowidsOf(gaps.buffer)).toEqual(rowids);
  });
});
