import { buildBinary } from 'plist';
import { describe, expect, it } from 'vitest';
import { FieldNames, KeyedArchiveCursor } from './keyed-archive-cursor.ts';

const FIELDS = new FieldNames(['a', 'bb', 'cc', 'dd']);
const MALFORMED = expect.objectContaining({ name: 'DomainError', code: 'MALFORMED_ARCHIVE' });

const archive = (...objects: unknown[]): Uint8Array =>
  buildBinary({ $top: { root: { UID: 1 } }, $objects: ['$null', ...objects] } as never);

/** A cursor on the archive, and the value of its field `a`. */
function open(...objects: unknown[]): { cursor: KeyedArchiveCursor; value: number } {
  const cursor = new KeyedArchiveCursor();
  cursor.open(archive(...objects));
  const index = Array.from({ length: cursor.size }, (_, index) => cursor.name(index, FIELDS)).indexOf('a');
  return { cursor, value: cursor.value(index) };
}

describe('KeyedArchiveCursor', () => {
  it('returns the names of requested fields', () => {
    const cursor = new KeyedArchiveCursor();
    cursor.open(archive({ bb: 1, other: 2, cc: 3, 'd\u0101': 4, $class: { UID: 0 } }));
    expect(cursor.size).toBe(5);
    const names = Array.from({ length: cursor.size }, (_, index) => cursor.name(index, FIELDS));
    expect(names).toEqual(['bb', undefined, 'cc', undefined, undefined]);
  });

  it('reads values inline, behind a reference and behind several references', () => {
    for (const objects of [[{ a: 'text' }], [{ a: { UID: 2 } }, 'text'], [{ a: { UID: 2 } }, { UID: 3 }, 'text']]) {
      const { cursor, value } = open(...objects);
      expect(cursor.text(value)).toBe('text');
      expect(() => cursor.integer(value)).toThrow(MALFORMED);
      expect(() => cursor.bytes(value)).toThrow(MALFORMED);
      expect(() => cursor.time(value)).toThrow(MALFORMED);
    }
  });

  it('returns null for $null behind a reference, and for nothing else', () => {
    const { cursor, value } = open({ a: { UID: 0 } });
    expect([cursor.text(value), cursor.integer(value), cursor.bytes(value), cursor.time(value)]).toEqual([
      null,
      null,
      null,
      null,
    ]);
    const inline = open({ a: '$null' });
    expect(inline.cursor.text(inline.value)).toBe('$null');
  });

  it('reads times as Unix seconds, as dates and as NSDate', () => {
    const noon = Date.parse('2026-11-24T12:00:00Z');
    for (const objects of [
      [{ a: noon / 1000 }],
      [{ a: { UID: 2 } }, noon / 1000],
      [{ a: new Date(noon) }],
      [{ a: { UID: 2 } }, { 'NS.time': noon / 1000 - 978307200 }],
    ]) {
      const { cursor, value } = open(...objects);
      expect(cursor.time(value)).toBe(noon);
    }
  });

  it('distinguishes integers from other numbers', () => {
    const real = open({ a: 1.5 });
    expect(() => real.cursor.integer(real.value)).toThrow(MALFORMED);
    const large = open({ a: 2n ** 60n });
    expect(large.cursor.integer(large.value)).toBe(2n ** 60n);
    expect(() => large.cursor.safeInteger(large.value)).toThrow(MALFORMED);
  });

  it('does not follow references in cycles or out of the archive', () => {
    for (const objects of [[{ a: { UID: 2 } }, { UID: 2 }], [{ a: { UID: 9 } }]]) {
      const { cursor, value } = open(...objects);
      expect(() => cursor.text(value)).toThrow(MALFORMED);
    }
  });

  it.each<[string, Uint8Array]>([
    ['a plist that is not an archive', buildBinary({ a: 1 })],
    ['a plist that is not a dictionary', buildBinary([1])],
    ['a root that is not an object', archive('text')],
    ['a missing root', buildBinary({ $top: { root: { UID: 7 } }, $objects: ['$null'] })],
  ])('refuses %s', (_, bytes) => {
    expect(() => new KeyedArchiveCursor().open(bytes)).toThrow(MALFORMED);
  });
});
