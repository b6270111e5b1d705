import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../../test/corpus.ts';
import { fullOnly } from '../../../test/support/depth.ts';
import { redactPicture } from './redact-picture.ts';

const NEEDLE = 'Planted Person';
const XMP = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description>${NEEDLE}</rdf:Description></rdf:RDF></x:xmpmeta>`;
const EXIF = {
  IFD0: { Artist: NEEDLE, Copyright: NEEDLE },
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 31/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '13/1 22/1 0/1' },
};

const FORMATS = ['jpeg', 'png', 'webp', 'tiff', 'avif'] as const;
type Format = (typeof FORMATS)[number];

/** A picture 60 × 40, red on the left, with all metadata. It is shown turned by a quarter. */
async function made(format: Format, orientation = 6): Promise<Buffer> {
  const left = await sharp({ create: { width: 30, height: 40, channels: 3, background: '#f00' } })
    .png()
    .toBuffer();
  return sharp({ create: { width: 60, height: 40, channels: 3, background: '#00f' } })
    .composite([{ input: left, left: 0, top: 0 }])
    .withExif(EXIF)
    .withXmp(XMP)
    .withIccProfile('p3')
    .withMetadata({ orientation })
    .toFormat(format, format === 'webp' ? { lossless: true } : {})
    .toBuffer();
}

async function stripped(bytes: Uint8Array): Promise<Buffer> {
  const { bytes: result } = (await redactPicture(bytes, 'strip')) ?? { bytes: new Uint8Array() };
  return Buffer.from(result);
}

const has = (bytes: Buffer, text: string): boolean =>
  bytes.includes(text) || bytes.includes(Buffer.from(text, 'utf16le'));

describe('a picture without its metadata', () => {
  it.each(FORMATS)('has no Exif, XMP or place as %s, and is shown the same', async (format) => {
    const before = await made(format);
    expect(has(before, NEEDLE)).toBe(true);
    const after = await stripped(before);
    expect(has(after, NEEDLE)).toBe(false);
    const facts = await sharp(after).metadata();
    expect(facts.xmp).toBeUndefined();
    expect(facts.icc).toBeDefined();
    const shown = (bytes: Buffer) =>
      sharp(bytes).autoOrient().removeAlpha().raw().toBuffer({ resolveWithObject: true });
    const [old, now] = [await shown(before), await shown(after)];
    expect([now.info.width, now.info.height]).toEqual([old.info.width, old.info.height]);
    if (format === 'tiff' || format === 'avif') expect(facts.format).toBe('jpeg');
    else expect(now.data.equals(old.data)).toBe(true);
  });

  it('has no Exif at all if it is upright', async () => {
    for (const format of ['jpeg', 'png', 'webp'] as const) {
      expect((await sharp(await stripped(await made(format, 1))).metadata()).exif).toBeUndefined();
    }
  });

  it('is a JPEG without comments, IPTC, thumbnails, notes and what is behind its end', async () => {
    const jpeg = await made('jpeg');
    const segment = (marker: number, text: string): Buffer => {
      const head = Buffer.from([0xff, marker, 0, 0]);
      head.writeUInt16BE(2 + text.length, 2);
      return Buffer.concat([head, Buffer.from(text, 'latin1')]);
    };
    const dirty = Buffer.concat([
      jpeg.subarray(0, 2),
      segment(0xe0, `JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01${NEEDLE}`),
      segment(0xfe, NEEDLE),
      segment(0xed, `Photoshop 3.0\0 ${NEEDLE}`),
      segment(0xe2, `MPF\0 ${NEEDLE}`),
      segment(0xea, NEEDLE),
      jpeg.subarray(2),
      Buffer.from(`ftypmp42 ${NEEDLE}`),
      jpeg,
    ]);
    const after = await stripped(dirty);
    expect(has(after, NEEDLE)).toBe(false);
    expect((await sharp(after).stats()).channels.length).toBe(3);
    expect(after.length).toBeLessThan(jpeg.length);
  });

  it('is a PNG and a GIF without texts', async () => {
    const png = await made('png');
    const chunk = (type: string, data: Buffer): Buffer => {
      const head = Buffer.alloc(8);
      head.writeUInt32BE(data.length, 0);
      head.write(type, 4, 'latin1');
      return Buffer.concat([head, data, Buffer.alloc(4)]);
    };
    const at = png.indexOf('IDAT') - 4;
    const texts = [
      chunk('tEXt', Buffer.from(`Author\0${NEEDLE}`)),
      chunk('zTXt', Buffer.concat([Buffer.from('Author\0\0'), deflateSync(NEEDLE)])),
      chunk('prVt', Buffer.from(NEEDLE)),
    ];
    const after = await stripped(Buffer.concat([png.subarray(0, at), ...texts, png.subarray(at), Buffer.from(NEEDLE)]));
    expect([has(after, NEEDLE), after.includes('zTXt')]).toEqual([false, false]);
    const gif = await sharp(await made('png', 1))
      .gif()
      .toBuffer();
    const comment = Buffer.concat([Buffer.from([0x21, 0xfe, NEEDLE.length]), Buffer.from(NEEDLE), Buffer.from([0])]);
    const dirty = Buffer.concat([gif.subarray(0, -1), comment, Buffer.from([0x3b]), Buffer.from(NEEDLE)]);
    const clean = await stripped(dirty);
    expect(has(clean, NEEDLE)).toBe(false);
    expect((await sharp(clean).metadata()).width).toBe(60);
  });

  it('is null for what cannot be stripped, and for what is damaged', async () => {
    const jpeg = await made('jpeg');
    const cases = ['', 'BM', '<svg>', '\x89PNG\r\n\x1a\n', 'GIF89a', 'RIFF\x10\0\0\0WEBPVP8X\xff\xff\xff\x0f'];
    for (const start of cases)
      expect([start, await redactPicture(Buffer.from(start, 'latin1'), 'strip')]).toEqual([start, null]);
    expect(await redactPicture(jpeg.subarray(0, 40), 'strip')).toBeNull();
    expect(await redactPicture(Buffer.concat([Buffer.from('RIFF\xff\xff\xff\xffWEBP', 'latin1')]), 'strip')).toBeNull();
  });

  it('ends with whatever bytes', async () => {
    for (const format of ['jpeg', 'png', 'webp'] as const) {
      const bytes = await made(format);
      for (let at = 0; at < bytes.length; at += Math.ceil(bytes.length / 60)) {
        const broken = Buffer.from(bytes);
        broken[at] = (broken[at] as number) ^ 0xff;
        broken.fill(0xff, at + 1, at + 3);
        const after = await redactPicture(broken, 'strip');
        expect(after === null || after.bytes.length <= broken.length + 64).toBe(true);
      }
    }
  });
});

describe('a blurred picture', () => {
  it('has no detail that another picture with the same averages does not have', async () => {
    // A chessboard of single pixels, and plain grey.
    const pixels = Buffer.from(
      Array.from({ length: 512 * 512 }, (_, index) => (((index % 512) + Math.trunc(index / 512)) % 2) * 255),
    );
    const board = await sharp(pixels, { raw: { width: 512, height: 512, channels: 1 } })
      .png()
      .toBuffer();
    const blurred = Buffer.from((await redactPicture(board, 'blur'))?.bytes ?? []);
    const { width, height } = await sharp(blurred).metadata();
    expect([width, height]).toEqual([512, 512]);
    const { channels } = await sharp(blurred).stats();
    for (const { stdev } of channels) expect(stdev).toBeLessThan(3);
  });

  it('is upright and has no metadata', async () => {
    const after = Buffer.from((await redactPicture(await made('jpeg'), 'blur'))?.bytes ?? []);
    const facts = await sharp(after).metadata();
    expect([facts.width, facts.height, facts.exif, facts.xmp]).toEqual([40, 60, undefined, undefined]);
    expect(has(after, NEEDLE)).toBe(false);
  });
});

describeCorpus('pictures of iPhones', () => {
  it('become JPEGs without Exif, and blurred ones', { timeout: 120_000, ...fullOnly }, async () => {
    const folder = corpusPath('heic');
    let count = 0;
    for (const name of readdirSync(folder).filter((each) => /\.heic$/i.test(each))) {
      const bytes = readFileSync(join(folder, name));
      const after = await redactPicture(bytes, 'strip').catch(() => null);
      if (after === null) continue;
      count++;
      const facts = await sharp(after.bytes).metadata();
      expect([name, facts.format, facts.exif, facts.xmp]).toEqual([name, 'jpeg', undefined, undefined]);
      expect((await redactPicture(bytes, 'blur'))?.contentType).toBe('image/jpeg');
    }
    expect(count).toBeGreaterThan(2);
  });
});
