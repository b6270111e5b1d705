import { readdirSync, readFileSync } from 'node:fs';
import { parseBuffer, UID } from 'bplist-parser';
import * as fc from 'fast-check';
import { buildBinary } from 'plist';
import { describe, expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../test/corpus.ts';
import { ANY_CHARACTER } from '../../test/support/any-character.ts';
import { rounds } from '../../test/support/depth.ts';
import { assembleBplist, bigEndian } from '../../test/support/formats/bplist-assembly.ts';
import { mutated, readOrRefuse, SEED } from '../../test/support/formats/mutations.ts';
import { parseBplist } from './bplist.ts';
import { PlistSet, PlistUid, type PlistValue } from './plist-value.ts';

/** `plistlib.dumps(…, fmt=FMT_BINARY, sort_keys=False)` of Python 3.11. */
const PLISTLIB = Buffer.from(
  '62706c6973743030d90102030405060708090a1c21272b33373d4054696e7473557265616c73556461746573546461746157737472696e677355666c616773547569647355656d707479595f5f70726f746f5f5faf10110b0c0d0e0f101112131415161718191a1b1000100110ff11010011ffff1200010000128000000012ffffffff13000000010000000013001fffffffffffff130020000000000000137fffffffffffffff13ffffffffffffffff13ffffff000000000013ffe0000000000000138000000000000000140000000000000000ffffffffffffffffa41d1e1f20233fe000000000000023fe41eb2d66005835233e7ad7f29abcaf482341c69b74321d2f1ba522232425263300000000000000003341c85ae30540000033c1cd27e44080000033c22d63c37f00000033422d63c37f000000a328292a40430001ff4f1014000102030405060708090a0b0c0d0e0f10111213a72c2d2e2f303132505561736369696100e96365e5672c8a9e68d83dde0000200073006d0069006c00655f100f7878787878787878787878787878785f11012c797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979797979a3343536090800a538393a3b3c800080ff810100830001000083ffffffffa23e3fa0d0d141425b636f6e7374727563746f7251780008001b00200026002c00310039003f0044004a00540068006a006c006e007100740079007e0083008c0095009e00a700b000b900c200cb00dc00e100ea00f300fc0105010b0114011d0126012f0138013c013d01410158016001610167016a01710182019402c402c802c902ca02cb02d102d302d502d802dd02e202e502e602e702ea02f600000000000002010000000000000043000000000000000000000000000002f8',
  'hex',
);

const MALFORMED = expect.objectContaining({ name: 'DomainError', code: 'MALFORMED_PLIST' });
const LIMIT = expect.objectContaining({ name: 'DomainError', code: 'LIMIT_EXCEEDED' });
const TRUE = [0x09];
const A = [0x51, 0x61];

describe('parseBplist', () => {
  it('reads plists written by plistlib', () => {
    const plist = parseBplist(PLISTLIB) as Record<string, PlistValue>;
    expect(Object.keys(plist)).toEqual([
      'ints',
      'reals',
      'dates',
      'data',
      'strings',
      'flags',
      'uids',
      'empty',
      '__proto__',
    ]);
    expect(plist.ints).toEqual([
      0,
      1,
      255,
      256,
      65535,
      65536,
      2147483648,
      4294967295,
      4294967296,
      9007199254740991,
      9007199254740992n,
      9223372036854775807n,
      -1,
      -1099511627776,
      -9007199254740992n,
      -9223372036854775808n,
      18446744073709551615n,
    ]);
    expect(plist.reals).toEqual([0.5, -1.5e300, 1e-7, 758573156.228]);
    expect((plist.dates as Date[]).map((date) => date.toISOString())).toEqual([
      '2001-01-01T00:00:00.000Z',
      '2026-11-24T13:18:02.500Z',
      '1969-12-31T23:59:59.000Z',
      '0001-01-01T00:00:00.000Z',
      '4001-01-01T00:00:00.000Z',
    ]);
    expect(plist.data).toEqual([
      new Uint8Array(),
      Uint8Array.of(0, 1, 255),
      Uint8Array.from({ length: 20 }, (_, i) => i),
    ]);
    expect(plist.strings).toEqual(['', 'ascii', 'é', '日本語', '😀 smile', 'x'.repeat(15), 'y'.repeat(300)]);
    expect(plist.flags).toEqual([true, false, null]);
    expect(plist.uids).toEqual([0, 255, 256, 65536, 4294967295].map((value) => new PlistUid(value)));
    expect(plist.empty).toEqual([[], Object.create(null)]);
    expect(Object.getOwnPropertyDescriptor(plist, '__proto__')?.value).toEqual({ constructor: 'x' });
    expect(Object.getPrototypeOf(plist)).toBeNull();
  });

  it('reads sets, 4-byte reals, 16-byte small integers and lone surrogates', () => {
    const small = [0x14, ...bigEndian(0, 15), 7];
    const half = [0x22, 0x3f, 0x00, 0x00, 0x00];
    const surrogate = [0x61, 0xd8, 0x3d];
    const value = parseBplist(assembleBplist([[0xc3, 1, 2, 3], small, half, surrogate]));
    expect(value).toEqual(new PlistSet([7, 0.5, '\ud83d']));
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('reads offsets and references of %i bytes', (width) => {
    const array = [0xa2, ...bigEndian(1, width), ...bigEndian(2, width)];
    const plist = assembleBplist([array, TRUE, A], { refWidth: width, offsetWidth: width });
    expect(parseBplist(plist)).toEqual([true, 'a']);
  });

  it('starts at the top object, wherever it is', () => {
    expect(parseBplist(assembleBplist([TRUE, A, [0xa1, 1]], { top: 2 }))).toEqual(['a']);
  });

  it('shares values that are referenced twice, and uses the last of two equal keys', () => {
    const [first, second] = parseBplist(assembleBplist([[0xa2, 1, 1], [0xa1, 2], TRUE])) as [unknown, unknown];
    expect(first).toBe(second);
    expect(parseBplist(assembleBplist([[0xd2, 1, 1, 2, 1], A, TRUE]))).toEqual({ a: 'a' });
  });

  it('copies data, so that a small value does not retain a large file', () => {
    const value = parseBplist(assembleBplist([[0x42, 1, 2]])) as Uint8Array;
    expect(value).toEqual(Uint8Array.of(1, 2));
    expect(value.buffer.byteLength).toBe(2);
  });

  it('returns null for a date outside the range of a Date', () => {
    const tooLate = [0x33, 0x7f, 0xe0, 0, 0, 0, 0, 0, 0];
    const notANumber = [0x33, 0x7f, 0xf8, 0, 0, 0, 0, 0, 0];
    expect(parseBplist(assembleBplist([[0xa2, 1, 2], tooLate, notANumber]))).toEqual([null, null]);
  });
});

describe('parseBplist on hostile input', () => {
  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['only a header', Buffer.from('bplist00')],
    ['another magic', Buffer.concat([Buffer.from('bplist16'), PLISTLIB.subarray(8)])],
    ['an array that contains itself', assembleBplist([[0xa1, 0]])],
    [
      'arrays that contain each other',
      assembleBplist([
        [0xa1, 1],
        [0xa1, 0],
      ]),
    ],
    ['a dictionary that is its own key', assembleBplist([[0xd1, 0, 0]])],
    [
      'a key that is a number',
      assembleBplist([
        [0xd1, 1, 1],
        [0x10, 1],
      ]),
    ],
    ['a reference beyond the objects', assembleBplist([[0xa1, 9]])],
    ['a top object beyond the objects', assembleBplist([TRUE], { top: 1 })],
    ['data of 2 GB', assembleBplist([[0x4f, 0x12, 0x7f, 0xff, 0xff, 0xff]])],
    ['an array of 2^63 entries', assembleBplist([[0xaf, 0x13, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]])],
    ['a UTF-16 string longer than it is', assembleBplist([[0x62, 0, 0x61, 0]])],
    ['a length that is not an integer', assembleBplist([[0x5f, 0x51, 0x61]])],
    ['a length of 16 bytes', assembleBplist([[0x5f, 0x14, ...bigEndian(1, 16), 0x61]])],
    ['bytes above 127 in an ASCII string', assembleBplist([[0x51, 0xe9]])],
    ['an integer of 32 bytes', assembleBplist([[0x15, ...bigEndian(1, 32)]])],
    ['a date of 4 bytes', assembleBplist([[0x32, 0, 0, 0, 0]])],
    ['a UID above 2^32', assembleBplist([[0x84, 1, 0, 0, 0, 0]])],
    ['a fill byte as an object', assembleBplist([[0x0f]])],
    ['an unknown type', assembleBplist([[0x70]])],
    ['references of 0 bytes', assembleBplist([TRUE], { refWidth: 0 })],
    ['offsets of 9 bytes', assembleBplist([TRUE], { offsetWidth: 9 })],
    ['no objects', assembleBplist([])],
  ])('refuses %s', (_, bytes) => {
    expect(() => parseBplist(bytes)).toThrow(MALFORMED);
  });

  it('refuses every truncation', () => {
    for (let length = 0; length < PLISTLIB.length; length++) {
      expect(() => parseBplist(PLISTLIB.subarray(0, length))).toThrow(MALFORMED);
    }
  });

  it('refuses shared references that expand exponentially ("billion laughs"), and accepts harmless ones', () => {
    const levels = (count: number) =>
      assembleBplist([...Array.from({ length: count }, (_, level) => [0xa2, level + 1, level + 1]), A]);
    expect(() => parseBplist(levels(60))).toThrow(LIMIT);
    expect(parseBplist(levels(2))).toEqual([
      ['a', 'a'],
      ['a', 'a'],
    ]);
  });

  it('refuses overlapping arrays that turn 360 kB into 600 million entries', () => {
    // Each piece starts an array of 0x8ca0 references, which are the pieces after it: 0xaf11 and 0x8ca0, both `true`.
    const piece = [0xaf, 0x11, 0x8c, 0xa0];
    const pieces = Array.from({ length: 35_000 }, () => piece);
    const root = [
      0xaf,
      0x11,
      ...bigEndian(17_000, 2),
      ...Array.from({ length: 17_000 }, (_, i) => bigEndian(i + 1, 2)).flat(),
    ];
    const bytes = assembleBplist([root, ...pieces, ...Array.from({ length: 10_000 }, () => []), TRUE], { refWidth: 2 });
    expect(readOrRefuse(() => parseBplist(bytes), 'LIMIT_EXCEEDED')).toBeUndefined();
  });

  it('enforces its limits on depth, size and number of values', () => {
    const nested = (depth: number) =>
      assembleBplist(
        Array.from({ length: depth }, (_, level) =>
          level === depth - 1 ? [0xa0] : [0xa1, ...bigEndian(level + 1, 2)],
        ),
        { refWidth: 2 },
      );
    expect(() => parseBplist(nested(512))).not.toThrow();
    expect(() => parseBplist(nested(513))).toThrow(LIMIT);
    expect(() => parseBplist(nested(30_000))).toThrow(LIMIT);
    expect(() => parseBplist(PLISTLIB, { maxBytes: 100 })).toThrow(LIMIT);
    expect(() => parseBplist(PLISTLIB, { maxObjects: 10 })).toThrow(LIMIT);
    expect(() => parseBplist(PLISTLIB, { maxOutput: 500 })).toThrow(LIMIT);
  });

  it('throws only DomainErrors for arbitrary bytes', () => {
    fc.assert(
      fc.property(mutated([PLISTLIB]), (bytes) => {
        readOrRefuse(() => parseBplist(bytes), 'MALFORMED_PLIST', 'LIMIT_EXCEEDED');
      }),
      { seed: SEED, numRuns: rounds(5_000) },
    );
  });
});

describe('parseBplist with independent encoders', () => {
  const scalar = fc.oneof(
    fc.string({ unit: ANY_CHARACTER }),
    fc.boolean(),
    fc.maxSafeInteger(),
    fc.double({ noNaN: true }).filter((value) => !Object.is(value, -0)),
    fc.uint8Array(),
    fc.date({ noInvalidDate: true, min: new Date('1900-01-01'), max: new Date('2100-01-01') }),
  );
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      scalar,
      fc.array(tie('tree'), { maxLength: 20 }),
      fc.dictionary(fc.string(), tie('tree'), { maxKeys: 20 }),
    ),
  }));

  it('restores what plist.js encoded', () => {
    fc.assert(
      fc.property(tree, (value) => {
        expect(withPrototypes(parseBplist(buildBinary(value as never)))).toEqual(withPrototypes(value));
      }),
      { seed: SEED, numRuns: rounds(500) },
    );
  });
});

describeCorpus('parseBplist on real plists (corpus)', () => {
  it('reads them like bplist-parser', () => {
    const root = corpusPath('messages/');
    const plists = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.plist'))
      .map((name) => readFileSync(root + name))
      .filter((bytes) => bytes.subarray(0, 6).toString() === 'bplist');
    expect(plists).toHaveLength(40);
    for (const bytes of plists) {
      expect(withPrototypes(parseBplist(bytes))).toEqual(withPrototypes(parseBuffer(bytes)[0]));
    }
  });
});

/** Normalises both sides of a comparison to plain objects, `{ uid }` and plain Uint8Arrays. */
function withPrototypes(value: unknown): unknown {
  if (value instanceof PlistUid) return { uid: value.value };
  if (value instanceof UID) return { uid: value.UID };
  if (value instanceof Uint8Array) return Uint8Array.from(value);
  if (Array.isArray(value)) return value.map(withPrototypes);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withPrototypes(inner)]));
}
