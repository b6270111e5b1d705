import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../test/corpus.ts';
import { ANY_CHARACTER } from '../../test/support/any-character.ts';
import { rounds } from '../../test/support/depth.ts';
import { Archiver, archive } from '../../test/support/formats/archiver.ts';
import { corpusFiles } from '../../test/support/formats/corpus-files.ts';
import { DomainError } from '../model/errors.ts';
import { isAttributedText, parseTypedstream, parseTypedstreamRoot, type TypedValue } from './typedstream.ts';

const fixture = (name: string): Uint8Array => readFileSync(corpusPath(`typedstream/${name}`));

describeCorpus('typedstreams of Messages (crabstep)', () => {
  // Texts read from the bytes of the files; LongMessage and HugeWithRefs are checked by length instead.
  const texts: Readonly<Record<string, string>> = {
    '0123456789': '0123456789',
    Address: '1 Apple Park Way, Cupertino, CA 95014',
    AppMessage: '\uFFFC',
    Arabic: 'أهلاً بالعالم',
    AttributedBodyTextOnly: 'Noter test',
    AttributedBodyTextOnly2: 'Test 3',
    Blank: '',
    Code: "000123 is your security code. Don't share your code.",
    Currency: 'Money: $1234.56, £20, 100 USD',
    Email: 'asdfghjklq@gmail.com might work',
    EmojiBoldUnderline: '🅱️Bold_Underline',
    Formatted: 'Big small',
    Mention: 'Test Dad ',
    MultiAttachment: '\uFFFC'.repeat(19),
    MultiPart: '\uFFFCtest 1\uFFFCtest 2 \uFFFCtest 3',
    OverlappingFormat: '8:00 pm',
    Transcription: '\uFFFC',
    URL: 'https://github.com/ReagentX/Logria',
    WeirdText: '𝖍𝖊𝖑𝖑𝖔 𝖜𝖔𝖗𝖑𝖉',
  };

  it.each(Object.entries(texts))('%s contains %j', (name, text) => {
    const [body, ...rest] = parseTypedstream(fixture(name));
    expect(rest).toEqual([]);
    expect(isAttributedText(body) && body.text).toBe(text);
  });

  it.each(corpusFiles('typedstream').filter((name) => name !== 'ExtraData' && name !== 'HugeWithRefs'))(
    'the runs of %s cover its text exactly',
    (name) => {
      const body = parseTypedstreamRoot(fixture(name));
      if (!isAttributedText(body)) throw new Error('no attributed text');
      let end = 0;
      for (const run of body.runs) {
        expect(run.start).toBe(end);
        end += run.length;
      }
      expect(end).toBe(body.text.length);
    },
  );

  it('reads a text with a length of two bytes', () => {
    const body = parseTypedstreamRoot(fixture('LongMessage'));
    if (!isAttributedText(body)) throw new Error('no attributed text');
    expect(body.text).toHaveLength(0x937);
    expect(body.text).toMatch(/^Sed nibh velit, .* sem nec accumsan\.$/s);
  });

  it('reads a graph of 67 KB with unknown classes', () => {
    const huge = parseTypedstreamRoot(fixture('HugeWithRefs')) as TypedValue[][][];
    expect(huge).toHaveLength(1);
    expect(huge[0]).toHaveLength(35);
    const [roi] = (huge[0] as TypedValue[][]).find((list) => list.length > 0) as TypedValue[];
    expect(roi).toMatchObject({
      kind: 'object',
      class: { name: 'ROI', version: 11, superclass: { name: 'NSObject' } },
    });
    expect(roi).toHaveProperty('values.0.0', {
      kind: 'object',
      class: { kind: 'class', name: 'MyPoint', version: 0, superclass: expect.objectContaining({ name: 'NSObject' }) },
      values: ['{294.275, 313.361}'],
    });
  });

  it('refuses ExtraData, which is deliberately truncated, with the offset', () => {
    expect(() => parseTypedstream(fixture('ExtraData'))).toThrow(
      expect.objectContaining({ code: 'MALFORMED_TYPEDSTREAM', details: { offset: 0x79 } }),
    );
  });
});

describeCorpus('typedstreams of Foundation (archived by NSArchiver, values from its generator)', () => {
  const page = { kind: 'url', href: 'page.html', base: { kind: 'url', href: 'https://example.com/dir/', base: null } };
  const values: Readonly<Record<string, unknown>> = {
    NSString: 'Hello, world',
    NSMutableString: 'Hello, world',
    NSAttributedString: {
      kind: 'attributed-text',
      text: 'Hello, world',
      runs: [{ start: 0, length: 12, attributes: new Map() }],
    },
    NSData: Buffer.from('deadbeef007f', 'hex'),
    NSMutableData: Buffer.from('deadbeef', 'hex'),
    NumberBool: true,
    NumberInt: 42,
    NumberFloat: 3.5,
    NumberDouble: 100.5,
    NumberInt64: -9_000_000_000,
    NSArray: ['a', 1, 'b'],
    NSMutableArray: ['x', 2],
    NSArrayEmpty: [],
    NSArrayWithNull: ['x', null, 'y'],
    NSArrayNested: ['top', [1, 2]],
    NSDictionary: new Map<string, unknown>([
      ['k1', 1],
      ['k2', 'v'],
    ]),
    NSMutableDictionary: new Map([['key', 9]]),
    NSDictionaryNested: new Map<string, unknown>([
      ['arr', [1, 2]],
      ['data', Buffer.of(1, 2)],
      ['num', 7],
    ]),
    NSSet: new Set(['s1', 's2']),
    NSMutableSet: new Set(['m1']),
    NSDate: new Date(1_000_000_000_000),
    NSDateFractional: new Date(978_307_200_000 + 700_000_000_523),
    NSURL: { kind: 'url', href: 'https://example.com/path?q=1', base: null },
    NSURLRelative: page,
    NestedStrings: ['imm', 'mut'],
    NestedData: [Buffer.of(1, 2), Buffer.of(3, 4, 5)],
    NestedScalars: [
      new Date(1_000_000_000_000),
      { kind: 'url', href: 'https://example.com/path?q=1', base: null },
      page,
      null,
    ],
    NestedAttributed: [
      { kind: 'attributed-text', text: 'styled', runs: [{ start: 0, length: 6, attributes: new Map() }] },
    ],
    NestedContainers: [[1, 2], [3], [], new Map([['k', 9]]), new Map([['mk', 8]]), new Set(['s']), new Set(['ms'])],
  };

  it.each(corpusFiles('typedstream/foundation'))('%s', (name) => {
    expect(Object.keys(values)).toContain(name);
    expect(parseTypedstream(fixture(`foundation/${name}`))).toEqual([values[name]]);
  });
});

/** Values of all classes, nested a few levels deep. */
const typedValue = fc.letrec<{ value: TypedValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.string({ unit: ANY_CHARACTER, maxLength: 200 }),
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.integer({ min: -70_000, max: 70_000 }),
    fc.maxSafeInteger(),
    fc.double({ noNaN: true }).filter((value) => !Number.isInteger(value)),
    fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n - 1n }),
    fc.bigInt({ min: -(2n ** 63n), max: -(2n ** 53n) }),
    fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    fc.webUrl().map((href) => ({ kind: 'url' as const, href, base: null })),
    fc.array(tie('value'), { maxLength: 8 }),
    fc.array(tie('value'), { maxLength: 4 }).map((items) => new Set(items)),
    fc.array(fc.tuple(fc.string(), tie('value')), { maxLength: 6 }).map((entries) => new Map(entries)),
  ),
})).value;

describe('parseTypedstream', () => {
  it('reads what an archiver writes, in both byte orders', () => {
    const options = fc.record({ littleEndian: fc.boolean(), mutable: fc.boolean(), shareStrings: fc.boolean() });
    fc.assert(
      fc.property(typedValue, options, (value, options) => {
        expect(parseTypedstream(archive(value, options))).toEqual([value]);
      }),
      { seed: 1, numRuns: rounds(300) },
    );
  });

  // A reference takes one byte up to index 237 (from 110 on it is positive), then three bytes.
  it.each([1, 100, 103, 104, 105, 230, 231, 232, 300, 40_000])('refers back past %i objects', (count) => {
    const strings = Array.from({ length: count }, (_, index) => `text ${index}`);
    const value = [...strings, ...strings.toReversed()];
    const bytes = archive(value, { shareStrings: true });
    expect(parseTypedstream(bytes, { maxValues: 100_000 })).toEqual([value]);
    // Shared, not copied: the second half costs one group and one reference each.
    expect(bytes.length).toBeLessThan(archive(strings).length + count * 5 + 8);
  });

  it('encodes references to the indexes 109, 110, 237 and 238 as NSArchiver does', () => {
    const strings = Array.from({ length: 300 }, (_, index) => `${index}`);
    // Objects 0–4: the array, NSArray, NSObject, the first string, NSString. From then on string n has index n + 4.
    const references = { 109: 'ff', 110: '00', 237: '7f', 238: '818000' };
    for (const [index, hex] of Object.entries(references)) {
      const value = [...strings, strings[Number(index) - 4] as string];
      const bytes = archive(value, { shareStrings: true });
      expect(Buffer.from(bytes).toString('hex')).toMatch(new RegExp(`8692${hex}86$`));
      expect(parseTypedstream(bytes)).toEqual([value]);
    }
  });

  it('reads every primitive type, several to a group', () => {
    const archiver = new Archiver();
    archiver.group('cCBB');
    archiver.raw(0x81, 0x85, 1, 0);
    archiver.group('sSiIlLqQ');
    archiver.integer(-111);
    archiver.unsigned(200);
    archiver.integer(-40_000);
    archiver.unsigned(4_000_000_000);
    archiver.integer(-1);
    archiver.raw(146);
    archiver.integer(-(2 ** 40));
    archiver.unsigned(2n ** 64n - 1n);
    archiver.group('fdd');
    archiver.raw(0x83, 0, 0, 0x60, 0x40, 42, 0x83, 0, 0, 0, 0, 0, 0x20, 0x59, 0x40);
    archiver.group('+*:%#!');
    archiver.string('unshared');
    archiver.cString('c');
    archiver.sharedString('selector:');
    archiver.sharedString('selector:');
    archiver.class('NSData');
    archiver.group('*+@#:');
    archiver.cString('c');
    archiver.raw(0x85, 0x85, 0x85, 0x85);
    const values = parseTypedstream(archiver.finish());
    expect(values.slice(0, 4)).toEqual([-127, 0x85, true, false]);
    expect(values.slice(4, 12)).toEqual([-111, 200, -40_000, 4_000_000_000, -1, 146, -(2 ** 40), 2n ** 64n - 1n]);
    expect(values.slice(12, 15)).toEqual([3.5, 42, 100.5]);
    expect(values.slice(15, 19)).toEqual(['unshared', 'c', 'selector:', 'selector:']);
    const object = { kind: 'class', name: 'NSObject', version: 0, superclass: null };
    expect(values.slice(19, 21)).toEqual([{ kind: 'class', name: 'NSData', version: 0, superclass: object }, null]);
    expect(values.slice(21)).toEqual(['c', null, null, null, null]);
  });

  it('reads arrays and structs', () => {
    const archiver = new Archiver();
    archiver.group('[3i][2C]{CGRect={CGPoint=dd}{CGSize=dd}}[2{?=s}]');
    archiver.raw(1, 2, 3, 0x81, 0x91, 10, 20, 30, 40, 7, 8);
    const rectangle = [
      [10, 20],
      [30, 40],
    ];
    expect(parseTypedstream(archiver.finish())).toEqual([[1, 2, 3], Buffer.of(0x81, 0x91), rectangle, [[7], [8]]]);
  });

  it('reads an NSValue of a struct', () => {
    const archiver = new Archiver();
    archiver.group('@');
    archiver.begin('NSValue');
    archiver.group('*');
    archiver.cString('{_NSRange=QQ}');
    archiver.group('{_NSRange=QQ}');
    archiver.raw(3, 9);
    archiver.end();
    expect(parseTypedstream(archiver.finish())).toEqual([[3, 9]]);
  });

  it('skips groups that a newer system adds to a known class', () => {
    const archiver = new Archiver();
    archiver.group('@');
    archiver.begin('NSString');
    archiver.group('+');
    archiver.string('text');
    archiver.group('i');
    archiver.integer(7);
    archiver.end();
    expect(parseTypedstream(archiver.finish())).toEqual(['text']);
  });

  it('keeps a lone surrogate as one code unit, so that run lengths stay correct', () => {
    const archiver = new Archiver();
    archiver.group('+');
    archiver.raw(8, 0x61, 0xed, 0xa0, 0xbd, 0x62, 0xed, 0x9f, 0xbf);
    archiver.group('+');
    archiver.raw(3, 0xff, 0xed, 0xa0);
    expect(parseTypedstream(archiver.finish())).toEqual(['a\uD83Db\uD7FF', '\uFFFD\uFFFD\uFFFD']);
  });
});

describe('parseTypedstream on hostile input', () => {
  const refused = (bytes: Uint8Array, code: string): void => {
    expect(() => parseTypedstream(bytes)).toThrow(expect.objectContaining({ code }));
  };

  it.each([
    ['nothing', []],
    ['another format', [...Buffer.from('bplist00')]],
    ['NeXTSTEP version 3', [3, 0x0b, ...Buffer.from('typedstream'), 0x81, 3, 0xe8]],
    ['another signature', [4, 0x0b, ...Buffer.from('typedstreem'), 0x81, 3, 0xe8]],
  ])('refuses %s', (_, bytes) => refused(Uint8Array.from(bytes), 'MALFORMED_TYPEDSTREAM'));

  it.each([
    [
      'an array that contains itself',
      [0x84, 0x01, 0x40, 0x84, 0x84, 0x84, 0x07, ...Buffer.from('NSArray'), 0, 0x85].concat([
        0x84, 0x01, 0x69, 0x01, 0x92, 0x92, 0x86,
      ]),
    ],
    ['a class that is its own superclass', [0x84, 0x01, 0x40, 0x84, 0x84, 0x84, 0x01, 0x41, 0, 0x93, 0x86]],
    ['a reference to nothing', [0x84, 0x01, 0x40, 0x99]],
    ['a class in place of an object', [0x84, 0x02, 0x23, 0x40, 0x84, 0x84, 0x01, 0x41, 0, 0x85, 0x92]],
    ['an object in place of a class', [0x84, 0x02, 0x2a, 0x23, 0x84, 0x84, 0x01, 0x41, 0x92]],
    ['a type that does not exist', [0x84, 0x01, 0x5e]],
    ['a group without a type', [0x85]],
    ['a tag in place of an integer', [0x84, 0x01, 0x69, 0x84]],
    ['a string longer than the data', [0x84, 0x01, 0x2b, 0x82, 0xff, 0xff, 0xff, 0x7f, 0x41]],
    ['an array of bytes longer than the data', [0x84, 0x0c, ...Buffer.from('[999999999c]')]],
  ])('refuses %s', (_, bytes) => {
    const archiver = new Archiver();
    archiver.raw(...bytes);
    refused(archiver.finish(), 'MALFORMED_TYPEDSTREAM');
  });

  it.each(['[999999999!]', '[999999999{?=}]', '[60000[60000[60000!]]]'])(
    'refuses %s, which takes no bytes',
    (encoding) => {
      const archiver = new Archiver();
      archiver.group(encoding);
      refused(archiver.finish(), 'LIMIT_EXCEEDED');
    },
  );

  it('refuses deep nesting before the stack overflows', () => {
    let nested: TypedValue = [];
    for (let depth = 1; depth < 128; depth++) nested = [nested];
    expect(parseTypedstream(archive(nested))).toEqual([nested]);
    refused(archive([nested]), 'LIMIT_EXCEEDED');
    const archiver = new Archiver();
    archiver.group('['.repeat(50_000));
    refused(archiver.finish(), 'MALFORMED_TYPEDSTREAM');
    const classes = new Archiver();
    classes.group('#');
    for (let index = 0; index < 50_000; index++) classes.raw(0x84, 0x84, 0x01, 0x41, 0);
    refused(classes.finish(), 'LIMIT_EXCEEDED');
  });

  it('refuses runs that extend past the end of their text', () => {
    const text = {
      kind: 'attributed-text',
      text: 'ab',
      runs: [{ start: 0, length: 3, attributes: new Map() }],
    } as const;
    refused(archive(text), 'MALFORMED_TYPEDSTREAM');
  });

  it('throws only DomainErrors for damaged streams', () => {
    const sources = [
      archive(new Map<TypedValue, TypedValue>([['k', [1, 2.5, 'x', new Set([null, true]), new Date(0)]]])),
      archive({
        kind: 'attributed-text',
        text: 'hello',
        runs: [{ start: 0, length: 5, attributes: new Map<TypedValue, TypedValue>([['a', Buffer.alloc(9)]]) }],
      }),
    ];
    const edits = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.constantFrom(...sources), edits, fc.nat(), (source, edits, cut) => {
        const bytes = Uint8Array.from(source);
        for (const [at, byte] of edits) bytes[at % bytes.length] = byte;
        const damaged = cut % 4 === 0 ? bytes.subarray(0, cut % bytes.length) : bytes;
        try {
          parseTypedstream(damaged);
        } catch (error) {
          expect(error).toBeInstanceOf(DomainError);
        }
      }),
      { seed: 2, numRuns: rounds(5000) },
    );
  });
});
