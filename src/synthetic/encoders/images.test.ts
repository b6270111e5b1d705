import { hash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { gradient, writePng } from './images.ts';
import { writeJpeg } from './jpeg-writer.ts';

describe('images', () => {
  it('start and end with the markers of their formats', () => {
    const png = writePng(4, 4, gradient(10, 4));
    expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
    // CRC-32 of an empty IEND, equal in every PNG.
    expect(png.subarray(-8).toString('hex')).toBe('49454e44ae426082');
    const jpeg = writeJpeg(16, 8, gradient(10, 16));
    expect(jpeg.subarray(0, 4).toString('hex')).toBe('ffd8ffe0');
    expect(jpeg.subarray(-2).toString('hex')).toBe('ffd9');
  });

  it('have the bytes that independent decoders accepted', () => {
    // jpeg-js 0.4.4 decoded this image as 64 × 64 with the first pixel (10, 56, 81) and the last (29, 147, 209); the
    // painted colours are (11, 57, 81) and (30, 147, 209).
    expect(hash('sha1', writeJpeg(64, 64, gradient(200, 64)))).toBe('54c18428e0cade3c5b17f7ebcf1751bd3fc2d709');
  });

  it('contain the painted pixels', () => {
    const paint = gradient(200, 8);
    const png = writePng(8, 8, paint);
    const start = png.indexOf('IDAT') + 4;
    const rows = inflateSync(png.subarray(start, start + png.readUInt32BE(start - 8)));
    expect([...rows.subarray(1, 4)]).toEqual([...paint(0, 0)]);
    expect([...rows.subarray(-3)]).toEqual([...paint(7, 7)]);
  });
});
