import { readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../test/corpus.ts';
import { rounds } from '../../test/support/depth.ts';
import { mutated, readOrRefuse, SEED } from '../../test/support/formats/mutations.ts';
import { unarchive, unarchiveAll } from './keyed-archive.ts';
import type { ArchiveValue } from './keyed-archive-value.ts';
import { parsePlist } from './plist.ts';
import { asDict, emptyDict, type PlistDict, PlistUid, type PlistValue } from './plist-value.ts';

/** An archive of Foundation's value classes, written by plistlib of Python 3.11. */
const PLISTLIB = Buffer.from(
  '62706c6973743030d4010203040506070a582476657273696f6e592461726368697665725424746f7058246f626a6563747312000186a05f100f4e534b657965644172636869766572d1080954726f6f748001af10210b0c232425262728292a2b3135393d43474b4b4b4c5356595d5e616566696a6e7255246e756c6cd30d0e0f10111a5624636c617373574e532e6b6579735a4e532e6f626a656374738014a8121314151617181980028003800480058006800780088009a81b1c1d1e1f202122800a800b800c800d800e800f801080005375726c54757569645464617465546461746153736574566e756d6265725474657874546e6f6e65d30d2c2d2e2f30574e532e626173655b4e532e72656c6174697665801580178018d20d3233345c4e532e75756964627974657380164f1010000102030405060708090a0b0c0d0e0fd20d363738574e532e74696d6580192341c1e12a3a400000d20d3a3b3c574e532e64617461801a801bd20d0f3e3f801ca340414280021011801dd20d444546594e532e696e7476616c801e13fffffffffffffffbd20d48494a594e532e737472696e67801f576d757461626c651000d24d4e4f505a24636c6173736e616d655824636c61737365735f10134e534d757461626c6544696374696f6e617279a34f51525c4e5344696374696f6e617279584e534f626a656374d24d4e5455554e5355524ca25452d24d4e5758564e5355554944a25752d30d2c2d5a5b5c80158000802055623f633d31d24d4e5f60564e5344617465a25f52d24d4e62635d4e534d757461626c6544617461a3626452564e5344617461420102d24d4e6768554e53536574a26752234004000000000000d24d4e6b6c584e534e756d626572a36b6d52574e5356616c7565d24d4e6f705f100f4e534d757461626c65537472696e67a36f7152584e53537472696e675f101768747470733a2f2f6578616d706c652e636f6d2f612f7800080011001a00240029003200370049004c005100530077007d0084008b0093009e00a000a900ab00ad00af00b100b300b500b700b900c200c400c600c800ca00cc00ce00d000d200d600db00e000e500e900f000f500fa01010109011501170119011b0120012d012f01420147014f0151015a015f01670169016b0170017201760178017a017c0181018b018d0196019b01a501a701af01b101b601c101ca01e001e401f101fa01ff02050208020d02140217021e022002220224022a022f02360239023e024c02500257025a025f0265026802710276027f0283028b029002a202a602af00000000000002010000000000000073000000000000000000000000000002c9',
  'hex',
);

const MALFORMED = expect.objectContaining({ name: 'DomainError', code: 'MALFORMED_ARCHIVE' });
const LIMIT = expect.objectContaining({ name: 'DomainError', code: 'LIMIT_EXCEEDED' });

const uid = (value: number) => new PlistUid(value);
const dict = (entries: Record<string, PlistValue>): PlistDict => Object.assign(emptyDict(), entries);
const classOf = (...names: string[]) => dict({ $classname: names[0] as string, $classes: names });
const archive = (objects: readonly PlistValue[], top: Record<string, PlistValue> = { root: uid(1) }): PlistDict =>
  dict({ $archiver: 'NSKeyedArchiver', $version: 100000, $top: dict(top), $objects: ['$null', ...objects] });

/** Decodes one object of class `name` with `fields`, which may refer to `others` from UID 3 on. */
const one = (name: string, fields: Record<string, PlistValue>, ...others: PlistValue[]): ArchiveValue =>
  unarchive(archive([dict({ $class: uid(2), ...fields }), classOf(name, 'NSObject'), ...others]));

describe('unarchive', () => {
  it('reads archives written by plistlib', () => {
    const value = unarchive(PLISTLIB);
    expect(value).toEqual({
      url: 'https://example.com/a/b?c=1',
      uuid: '00010203-0405-0607-0809-0A0B0C0D0E0F',
      date: new Date('2020-01-05T17:29:24.500Z'),
      data: Uint8Array.of(1, 2),
      set: ['url', 17, 2.5],
      number: -5,
      text: 'mutable',
      none: null,
    });
    expect(Object.getPrototypeOf(value)).toBeNull();
  });

  it.each<[string, Record<string, PlistValue>, PlistValue[], unknown]>([
    ['NSNull', {}, [], null],
    ['NSData', { 'NS.data': uid(3) }, [Uint8Array.of(7)], Uint8Array.of(7)],
    ['NSData', { 'NS.bytes': Uint8Array.of(7) }, [], Uint8Array.of(7)],
    ['NSString', { 'NS.string': uid(3) }, ['text'], 'text'],
    ['NSString', { 'NS.bytes': Buffer.from('é') }, [], 'é'],
    ['NSNumber', { 'NS.boolval': true }, [], true],
    ['NSNumber', { 'NS.dblval': 0.5 }, [], 0.5],
    ['NSNumber', { 'NS.number': uid(3) }, [2n ** 63n - 1n], 2n ** 63n - 1n],
    ['NSURL', { 'NS.relative': 'a b', 'NS.base': uid(0) }, [], 'a b'],
    ['NSDate', { 'NS.time': Number.POSITIVE_INFINITY }, [], null],
    ['NSOrderedSet', { 'NS.object.0': 'a', 'NS.object.1': uid(3) }, ['b'], ['a', 'b']],
    ['NSArray', { 'NS.objects': [] }, [], []],
    ['NSDictionary', { 'NS.key.0': 'a', 'NS.object.0': 1 }, [], { a: 1 }],
    ['NSDictionary', { 'NS.keys': [0, 2n ** 60n], 'NS.objects': ['x', 'y'] }, [], { 0: 'x', [String(2n ** 60n)]: 'y' }],
  ])('reads %s with %o', (name, fields, others, expected) => {
    expect(one(name, fields, ...others)).toEqual(expected);
  });

  it.each<[string, Record<string, PlistValue>]>([
    ['NSDate', { 'NS.time': 'soon' }],
    ['NSUUID', { 'NS.uuidbytes': Uint8Array.of(1) }],
    ['NSURL', { 'NS.relative': '//[', 'NS.base': 'https://example.com' }],
    ['NSString', { 'NS.bytes': Uint8Array.of(0xff) }],
    ['NSDictionary', { 'NS.keys': ['a', 'b'], 'NS.objects': [1] }],
    ['NSDictionary', { 'NS.keys': [1, '1'], 'NS.objects': ['x', 'y'] }],
    ['NSDictionary', { 'NS.keys': [[1]], 'NS.objects': ['x'] }],
    ['constructor', { toString: 'x' }],
    ['LPLinkMetadata', { title: 'x', __proto__x: 1 }],
  ])('keeps the fields of %s if they are not those of a plain value: %j', (name, fields) => {
    expect(one(name, fields)).toEqual({ $class: name, ...fields });
  });

  it('falls back to the ancestors that an unknown class lists', () => {
    const object = dict({ $class: uid(2), 'NS.keys': ['a'], 'NS.objects': [1] });
    expect(unarchive(archive([object, classOf('MyDict', 'NSMutableDictionary', 'NSDictionary')]))).toEqual({ a: 1 });
    expect(unarchive(archive([object, dict({ $classname: 'NSDictionary' })]))).toEqual({ a: 1 });
  });

  it('keeps an attributed string as its fields', () => {
    expect(one('NSAttributedString', { NSString: uid(3), NSAttributes: dict({ bold: true }) }, 'text')).toEqual({
      $class: 'NSAttributedString',
      NSString: 'text',
      NSAttributes: { bold: true },
    });
  });

  it('returns one shared value for an object archived once', () => {
    const [first, second] = one('NSArray', { 'NS.objects': [uid(3), uid(3)] }, ['x']) as [unknown, unknown];
    expect(first).toBe(second);
  });

  it('starts at root, else at the only top object, else at the requested one', () => {
    const top = { root: uid(1), version: 7 };
    expect(unarchive(archive(['a'], top))).toBe('a');
    expect(unarchive(archive(['a'], { 'dd-result': uid(1) }))).toBe('a');
    expect(unarchive(archive(['a'], top), { key: 'version' })).toBe(7);
    expect(unarchiveAll(archive(['a'], top))).toEqual({ root: 'a', version: 7 });
    expect(() => unarchive(archive(['a'], { x: 1, y: 2 }))).toThrow(MALFORMED);
    expect(() => unarchive(archive(['a'], {}))).toThrow(MALFORMED);
    expect(() => unarchive(archive(['a'], top), { key: 'toString' })).toThrow(MALFORMED);
  });
});

describe('unarchive on hostile input', () => {
  it.each<[string, PlistValue]>([
    ['a plist that is not an archive', dict({ a: 1 })],
    ['a plist that is not a dictionary', 'text'],
    ['no objects', dict({ $top: dict({ root: uid(0) }) })],
    ['a reference beyond the objects', archive([[uid(9)]])],
    ['a reference to itself', archive([uid(1)])],
    ['an object that contains itself', archive([dict({ $class: uid(2), 'NS.objects': [uid(1)] }), classOf('NSArray')])],
    ['objects that contain each other', archive([dict({ a: uid(2) }), dict({ b: uid(1) })])],
    ['a class that is not a reference', archive([dict({ $class: 'NSArray' })])],
    ['a reference to something other than a class', archive([dict({ $class: uid(0) })])],
    ['a class beyond the objects', archive([dict({ $class: uid(9) })])],
  ])('refuses %s', (_, plist) => {
    expect(() => unarchive(plist)).toThrow(MALFORMED);
  });

  it('refuses shared objects that expand exponentially ("billion laughs")', () => {
    const levels = Array.from({ length: 60 }, (_, level): PlistValue => [uid(level + 2), uid(level + 2)]);
    expect(() => unarchive(archive([...levels, 'lol']))).toThrow(LIMIT);
    const text = 'x'.repeat(1_000_000);
    expect(() => unarchive(archive([Array.from({ length: 1_000 }, () => uid(2)), text]))).toThrow(LIMIT);
  });

  it('enforces its depth limit before the stack overflows', () => {
    const chain = (length: number) =>
      archive([
        ...Array.from({ length }, (_, index) => dict({ $class: uid(length + 2), 'NS.objects': [uid(index + 2)] })),
        'end',
        classOf('NSArray'),
      ]);
    expect(() => unarchive(chain(250))).not.toThrow();
    expect(() => unarchive(chain(300))).toThrow(LIMIT);
    expect(() => unarchive(chain(100_000))).toThrow(LIMIT);
  });

  it('throws only DomainErrors for arbitrary bytes', () => {
    fc.assert(
      fc.property(mutated([PLISTLIB]), (bytes) => {
        readOrRefuse(() => unarchive(bytes), 'MALFORMED_PLIST', 'MALFORMED_ARCHIVE', 'LIMIT_EXCEEDED');
      }),
      { seed: SEED, numRuns: rounds(5_000) },
    );
  });
});

describeCorpus('unarchive on real archives (corpus)', () => {
  const read = (name: string) => readFileSync(corpusPath(`messages/${name}.plist`));
  const archives = () =>
    readdirSync(corpusPath('messages/'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.plist'))
      .map((name) => readFileSync(corpusPath(`messages/${name}`)))
      .filter((bytes) => asDict(parsePlist(bytes))?.$objects !== undefined);

  it('reads a link preview', () => {
    expect(unarchive(read('url_message/URL'))).toMatchObject({
      $class: 'RichLink',
      richLinkIsPlaceholder: false,
      richLinkMetadata: {
        $class: 'LPLinkMetadata',
        title: 'Christopher Sardegna',
        originalURL: 'https://chrissardegna.com',
        icons: [{ URL: 'https://chrissardegna.com/favicon.ico' }],
      },
    });
  });

  it('reads an app message', () => {
    expect(unarchive(read('app_message/PollCreate'))).toMatchObject({
      ldtext: 'Sent a poll',
      sessionIdentifier: '5E5A5125-D530-42E1-8F7F-1943614E0016',
      userInfo: { caption: 'Sent a poll', subcaption: '' },
    });
  });

  it('reads a translation, whose dictionary has numbers for keys', () => {
    const summary = asDict(parsePlist(read('app_message/Translation')));
    expect(unarchive(summary?.tmp as Uint8Array)).toEqual({
      0: [
        {
          translatedText: {
            $class: 'NSAttributedString',
            NSString: "Oh, il a traduit ce que j'ai envoyé !",
            NSAttributes: {},
          },
          translationLanguage: 'fr_FR',
          sourceLanguage: 'en_US',
        },
      ],
    });
  });

  it('reads every archive in the corpus', () => {
    expect(archives().map((bytes) => typeof unarchive(bytes))).toEqual(Array.from({ length: 24 }, () => 'object'));
  });

  it('throws only DomainErrors for damaged archives', () => {
    fc.assert(
      fc.property(mutated(archives()), (bytes) => {
        readOrRefuse(() => unarchive(bytes), 'MALFORMED_PLIST', 'MALFORMED_ARCHIVE', 'LIMIT_EXCEEDED');
      }),
      { seed: SEED, numRuns: rounds(3_000) },
    );
  });
});
