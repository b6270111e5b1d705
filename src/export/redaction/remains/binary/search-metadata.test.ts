import { readdirSync, readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../../../../test/corpus.ts';
import { itForSome } from '../../../../../test/support/some-rows.ts';
import type { RemovedTerm } from '../../terms.ts';
import { inspect } from '../find-remains.ts';

const TERMS: readonly RemovedTerm[] = [
  { label: 'short', kind: 'name', value: 'Mia' },
  { label: 'long', kind: 'name', value: 'Jürgen Weißmann' },
];

async function* cut(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 5000) yield bytes.subarray(at, at + 5000);
}

async function found(bytes: Uint8Array, name = 'a', terms = TERMS): Promise<string[]> {
  const { remains } = await inspect(name, cut(bytes), terms);
  return remains.map(({ term, where }) => `${term.label}: ${where}`).toSorted();
}

const noise = {
  create: {
    width: 200,
    height: 200,
    channels: 3 as const,
    background: '#888',
    noise: { type: 'gaussian' as const, mean: 128, sigma: 60 },
  },
};
const xmp = (text: string): string => `<x:xmpmeta xmlns:x="adobe:ns:meta/"><a b="${text}">${text}</a></x:xmpmeta>`;

function box(type: string, ...contents: readonly (Buffer | string)[]): Buffer {
  const body = Buffer.concat(contents.map((part) => Buffer.from(part as string, 'utf8')));
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
}

describe('the search of pictures', () => {
  // To encode AVIF takes seconds.
  itForSome(['jpeg', 'png', 'webp', 'tiff', 'avif'] as const, (format) => format !== 'avif')(
    'finds short names in Exif and XMP of %s',
    async (format) => {
      const dirty = await sharp(noise)
        .withExif({ IFD0: { Artist: 'photo by Mia', ImageDescription: 'J\u00fcrgen Wei\u00dfmann' } })
        .withXmp(xmp('Mia'))
        .toFormat(format)
        .toBuffer();
      const places = await found(dirty);
      expect(places).toContain('short: EXIF');
      // TIFF has titles of its own, and PNG its own texts.
      if (format !== 'tiff') expect(places).toContain('long: EXIF');
      expect(places).toContain(format === 'png' ? 'short: text of a picture' : 'short: XMP');
      expect(await found(await sharp(noise).toFormat(format).toBuffer())).toEqual([]);
    },
  );

  it('finds comments, IPTC, and what is behind the end of a JPEG', async () => {
    const jpeg = await sharp(noise).jpeg().toBuffer();
    const segment = (marker: number, text: Buffer): Buffer =>
      Buffer.concat([Buffer.from([0xff, marker, 0, 2 + text.length]), text]);
    const insert = (part: Buffer): Buffer => Buffer.concat([jpeg.subarray(0, 2), part, jpeg.subarray(2)]);
    expect(await found(insert(segment(0xfe, Buffer.from('by Mia'))))).toContain('short: comment of a picture');
    const iptc = Buffer.concat([
      Buffer.from('Photoshop 3.0\u00008BIM\u0004\u0004\0\0\0\0\0\u0008'),
      Buffer.from([0x1c, 2, 80, 0, 3]),
      Buffer.from('Mia'),
    ]);
    expect(await found(insert(segment(0xed, iptc)))).toContain('short: IPTC');
    expect(await found(Buffer.concat([jpeg, Buffer.from('Jürgen Weißmann')]))).toEqual(['long: picture']);
    expect(await found(Buffer.concat([jpeg, Buffer.from('Jürgen Weißmann', 'utf16le')]))).toEqual(['long: picture']);
    expect(await found(Buffer.concat([jpeg, Buffer.from('Mia', 'utf16le')]))).toEqual(['short: picture']);
  });

  it('finds texts of PNG, also compressed ones, and of GIF', async () => {
    const png = await sharp(noise).png().toBuffer();
    const chunk = (type: string, data: Buffer): Buffer => {
      const head = Buffer.alloc(8);
      head.writeUInt32BE(data.length, 0);
      head.write(type, 4, 'latin1');
      return Buffer.concat([head, data, Buffer.alloc(4)]);
    };
    const insert = (part: Buffer): Buffer => Buffer.concat([png.subarray(0, 33), part, png.subarray(33)]);
    const compressed = deflateSync('by Mia');
    for (const part of [
      chunk('tEXt', Buffer.from('Author\0by Mia')),
      chunk('zTXt', Buffer.concat([Buffer.from('Author\0\0'), compressed])),
      chunk('iTXt', Buffer.concat([Buffer.from('Author\0\u0001\0en\0\0'), compressed])),
    ]) {
      expect(await found(insert(part))).toEqual(['short: text of a picture']);
    }
    const gif = await sharp(noise).gif().toBuffer();
    const comment = Buffer.concat([Buffer.from([0x21, 0xfe, 6]), Buffer.from('by Mia\0')]);
    expect(await found(Buffer.concat([gif.subarray(0, -1), comment, Buffer.from([0x3b])]))).toEqual([
      'short: comment of a picture',
    ]);
    expect(await found(gif)).toEqual([]);
  });
});

describe('the search of films and sound', () => {
  it('finds texts of all boxes but samples, and covers', async () => {
    const samples = Buffer.from('xMiax'.repeat(100));
    const cover = await sharp(noise)
      .withExif({ IFD0: { Artist: 'Mia' } })
      .jpeg()
      .toBuffer();
    const film = (...more: readonly Buffer[]): Buffer =>
      Buffer.concat([
        box('ftyp', 'qt  \0\0\0\0'),
        box('mdat', samples),
        box('moov', box('mvhd', '\0'.repeat(100)), ...more),
      ]);
    expect(await found(film())).toEqual([]);
    expect(await found(film(box('udta', box('\u00a9nam', '\0\u0003\0\0Mia'))))).toEqual(['short: film metadata']);
    expect(await found(film(box('meta', '\0\0\0\0', box('ilst', box('covr', box('data', cover))))))).toContain(
      'short: cover, EXIF',
    );
    expect(await found(film(box('trak', box('mdia', box('hdlr', '\0\0\0\0\0\0\0\0text Mia\0')))))).toEqual([
      'short: film metadata',
    ]);
  });

  it('finds ID3 of an MP3 on either side', async () => {
    const frame = Buffer.concat([
      Buffer.from('TPE1\0\0\0\u0007\0\0'),
      Buffer.from([1, 0xff, 0xfe]),
      Buffer.from('Mia', 'utf16le').subarray(0, 4),
    ]);
    const sound = Buffer.alloc(9000, 0xfb);
    const head = Buffer.concat([Buffer.from('ID3\u0003\0\0\0\0\0'), Buffer.from([frame.length])]);
    const long = Buffer.concat([Buffer.from('TPE1\0\0\0\u0004\0\0\0'), Buffer.from('Mia')]);
    expect(
      await found(Buffer.concat([Buffer.from('ID3\u0003\0\0\0\0\0'), Buffer.from([long.length]), long, sound])),
    ).toEqual(['short: ID3']);
    expect(head.length).toBe(10);
    const tail = Buffer.concat([Buffer.from('TAG'), Buffer.alloc(125)]);
    tail.write('Mia', 33);
    expect(await found(Buffer.concat([Buffer.from('ID3\u0003\0\0\0\0\0\0'), sound, tail]))).toEqual(['short: ID3']);
  });
});

describeCorpus('pictures of iPhones', () => {
  it('are found by their camera', async () => {
    const terms: RemovedTerm[] = [{ label: 'camera', kind: 'word', value: 'iPhone 13 Pro Max' }];
    const bytes = readFileSync(corpusPath('heic/iphone_13_pro_max.HEIC'));
    expect(await found(bytes, 'a.heic', terms)).toContain('camera: EXIF');
  });

  it('have no short name by chance', async () => {
    const names = ['Max', 'Ann', 'Jo', 'Ed', 'Tim', 'Leo', 'Mia', 'Kai', 'Ben', 'Eva', 'Lea', 'Ali', 'Noa'];
    const terms = names.map((value): RemovedTerm => ({ label: value, kind: 'name', value }));
    for (const name of readdirSync(corpusPath('heic')).filter((each) => each.toLowerCase().endsWith('.heic'))) {
      const bytes = readFileSync(corpusPath(`heic/${name}`));
      expect([name, await found(bytes, name, terms)]).toEqual([name, []]);
    }
  }, 120_000);
});
