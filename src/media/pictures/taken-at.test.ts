import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../../test/corpus.ts';
import { pictureFacts } from './render.ts';
import { takenAt } from './taken-at.ts';

/** A JPEG whose Exif another program wrote. */
async function photo(exif: Record<string, string>): Promise<Uint8Array> {
  const picture = sharp({ create: { width: 4, height: 3, channels: 3, background: '#ff0' } });
  return picture.withExif({ IFD2: exif }).jpeg().toBuffer();
}

describe('when a picture was taken', () => {
  it.each([
    ['+02:00', 7200],
    ['-03:30', -12_600],
    ['+00:00', 0],
    ['+99:00', null],
    ['', null],
  ])('has the zone of the camera: %s', async (OffsetTimeOriginal, utcOffset) => {
    const zone = OffsetTimeOriginal === '' ? {} : { OffsetTimeOriginal };
    const bytes = await photo({ DateTimeOriginal: '2024:05:01 18:30:00', ...zone });
    expect((await pictureFacts(bytes)).taken).toEqual({ local: '2024-05-01T18:30:00', utcOffset });
  });

  it('is not known of other pictures, and of what is no time', async () => {
    expect((await pictureFacts(await photo({ LensMake: 'Lemon' }))).taken).toBeNull();
    for (const DateTimeOriginal of ['2024:02:31 18:30:00', '    :  :     :  :  ', '0000:00:00 00:00:00']) {
      expect((await pictureFacts(await photo({ DateTimeOriginal }))).taken).toBeNull();
    }
  });

  it('is null for a damaged structure, wherever it ends', async () => {
    const { exif = Buffer.alloc(0) } = await sharp(
      await photo({ DateTimeOriginal: '2024:05:01 18:30:00', OffsetTimeOriginal: '+02:00' }),
    ).metadata();
    expect(takenAt(exif)?.utcOffset).toBe(7200);
    for (let length = 0; length < exif.length; length++) {
      expect(() => takenAt(exif.subarray(0, length))).not.toThrow();
      const changed = Buffer.from(exif);
      changed[length] = 0xff;
      expect(() => takenAt(changed)).not.toThrow();
    }
  });
});

describeCorpus('when a HEIC of an iPhone was taken', () => {
  it('has the zone of the camera', async () => {
    const { taken } = await pictureFacts(await readFile(corpusPath('heic/iphone_13_pro_max.HEIC')));
    expect(taken).toEqual({ local: '2022-02-16T12:55:41', utcOffset: 3600 });
  });
});
