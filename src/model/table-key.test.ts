import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SEED } from '../../test/support/formats/mutations.ts';
import { decodeTableKey, encodeTableKey } from './table-key.ts';

const [text, integer, file] = [
  { kind: 'text', description: '' },
  { kind: 'integer', description: '' },
  { kind: 'file', description: '' },
] as const;

describe('row keys', () => {
  it('are read back as written', () => {
    const definition = { primaryKey: ['a', 'b'], columns: { a: text, b: integer } };
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.maxSafeInteger(), (a, b) => {
        expect(decodeTableKey(encodeTableKey([a, b]), definition)).toEqual([a, b === 0 ? 0 : b]);
      }),
      { seed: SEED },
    );
  });

  it('are text if the column is', () => {
    expect(decodeTableKey('0a', { primaryKey: ['a'], columns: { a: file } })).toEqual(['0a']);
    expect(decodeTableKey('0a', { primaryKey: ['a'], columns: { a: integer } })).toBeNull();
  });

  it.each(['1', '1,', '1,%', '1,2,3', ',', ''])('must fit the table: %j', (key) => {
    expect(decodeTableKey(key, { primaryKey: ['a', 'b'], columns: { a: text, b: integer } })).toBeNull();
  });
});
