import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import * as fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../../test/corpus.ts';
import { rounds } from '../../../test/support/depth.ts';
import { mutated, SEED } from '../../../test/support/formats/mutations.ts';
import { gradient, writePng } from '../../../test/synthetic/index.ts';
import { isDomainError } from '../../model/errors.ts';
import { createMedia } from '../media.ts';
import { jpegWithProfile, webpWithProfile } from './colour-profile.ts';
import { pictureFacts, renderPicture } from './render.ts';

const PNG = writePng(120, 80, gradient(30, 120));

describe('renderPicture', () => {
  it.each(['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif'] as const)('reads %s', async (format) => {
    const bytes = await sharp(PNG).toFormat(format).toBuffer();
    const picture = await renderPicture({ bytes, format: 'jpeg', size: 60 });
    expect(picture).toMatchObject({ contentType: 'image/jpeg', width: 60, height: 40 });
    expect(await pictureFacts(bytes)).toMatchObject({ width: 120, height: 80 });
  });

  it('puts transparent pictures on white for JPEG, which has no transparency', async () => {
    const clear = await sharp({ create: { width: 8, height: 8, channels: 4, background: '#00000000' } })
      .png()
      .toBuffer();
    const { bytes } = await renderPicture({ bytes: clear, format: 'jpeg', size: null });
    expect((await sharp(bytes).raw().toBuffer())[0]).toBeGreaterThan(250);
  });
});

describe('an animation', () => {
  /** Frames of different colours, as WebP or GIF. */
  const animation = async (count: number, format: 'gif' | 'webp', size = 40) => {
    const frames = Array.from({ length: count }, (_, n) => writePng(size, size, gradient((n * 37) % 360, size)));
    return sharp(frames, { join: { animated: true } })
      .toFormat(format)
      .toBuffer();
  };
  const framesOf = async (bytes: Uint8Array) => (await sharp(bytes).metadata()).pages ?? 1;

  it.each(['gif', 'webp'] as const)(
    'keeps the frames of a %s if asked for, and is its first frame otherwise',
    async (format) => {
      const bytes = await animation(5, format);
      const moving = await renderPicture({ bytes, format: 'webp', size: 20, isAnimated: true });
      expect(moving).toMatchObject({ contentType: 'image/webp', width: 20, height: 20 });
      expect(await framesOf(moving.bytes)).toBe(5);
      const still = await renderPicture({ bytes, format: 'webp', size: 20 });
      expect(await framesOf(still.bytes)).toBe(1);
      expect((await renderPicture({ bytes, format: 'jpeg', size: 20, isAnimated: true })).contentType).toBe(
        'image/jpeg',
      );
    },
  );

  it('is a still picture if it has one frame, or too many', async () => {
    const one = await renderPicture({ bytes: PNG, format: 'webp', size: 60, isAnimated: true });
    expect(one).toMatchObject({ width: 60, height: 40 });
    const long = await renderPicture({
      bytes: await animation(301, 'gif', 2),
      format: 'webp',
      size: 2,
      isAnimated: true,
    });
    expect(await framesOf(long.bytes)).toBe(1);
  });

  it('that is malformed is refused like any picture', async () => {
    const bytes = (await animation(3, 'webp')).subarray(0, 30);
    const made = renderPicture({ bytes, format: 'webp', size: 20, isAnimated: true });
    await expect(made).rejects.toSatisfy((error) => isDomainError(error, 'MALFORMED_MEDIA', 'UNSUPPORTED_MEDIA'));
  });
});

describe('colour profiles', () => {
  const profile = Buffer.alloc(70_000, 7);
  it('are added to JPEGs, in several segments if large', async () => {
    const jpeg = await sharp(PNG).jpeg().toBuffer();
    const { icc, width } = await sharp(jpegWithProfile(jpeg, profile)).metadata();
    expect([icc?.equals(profile), width]).toEqual([true, 120]);
  });

  it.each([3, 4] as const)('are added to WebPs with %i channels', async (channels) => {
    const flat = sharp({ create: { width: 10, height: 6, channels, background: '#ff000080' } });
    const webp = await flat.webp().toBuffer();
    const made = webpWithProfile(webp, profile, { width: 10, height: 6, hasAlpha: channels === 4 });
    const { icc, width, height, hasAlpha } = await sharp(made).metadata();
    expect([icc?.equals(profile), width, height, hasAlpha]).toEqual([true, 10, 6, channels === 4]);
  });
});

describeCorpus('HEIC of the corpus', () => {
  const media = createMedia({ tempPath: '/nonexistent', ffmpeg: null });
  afterAll(() => media.close());

  it('returns its embedded thumbnail if large enough, otherwise the whole picture', async () => {
    const bytes = await readFile(corpusPath('heic/zPug_3.heic'));
    // The picture has 64 pixels, its thumbnail 32.
    expect(await renderPicture({ bytes, format: 'jpeg', size: 32 })).toMatchObject({ width: 32, height: 32 });
    expect(await renderPicture({ bytes, format: 'jpeg', size: 64 })).toMatchObject({ width: 64, height: 64 });
    expect(await pictureFacts(bytes)).toEqual({ width: 64, height: 64, format: 'heic', taken: null });
  });

  it('shows the same picture either way', async () => {
    const bytes = await readFile(corpusPath('heic/zPug_3.heic'));
    const [small, large] = await Promise.all(
      [32, 64].map(async (size) => (await renderPicture({ bytes, format: 'jpeg', size })).bytes),
    );
    const means = await Promise.all(
      [small, large].map(async (jpeg) => (await sharp(jpeg).stats()).channels.map(({ mean }) => mean)),
    );
    for (const [channel, mean] of (means[0] ?? []).entries()) {
      expect(Math.abs(mean - (means[1]?.[channel] ?? 0))).toBeLessThan(8);
    }
  });

  it('fails only with expected errors', { timeout: 60_000 }, async () => {
    const signal = new AbortController().signal;
    const samples = [readFileSync(corpusPath('heic/zPug_3.heic')), PNG];
    await fc.assert(
      fc.asyncProperty(mutated(samples), async (bytes) => {
        await media.pictureOf(bytes, { format: 'webp', size: 96 }, signal).catch((error: unknown) => {
          if (!isDomainError(error, 'MALFORMED_MEDIA', 'UNSUPPORTED_MEDIA', 'LIMIT_EXCEEDED')) throw error;
        });
      }),
      { seed: SEED, numRuns: rounds(150) },
    );
  });
});
