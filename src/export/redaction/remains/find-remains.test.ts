import { constants, deflateRawSync, gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fullOnly, rounds } from '../../../../test/support/depth.ts';
import { zipStream } from '../../../media/index.ts';
import { quotedPrintable } from '../../mail/body.ts';
import type { RemovedTerm } from '../terms.ts';
import { findRemains, inspect } from './find-remains.ts';

const TERMS: readonly RemovedTerm[] = [
  { label: 'Person A', kind: 'name', value: 'Jürgen Weiß' },
  { label: 'number 1', kind: 'number', value: '+49 170 1234567' },
  { label: 'address 1', kind: 'address', value: 'jw@example.com' },
  { label: 'Person B', kind: 'name', value: 'Max' },
];
const ALL = TERMS.map(({ label }) => label).toSorted();
const TEXT = 'Jürgen Weiß, +49 170 1234567, jw@example.com; Hi Max!';

async function* cut(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function labels(name: string, contents: Buffer | string, size = 1000): Promise<string[]> {
  const remains = await findRemains(name, cut(Buffer.from(contents), size), TERMS);
  return [...new Set(remains.map(({ term }) => term.label))].toSorted();
}

const each = (text: string, escape: (code: number, character: string) => string): string =>
  Array.from(text, (character) => escape(character.codePointAt(0) ?? 0, character)).join('');
const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0');
const percent = (text: string): string => Buffer.from(text).toString('hex').replace(/../g, '%$&');
const base64 = (text: string): string => Buffer.from(text).toString('base64');

const ENCODINGS: Readonly<Record<string, readonly [name: string, text: string | Buffer]>> = {
  'plain text': ['a.txt', TEXT],
  'no ending': ['a', TEXT],
  'decimal entities': ['a.html', each(TEXT, (code) => `&#${code};`)],
  'hexadecimal entities': ['a.html', each(TEXT, (code) => `&#x${hex(code, 4)};`)],
  'named entities': [
    'a.html',
    TEXT.replace('ü', '&uuml;').replace('ß', '&szlig;').replace('@', '&commat;').replaceAll(' ', '&nbsp;'),
  ],
  'inline elements': [
    'a.html',
    TEXT.replace('rg', '<b>rg</b>').replace('ma', '<mark>ma</mark>').replace('Max', 'M<i>a</i>x'),
  ],
  'an attribute': ['a.html', `<p><img alt="${TEXT}">`],
  'a comment': ['a.html', `<p><!-- ${TEXT} -->`],
  'a script': ['a.html', `<script>var x = ${JSON.stringify(TEXT)};</script>`],
  'a style sheet': ['a.html', `<style>p::before{content:"${TEXT}"}</style>`],
  'a broken page': ['a.html', `a < b <p title="x>${TEXT}`],
  'XML with CDATA': ['a.xml', `<?xml version="1.0"?><a><![CDATA[${TEXT}]]></a>`],
  'JSON escapes': ['a.json', `{"x":"${each(TEXT, (code) => `\\u${hex(code, 4)}`)}"}`],
  'JSON in JSON': [
    'a.json',
    JSON.stringify(JSON.stringify({ x: TEXT.replace('ü', 'u\u0308') })).replaceAll('u', '\\u0075'),
  ],
  'percent encoding': ['a.html', `<a href="https://example.com/?q=${percent(TEXT)}">`],
  'double percent encoding': ['a.txt', percent(percent(TEXT))],
  'percent in JSON in an attribute': ['a.html', `<a data-x="{&quot;u&quot;:&quot;${percent(TEXT)}&quot;}">`],
  'quoted-printable': ['a.eml', `MIME-Version: 1.0\n\n${quotedPrintable(TEXT, '\r\n')}`],
  'quoted-printable of every byte': [
    'a.mbox',
    Buffer.from(TEXT).toString('hex').replace(/../g, '=$&').replace(/.{72}/g, '$&=\n'),
  ],
  'an encoded word': ['a.eml', `Subject: =?utf-8?B?${base64(TEXT)}?=`],
  'encoded words': [
    'a.eml',
    `Subject: =?utf-8?B?${base64(TEXT.slice(0, 9))}?=\r\n =?UTF-8?b?${base64(TEXT.slice(9))}?=`,
  ],
  'encoded words in Latin-1': [
    'a.eml',
    `From: =?iso-8859-1?Q?J=FCrgen_Wei=DF,_+49_170_1234567,_jw=40example.com;_Hi_Max!?=`,
  ],
  'percent encoding in Latin-1': [
    'a.html',
    `<a href="x?${Buffer.from(TEXT, 'latin1').toString('hex').replace(/../g, '%$&')}">`,
  ],
  'quoted-printable in Latin-1': [
    'a.eml',
    Buffer.from(TEXT, 'latin1').toString('hex').replace(/../g, '=$&').replace(/.{30}/g, '$&=\r\n'),
  ],
  'a part in base64': ['a.mbox', `From x\n\n${base64(TEXT.repeat(40)).replace(/.{76}/g, '$&\n')}\n--x--`],
  'base64 in base64': ['a.txt', base64(base64(TEXT))],
  'a data URL': ['a.html', `<img src="data:text/plain;base64,${base64(TEXT)}">`],
  'a folded card': ['a.vcf', `BEGIN:VCARD\r\nNOTE:${TEXT.replace(/.{6}/gu, '$&\r\n ')}\r\nEND:VCARD`],
  'a folded photo': [
    'a.vcf',
    `BEGIN:VCARD\r\nPHOTO;ENCODING=b:${base64(TEXT.repeat(9)).replace(/.{74}/g, '$&\r\n ')}\r\n`,
  ],
  'escaped commas': ['a.ics', `BEGIN:VCALENDAR\r\nSUMMARY:${TEXT.replaceAll(',', '\\,').replaceAll(';', '\\;')}\r\n`],
  'escapes of a workbook': ['xl/sharedStrings.xml', `<t>${each(TEXT, (code) => `_x${hex(code, 4)}_`)}</t>`],
  'runs of a document': [
    'word/document.xml',
    `<w:p>${each(TEXT, (_code, character) => `<w:r w:rsidR="00A1"><w:t>${character}</w:t></w:r>`)}</w:p>`,
  ],
  'UTF-16': ['a.txt', Buffer.from(`\ufeff${TEXT}`, 'utf16le')],
  'UTF-16 of the other order': ['a.csv', Buffer.from(`\ufeff${TEXT}`, 'utf16le').swap16()],
  'Windows-1252': ['a.txt', Buffer.from(TEXT, 'latin1')],
  'a mark of order': ['a.csv', `\ufeff${TEXT}`],
  'a gzip file': ['a.gz', gzipSync(TEXT)],
  Markdown: ['a.md', TEXT.replace('Jürgen Weiß', '**Jürgen**\\_Weiß').replace('jw@', '<jw@')],
};

describe('the search of a file', () => {
  it.each(Object.entries(ENCODINGS))('finds everything in %s, however it is cut', async (_name, [name, text]) => {
    for (const size of [100_000, 1, 7]) expect([size, await labels(name, text, size)]).toEqual([size, ALL]);
  });

  it('finds a value in names of files and folders', async () => {
    expect(await labels('chats/Jürgen Weiß/Hi Max 0170-1234567.txt', '')).toEqual(['Person A', 'Person B', 'number 1']);
    expect(await labels('a/jw%40example.com', '')).toEqual(['address 1']);
  });

  it('tells where, and never the value', async () => {
    const remains = await findRemains('Max.html', cut(Buffer.from('<img alt="Hi Max"> Hi Max'), 9), TERMS);
    expect(remains.map(({ where }) => where).toSorted()).toEqual(['file name', 'text', 'text, attribute']);
  });

  it('finds values anywhere in random text, in random encodings', async () => {
    const noise = fc.string({
      unit: fc.constantFrom(...Array.from('ab cd.,<>&;%=\\"\n\u00e4\u4e00 ')),
      maxLength: 400,
    });
    const encoding = fc.constantFrom<(text: string) => string>(
      (text) => text,
      (text) => each(text, (code) => `&#${code};`),
      (text) => each(text, (code) => `\\u${hex(code, 4)}`),
      percent,
      base64,
      (text) => Buffer.from(text).toString('hex').replace(/../g, '=$&'),
    );
    await fc.assert(
      fc.asyncProperty(noise, noise, encoding, fc.integer({ min: 1, max: 90 }), async (before, after, encode, size) => {
        // A name in the middle of base64 must not be a word of its own.
        const text = `${before}\n | ${encode(` ${TEXT} `)} | \n${after}`;
        expect(await labels('a.eml', text, size)).toEqual(ALL);
      }),
      { numRuns: rounds(150) },
    );
  });

  it('finds nothing in the noise of digests, identifiers, base64 and compressed bytes', {
    timeout: 60_000,
    ...fullOnly,
  }, async () => {
    let seed = 7;
    const random = (): number => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
      return (seed >>> 8) & 255;
    };
    const bytes = Buffer.from(Array.from({ length: 3_000_000 }, random));
    const names = ['Max', 'Ann', 'Jo', 'Ed', 'Ada', 'Bea', 'Tim', 'Leo', 'Mia', 'Kai'];
    const terms = names.map((value): RemovedTerm => ({ label: value, kind: 'name', value }));
    const texts: Readonly<Record<string, string | Buffer>> = {
      'a.bin': bytes,
      'a.mbox': `From x\n\n${bytes.toString('base64').replace(/.{76}/g, '$&\n')}`,
      'a.html': `<img src="data:image/jpeg;base64,${bytes.toString('base64')}">`,
      'a.json': `["${bytes.subarray(0, 400_000).toString('hex').replace(/.{64}/g, '$&","')}"]`,
      'a.jpg': Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), bytes]),
    };
    for (const [name, text] of Object.entries(texts)) {
      expect([name, await findRemains(name, cut(Buffer.from(text), 65_536), terms)]).toEqual([name, []]);
    }
  });

  it('leaves the index of a keepsake alone, and finds words in it', async () => {
    const shard = (entries: readonly string[]): string => `keepsake("0/t0",${JSON.stringify(entries)})\n`;
    expect(await labels('search/0/t0.js', shard(['abend', 'Max', 'morgen', 'xMax']))).toEqual([]);
    expect(await labels('search/0/t0.js', shard(['01701234567', 'A', 'jurgen weiss', 'B']))).toEqual([
      'Person A',
      'number 1',
    ]);
    expect(await labels('search/0/d0.js', shard(['Hi Max']))).toEqual(['Person B']);
  });
});

type Entry = readonly [name: string, contents: Buffer | string];

async function zip(entries: readonly Entry[], compress = true): Promise<Buffer> {
  async function* all() {
    for (const [path, contents] of entries) {
      yield { path, modifiedAt: 0, compress, contents: cut(Buffer.from(contents), 5000) };
    }
  }
  return Buffer.concat(await Array.fromAsync(zipStream(all()) as AsyncIterable<Uint8Array>));
}

describe('the search of archives', () => {
  const filler = Buffer.alloc(200_000, 'nothing here ');

  it.each([true, false])('finds everything in an archive, with compression: %s', async (compress) => {
    const bytes = await zip(
      [
        ['a.txt', filler],
        ['b.html', TEXT],
        ['c.bin', filler],
        ['d.txt', ''],
      ],
      compress,
    );
    for (const size of [1 << 20, 4096, 97]) expect(await labels('a.zip', bytes, size)).toEqual(ALL);
    const none = await zip([['a.txt', filler]], compress);
    expect(await inspect('a.zip', cut(none, 777), TERMS)).toEqual({ remains: [], unread: [] });
  });

  it('finds values in archives in archives, in mails, and in names', async () => {
    const inner = await zip([['a.zip', await zip([['b.txt', TEXT]])]]);
    expect(await labels('a.zip', inner)).toEqual(ALL);
    const mail = `From x\n\n${inner.toString('base64').replace(/.{76}/g, '$&\n')}\n--`;
    expect(await labels('a.mbox', mail)).toEqual(ALL);
    expect(await labels('a.zip', await zip([['Jürgen Weiß/x.txt', filler]]))).toEqual(['Person A']);
  });

  it('finds values in entries that the directory does not list, and behind it', async () => {
    const hidden = await zip([['a.txt', TEXT]]);
    const directory = hidden.indexOf('PK\u0001\u0002', 0, 'latin1');
    const other = await zip([['b.txt', filler]]);
    expect(await labels('a.zip', Buffer.concat([hidden.subarray(0, directory), other]))).toEqual(ALL);
    expect(await labels('a.zip', Buffer.concat([other, Buffer.from(TEXT)]))).toEqual(ALL);
  });

  it('reports what is encrypted, too deep, excessive or damaged', async () => {
    const plain = await zip([['a.txt', filler]]);
    const encrypted = Buffer.from(plain);
    encrypted[6] = (encrypted[6] as number) | 1;
    const reasons = async (bytes: Buffer): Promise<string[]> =>
      (await inspect('a.zip', cut(bytes, 10_000), TERMS)).unread.map(({ reason }) => reason);
    expect(await reasons(encrypted)).toEqual(['encrypted']);
    let deep: Buffer = await zip([['a.txt', TEXT]]);
    for (let level = 0; level < 8; level++) deep = await zip([['a.zip', deep]]);
    expect(await reasons(deep)).toEqual(['nested-too-deep']);
    const damaged = Buffer.from(plain);
    damaged.fill(0xff, 60, 200);
    expect(await reasons(damaged)).toContain('malformed');
  });

  it('stops at a bomb', { timeout: 60_000, ...fullOnly }, async () => {
    // A block that does not end the data, many times.
    const block = deflateRawSync(Buffer.alloc(16 * 1024 * 1024), { finishFlush: constants.Z_SYNC_FLUSH });
    const body = Buffer.concat(Array.from({ length: 40 }, () => block));
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(8, 8);
    head.writeUInt16LE(1, 26);
    head.writeUInt32LE(body.length, 18);
    const bomb = Buffer.concat([head, Buffer.from('a'), body]);
    const started = process.memoryUsage().rss;
    const { unread } = await inspect('a.zip', cut(bomb, 65_536), TERMS);
    expect(unread.map(({ reason }) => reason)).toContain('too-large');
    expect(process.memoryUsage().rss - started).toBeLessThan(300 * 1024 * 1024);
  });

  it('searches a single line of any length with constant memory', { timeout: 60_000, ...fullOnly }, async () => {
    const block = Buffer.alloc(1024 * 1024, 'x');
    async function* line(): AsyncGenerator<Uint8Array> {
      for (let count = 0; count < 60; count++) yield block;
      yield Buffer.from(` ${TEXT}`);
    }
    const started = process.memoryUsage().rss;
    const remains = await findRemains('a.json', line(), TERMS);
    expect(new Set(remains.map(({ term }) => term.label)).size).toBe(ALL.length);
    expect(process.memoryUsage().rss - started).toBeLessThan(400 * 1024 * 1024);
  });
});
