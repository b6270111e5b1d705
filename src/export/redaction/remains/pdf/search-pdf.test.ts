import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { RemovedTerm } from '../../terms.ts';
import { inspect } from '../find-remains.ts';

const TERMS: readonly RemovedTerm[] = [
  { label: 'name', kind: 'name', value: 'Jürgen Weiß' },
  { label: 'short', kind: 'name', value: 'Max' },
  { label: 'number', kind: 'number', value: '+49 170 1234567' },
  { label: 'hebrew', kind: 'name', value: 'שלום' },
];

/** A PDF of these objects, without a table: the search does not need one. */
function pdf(objects: Readonly<Record<number, string | Buffer>>, end = ''): Buffer {
  const parts = Object.entries(objects).flatMap(([number, object]) => [`${number} 0 obj\n`, object, '\nendobj\n']);
  return Buffer.concat(
    ['%PDF-1.7\n', ...parts, `trailer << /Root 1 0 R >>\n${end}%%EOF`].map((part) =>
      Buffer.from(part as string, 'latin1'),
    ),
  );
}

function stream(contents: Buffer | string, dict = '', compress = true): Buffer {
  const bytes = Buffer.from(contents as string, 'latin1');
  const body = compress ? deflateSync(bytes) : bytes;
  const filter = compress ? '/Filter /FlateDecode ' : '';
  return Buffer.concat([
    Buffer.from(`<< ${filter}${dict} /Length ${body.length} >>\nstream\n`),
    body,
    Buffer.from('\nendstream'),
  ]);
}

const BASE = {
  1: '<< /Type /Catalog /Pages 2 0 R >>',
  2: '<< /Type /Pages /Kids [3 0 R] /Count 1 /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>',
  3: '<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>',
  5: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  6: '<< /Type /Font /Subtype /Type0 /ToUnicode 7 0 R >>',
  7: stream(
    '1 beginbfrange <0001> <005f> <0020> endbfrange 2 beginbfchar <0100> <00FC> <0101> <00DF> endbfchar 4 beginbfchar <0200> <05E9> <0201> <05DC> <0202> <05D5> <0203> <05DD> endbfchar',
  ),
};

async function* cut(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
}

async function found(bytes: Buffer): Promise<string[]> {
  const { remains } = await inspect('a.pdf', cut(bytes), TERMS);
  return remains.map(({ term, where }) => `${term.label}: ${where}`).toSorted();
}

const page = (content: string, more: Readonly<Record<number, string | Buffer>> = {}): Buffer =>
  pdf({ ...BASE, 4: stream(content), ...more });

/** Glyphs of the composite font. */
const glyphs = (text: string): string =>
  `<${Array.from(text, (letter) => ({ ü: '0100', ß: '0101' })[letter] ?? (letter.charCodeAt(0) - 31).toString(16).padStart(4, '0')).join('')}>`;

describe('the search of a PDF', () => {
  it('finds the text of pages through the maps of their fonts', async () => {
    expect(await found(page(`BT /F2 12 Tf ${glyphs('Hi Max and Jürgen Weiß 0170 1234567')} Tj ET`))).toEqual([
      'name: PDF page 1',
      'number: PDF page 1',
      'short: PDF page 1',
    ]);
    expect(await found(page('BT /F1 12 Tf (J\\374rgen Wei\\337) Tj ET'))).toEqual(['name: PDF page 1']);
    expect(await found(page(`BT /F2 12 Tf ${glyphs('nothing')} Tj ET`))).toEqual([]);
  });

  it('finds words that are split by kerning, moves, lines and hyphens', async () => {
    const texts = [
      'BT /F1 12 Tf [(J\\374r) 20 (ge) -40 (n) -300 (We) 5 (i\\337)] TJ ET',
      'BT /F1 12 Tf (J\\374rgen) Tj 0 -14 Td (Wei\\337) Tj ET',
      'BT /F1 12 Tf 1 0 0 1 10 700 Tm (J\\374r) Tj 1 0 0 1 30 700 Tm (gen ) Tj 1 0 0 1 60 700 Tm (Wei\\337) Tj ET',
      'BT /F1 12 Tf (J\\374r-) Tj T* (gen Wei\\337) Tj ET',
      '/Span << /ActualText (J\\374rgen Wei\\337) >> BDC BT /F1 12 Tf (x) Tj ET EMC',
    ];
    for (const text of texts) expect([text, await found(page(text))]).toEqual([text, ['name: PDF page 1']]);
  });

  it('finds text that is drawn from right to left', async () => {
    expect(await found(page('BT /F2 12 Tf <0203020202010200> Tj ET'))).toEqual(['hebrew: PDF page 1']);
  });

  it('finds texts of forms, titles, links, notes, XMP, names of files, attachments and pictures', async () => {
    const jpeg = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#fff' } })
      .withExif({ IFD0: { Artist: 'Max' } })
      .jpeg()
      .toBuffer();
    const utf16 = `FEFF${Buffer.from('Jürgen Weiß', 'utf16le').swap16().toString('hex')}`;
    const text = await found(
      page('/X1 Do', {
        2: '<< /Type /Pages /Kids [3 0 R] /Resources << /XObject << /X1 8 0 R >> >> >>',
        8: stream('BT /F1 9 Tf (Hi Max) Tj ET', '/Type /XObject /Subtype /Form /Resources << /Font << /F1 5 0 R >> >>'),
        9: `<< /Title <${utf16}> /Parent 1 0 R >>`,
        10: '<< /S /URI /URI (tel:+491701234567) >>',
        11: '<< /Alt (a picture of Max) >>',
        12: stream(
          '<x:xmpmeta><dc:creator>J&#252;rgen Wei\\337</dc:creator></x:xmpmeta>'.replace('\\337', '&#xDF;'),
          '/Type /Metadata /Subtype /XML',
          false,
        ),
        13: stream('Hi Max', '/Type /EmbeddedFile'),
        14: Buffer.concat([
          Buffer.from(`<< /Subtype /Image /Filter /DCTDecode /Length ${jpeg.length} >>\nstream\n`),
          jpeg,
          Buffer.from('\nendstream'),
        ]),
        15: stream(
          `16 0 17 20 << /Contents (Hi Max) >> << /F (J\\374rgen Wei\\337) >>`.replace(/^16 0 17 20 /, '16 0 17 24 '),
          '/Type /ObjStm /N 2 /First 11',
        ),
      }),
    );
    expect(text).toEqual(
      [
        'name: PDF metadata',
        'name: PDF metadata, text',
        'name: PDF title or outline',
        // Not compressed in this file.
        'number: PDF',
        'number: PDF link',
        'short: PDF alternative text',
        'short: PDF attachment, text',
        'short: PDF form',
        'short: PDF note',
        'short: PDF page 1',
        'short: PDF picture, EXIF',
      ].toSorted(),
    );
  });

  it('finds what earlier versions of the file have, and what is behind its end', async () => {
    const old = page('BT /F1 12 Tf (x) Tj ET', { 20: '<< /Title (J\\374rgen Wei\\337) >>' });
    expect(await found(Buffer.concat([old, pdf({ 20: '<< /Title (Person A) >>' })]))).toEqual([
      'name: PDF title or outline',
    ]);
    expect(await found(pdf(BASE, '% J\xc3\xbcrgen Wei\xc3\x9f\n'))).toEqual(['name: PDF']);
  });

  it('reports what cannot be read', async () => {
    const reasons = async (bytes: Buffer): Promise<string[]> =>
      (await inspect('a.pdf', cut(bytes), TERMS)).unread.map(({ reason }) => reason);
    expect(await reasons(pdf(BASE, 'trailer << /Encrypt 9 0 R >>'))).toEqual(['encrypted']);
    const unknown = '<0301>'.repeat(60).replaceAll('><', '');
    expect(await reasons(page(`BT /F2 12 Tf ${unknown} Tj ET`))).toEqual(['unreadable-text']);
    expect(await reasons(page('', { 4: stream('abc', '/Filter /LZWDecode', false) }))).toEqual(['malformed']);
  });

  it('ends with loops, broken objects and endless nesting', async () => {
    const loops = pdf({
      1: '<< /Type /Catalog /Pages 2 0 R >>',
      2: '<< /Type /Pages /Kids [2 0 R 3 0 R 2 0 R] /Parent 2 0 R >>',
      3: '<< /Type /Page /Parent 3 0 R /Contents [4 0 R 4 0 R] /Resources 5 0 R >>',
      4: stream('/X Do /X Do BT /F 1 Tf (Hi Max) Tj ET', '/Subtype /Form /Resources 5 0 R'),
      5: '<< /XObject << /X 4 0 R >> /Font << /F 6 0 R >> >>',
      6: '<< /Subtype /Type0 /ToUnicode 6 0 R /Encoding 7 0 R >>',
      7: '8 0 R',
      8: '7 0 R',
      9: '['.repeat(100_000),
      10: '<<'.repeat(50_000),
      11: '('.repeat(50_000),
      12: '<< /Length 99999999999 >> stream\nabc',
    });
    await found(loops);
    const whole = page('BT /F1 12 Tf (Hi Max) Tj ET');
    for (let at = 0; at < whole.length; at += 3) {
      const broken = Buffer.from(whole);
      broken[at] = 0x3c;
      await found(broken);
    }
  }, 60_000);
});
