import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { build, parse } from 'plist';
import { describe, expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../test/corpus.ts';
import { rounds } from '../../test/support/depth.ts';
import { mutated, readOrRefuse, SEED } from '../../test/support/formats/mutations.ts';
import { PlistUid, type PlistValue } from './plist-value.ts';
import { parseXmlPlist } from './xml-plist.ts';

const MALFORMED = expect.objectContaining({ name: 'DomainError', code: 'MALFORMED_PLIST' });
const LIMIT = expect.objectContaining({ name: 'DomainError', code: 'LIMIT_EXCEEDED' });

const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
`;

/** `plistlib.dumps(…, sort_keys=False)` of Python 3.11. */
const PLISTLIB = `${HEAD}<plist version="1.0">
<dict>
	<key>ints</key>
	<array>
		<integer>0</integer>
		<integer>9007199254740991</integer>
		<integer>9007199254740992</integer>
		<integer>9223372036854775807</integer>
		<integer>-1</integer>
		<integer>-9007199254740993</integer>
		<integer>-9223372036854775808</integer>
		<integer>18446744073709551615</integer>
	</array>
	<key>reals</key>
	<array>
		<real>0.5</real>
		<real>-1.5e+300</real>
		<real>1e-07</real>
		<real>758573156.228</real>
	</array>
	<key>dates</key>
	<array>
		<date>2001-01-01T00:00:00Z</date>
		<date>2026-11-24T13:18:02Z</date>
		<date>0001-01-01T00:00:00Z</date>
		<date>4001-01-01T00:00:00Z</date>
	</array>
	<key>data</key>
	<array>
		<data>
		</data>
		<data>
		AAH/
		</data>
		<data>
		AAECAwQFBgcICQoLDA0ODxAREhM=
		</data>
	</array>
	<key>strings</key>
	<array>
		<string></string>
		<string>é 日本語 😀</string>
		<string>a&lt;b&gt;&amp;"c'</string>
		<string>line
break	tab</string>
	</array>
	<key>flags</key>
	<array>
		<true/>
		<false/>
	</array>
	<key>empty</key>
	<array>
		<array/>
		<dict/>
	</array>
	<key>__proto__</key>
	<dict>
		<key>constructor</key>
		<string>x</string>
	</dict>
</dict>
</plist>
`;

const read = (xml: string) => parseXmlPlist(Buffer.from(xml));
const value = (element: string) => read(`${HEAD}<plist version="1.0">${element}</plist>`);

describe('parseXmlPlist', () => {
  it('reads plists written by plistlib', () => {
    const plist = read(PLISTLIB) as Record<string, PlistValue>;
    expect(Object.keys(plist)).toEqual(['ints', 'reals', 'dates', 'data', 'strings', 'flags', 'empty', '__proto__']);
    expect(plist.ints).toEqual([
      0,
      9007199254740991,
      9007199254740992n,
      9223372036854775807n,
      -1,
      -9007199254740993n,
      -9223372036854775808n,
      18446744073709551615n,
    ]);
    expect(plist.reals).toEqual([0.5, -1.5e300, 1e-7, 758573156.228]);
    expect((plist.dates as Date[]).map((date) => date.toISOString())).toEqual([
      '2001-01-01T00:00:00.000Z',
      '2026-11-24T13:18:02.000Z',
      '0001-01-01T00:00:00.000Z',
      '4001-01-01T00:00:00.000Z',
    ]);
    expect(plist.data).toEqual([
      new Uint8Array(),
      Uint8Array.of(0, 1, 255),
      Uint8Array.from({ length: 20 }, (_, i) => i),
    ]);
    expect(plist.strings).toEqual(['', 'é 日本語 😀', `a<b>&"c'`, 'line\nbreak\ttab']);
    expect(plist.flags).toEqual([true, false]);
    expect(plist.empty).toEqual([[], Object.create(null)]);
    expect(Object.getOwnPropertyDescriptor(plist, '__proto__')?.value).toEqual({ constructor: 'x' });
    expect(Object.getPrototypeOf(plist)).toBeNull();
  });

  it.each<[string, unknown]>([
    ['<string>&#65;&#x1F600;&quot;&apos;</string>', 'A😀"\''],
    ['<string>a<![CDATA[<&amp;]]>b<!-- no -->c</string>', 'a<&amp;bc'],
    ['<string>a\r\nb\rc&#13;</string>', 'a\nb\nc\r'],
    ['<string/>', ''],
    ['<true></true>', true],
    ['<integer> +7 </integer>', 7],
    ['<integer>-0x1F</integer>', -31],
    ['<real>nan</real>', Number.NaN],
    ['<real>-infinity</real>', Number.NEGATIVE_INFINITY],
    ['<real>.5</real>', 0.5],
    ['<date>2026-11-24T13:18:02.250Z</date>', new Date('2026-11-24T13:18:02.250Z')],
    ['<!-- a --><array><!-- b > --><true /><?pi ?></array>', [true]],
    ['<array a="x>y" b=\'"\'></array>', []],
    ['<dict><key>CF$UID</key><integer>5</integer></dict>', new PlistUid(5)],
    ['<dict><key>a</key><true/><key>a</key><false/></dict>', { a: false }],
    ['<dict><key>CF$UID</key><string>5</string></dict>', { CF$UID: '5' }],
  ])('reads %s', (element, expected) => {
    expect(value(element)).toEqual(expected);
  });

  it('reads every encoding of XML plists', () => {
    const xml = '<plist><string>é😀</string></plist>';
    const utf16 = Buffer.from(`\ufeff${xml}`, 'utf16le');
    expect(parseXmlPlist(Buffer.from(`\ufeff${xml}`))).toBe('é😀');
    expect(parseXmlPlist(utf16)).toBe('é😀');
    expect(parseXmlPlist(Buffer.from(utf16).swap16())).toBe('é😀');
    const latin1 = '<?xml version="1.0" encoding="ISO-8859-1"?><plist><string>é</string></plist>';
    expect(parseXmlPlist(Buffer.from(latin1, 'latin1'))).toBe('é');
  });
});

describe('parseXmlPlist on hostile input', () => {
  it.each([
    '',
    '<plist>',
    '<plist/>',
    '<plist></plist>',
    '<html></html>',
    '<plist><true/><true/></plist>',
    '<plist><true/></plist><plist/>',
    '<plist><true/></dict>',
    '<plist>text</plist>',
    '<plist><null/></plist>',
    '<plist><dict><true/></dict></plist>',
    '<plist><dict><key>a</key></dict></plist>',
    '<plist><dict><key>a</key><key>b</key></dict></plist>',
    '<plist><array>text</array></plist>',
    '<plist><array><true/></plist>',
    '<plist><string>a<true/></string></plist>',
    '<plist><string>a</key></plist>',
    '<plist><string>&nbsp;</string></plist>',
    '<plist><string>&toString;</string></plist>',
    '<plist><string>& </string></plist>',
    '<plist><string>&#x110000;</string></plist>',
    '<plist><string>&#0;</string></plist>',
    '<plist><string>\u0000',
    '<plist><true>x</true></plist>',
    '<plist><integer/></plist>',
    '<plist><integer>1.5</integer></plist>',
    '<plist><integer>18446744073709551616</integer></plist>',
    '<plist><integer>-9223372036854775809</integer></plist>',
    `<plist><integer>${'9'.repeat(1_000_000)}</integer></plist>`,
    '<plist><real>1,5</real></plist>',
    '<plist><real>0x10</real></plist>',
    '<plist><date>yesterday</date></plist>',
    '<plist><date>2026-02-30T00:00:00Z</date></plist>',
    '<plist><date>2026-01-01T25:00:00Z</date></plist>',
    '<plist><date>999999-01-01T00:00:00Z</date></plist>',
    '<plist><data>!</data></plist>',
    '<plist><data>A</data></plist>',
    '<plist><true a="',
    '<plist><!-- ',
    '<?xml version="1.0" encoding="EBCDIC"?><plist><true/></plist>',
    '<!DOCTYPE plist [<!ENTITY a "b">]><plist><string>&a;</string></plist>',
    '<!DOCTYPE plist SYSTEM "file:///etc/passwd" [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]><plist><true/></plist>',
  ])('refuses %.60s', (xml) => {
    expect(readOrRefuse(() => read(xml), 'MALFORMED_PLIST')).toBeUndefined();
  });

  it('refuses bytes that are not text in the stated encoding', () => {
    expect(() => parseXmlPlist(Buffer.from('<plist><string>\xff</string></plist>', 'latin1'))).toThrow(MALFORMED);
  });

  it('refuses every truncation', () => {
    const bytes = Buffer.from(PLISTLIB.trimEnd());
    for (let length = 0; length < bytes.length; length++) {
      expect(() => parseXmlPlist(bytes.subarray(0, length))).toThrow(MALFORMED);
    }
  });

  it('enforces its limits on depth, size and number of values', () => {
    const nested = (depth: number) => value('<array>'.repeat(depth) + '</array>'.repeat(depth));
    expect(() => nested(512)).not.toThrow();
    expect(() => nested(513)).toThrow(LIMIT);
    expect(() => value('<array>'.repeat(200_000))).toThrow(LIMIT);
    const bytes = Buffer.from(PLISTLIB);
    expect(() => parseXmlPlist(bytes, { maxBytes: 100 })).toThrow(LIMIT);
    expect(() => parseXmlPlist(bytes, { maxObjects: 10 })).toThrow(LIMIT);
  });

  it('runs in linear time', () => {
    const long = 1_000_000;
    for (const xml of [
      `<plist><string>${'<!---->'.repeat(long / 7)}</string></plist>`,
      `<plist><string>${'&amp;'.repeat(long / 5)}</string></plist>`,
      `<plist><string>${'<![CDATA[]]>'.repeat(long / 12)}</string></plist>`,
      `<plist>${' '.repeat(long)}<true${' '.repeat(long)}/></plist>`,
      `<plist><array>${'<true/>'.repeat(long / 7)}</array></plist>`,
      `<plist><data>${'AAAA\n'.repeat(long / 5)}</data></plist>`,
      `<plist><string>${'&'.repeat(long)}</string></plist>`,
      `<plist${'<'.repeat(long)}`,
    ]) {
      readOrRefuse(() => read(xml), 'MALFORMED_PLIST');
    }
  });

  it('throws only DomainErrors for arbitrary bytes', () => {
    fc.assert(
      fc.property(mutated([Buffer.from(PLISTLIB)]), (bytes) => {
        readOrRefuse(() => parseXmlPlist(bytes), 'MALFORMED_PLIST', 'LIMIT_EXCEEDED');
      }),
      { seed: SEED, numRuns: rounds(3_000) },
    );
  });
});

describe('parseXmlPlist and plist.js', () => {
  // Text that XML can represent: no control characters, no lone surrogates.
  const text = fc.string({ unit: 'grapheme' });
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      fc.oneof(text, fc.boolean(), fc.maxSafeInteger(), fc.uint8Array()),
      fc.array(tie('tree'), { maxLength: 10 }),
      fc.dictionary(
        text.filter((key) => key !== '__proto__'),
        tie('tree'),
        { maxKeys: 10 },
      ),
    ),
  }));

  it('restores what plist.js wrote', () => {
    fc.assert(
      fc.property(tree, (value) => {
        expect(comparable(read(build(value as never)))).toEqual(comparable(value));
      }),
      { seed: SEED, numRuns: rounds(300) },
    );
  });
});

describeCorpus('parseXmlPlist on real plists (corpus)', () => {
  it.each([
    'backups/encrypted-10.3-manifestdb/Info.plist',
    'backups/encrypted-10.3-manifestdb/Manifest.plist',
    'backups/encrypted-10.3-manifestdb/Status.plist',
    'backups/encrypted-9.0.1-mbdb/Manifest.plist',
    'backups/toy-unencrypted/Info.plist',
    'messages/edited_message/EditedWithFormatting.plist',
  ])('reads %s like plist.js', (name) => {
    const xml = readFileSync(corpusPath(name));
    expect(comparable(parseXmlPlist(xml))).toEqual(comparable(parse(xml.toString())));
  });
});

/** Normalises values from either parser to plain objects and plain Uint8Arrays. */
function comparable(value: unknown): unknown {
  if (value instanceof Uint8Array) return Uint8Array.from(value);
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, comparable(inner)]));
}
