import { describe, expect, it } from 'vitest';
import { movieFacts } from './movie-facts.ts';
import { strippedRecording } from './strip-recording.ts';

const NEEDLE = 'Planted Person +52.5163+013.3777/';

function box(type: string, ...contents: readonly (Buffer | string)[]): Buffer {
  const body = Buffer.concat(contents.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
}

const CREATED = Buffer.from([0, 0, 0, 0, 0xe0, 1, 2, 3, 0xe0, 1, 2, 3]);
const SAMPLES = Buffer.from('sound and pictures');
const handler = (type: string): Buffer => box('hdlr', '\0\0\0\0\0\0\0\0', type, '\0'.repeat(12), `${NEEDLE}\0`);

function track(type: string, format: string): Buffer {
  const table = box(
    'stbl',
    box('stsd', '\0\0\0\0\0\0\0\x01', box(format, '\0'.repeat(70))),
    box('stco', '\0\0\0\0\0\0\0\x01\0\0\0\x20'),
  );
  const header = box('tkhd', CREATED, '\0'.repeat(72));
  return box(
    'trak',
    header,
    box('mdia', box('mdhd', CREATED, '\0'.repeat(12)), handler(type), box('minf', table)),
    box('udta', box('name', NEEDLE)),
  );
}

const film = (...tracks: readonly Buffer[]): Buffer =>
  Buffer.concat([
    box('ftyp', 'qt  \0\0\0\0qt  '),
    box('wide', ''),
    box('mdat', SAMPLES),
    box(
      'moov',
      box('mvhd', CREATED, '\0\0\x02\x58\0\0\x04\xb0', '\0'.repeat(80)),
      ...tracks,
      box('udta', box('\xa9xyz', NEEDLE), box('meta', '\0\0\0\0', box('ilst', box('covr', NEEDLE)))),
      box('meta', box('keys', NEEDLE)),
      box('new!', NEEDLE),
    ),
    box('uuid', NEEDLE),
    box('meta', NEEDLE),
    box('free', NEEDLE),
  ]);

async function* chunksOf(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function stripped(bytes: Buffer, size = 7): Promise<Buffer | null> {
  const stream = strippedRecording(bytes.subarray(0, 64), chunksOf(bytes, size));
  return stream === null ? null : Buffer.concat(await Array.fromAsync(stream));
}

describe('a recording without its metadata', () => {
  it('has the same samples at the same place, and nothing else of a film', async () => {
    const before = film(track('vide', 'avc1'), track('soun', 'mp4a'), track('meta', 'mebx'));
    for (const size of [1, 7, 4096]) {
      const after = (await stripped(before, size)) ?? Buffer.alloc(0);
      expect([after.length, after.indexOf(SAMPLES)]).toEqual([before.length, before.indexOf(SAMPLES)]);
      expect([after.includes('Planted'), after.includes('Person'), after.includes('mebx')]).toEqual([
        false,
        false,
        false,
      ]);
      const facts = await movieFacts(
        async (position, length) => after.subarray(position, position + length),
        after.length,
      );
      expect(facts).toMatchObject({ seconds: 2, codecs: ['avc1', 'mp4a'], createdAt: null });
    }
  });

  it('is refused if a track may have texts or positions', async () => {
    for (const [type, format] of [
      ['text', 'tx3g'],
      ['sbtl', 'tx3g'],
      ['meta', 'gpmd'],
    ] as const) {
      await expect(stripped(film(track('vide', 'avc1'), track(type, format)))).rejects.toThrow(
        expect.objectContaining({ code: 'UNSUPPORTED_MEDIA' }),
      );
    }
  });

  it('is an MP3 without tags on either side', async () => {
    const sound = Buffer.alloc(100_000, 0xfb);
    const tag = Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\x01\x02', 'latin1'), Buffer.alloc(130, NEEDLE)]);
    const last = Buffer.concat([Buffer.from(`TAG${NEEDLE}`), Buffer.alloc(128 - 3 - NEEDLE.length)]);
    const ape = Buffer.from(`APETAGEX${NEEDLE}`);
    for (const tail of [Buffer.alloc(0), last, Buffer.concat([ape, last])]) {
      expect((await stripped(Buffer.concat([tag, tag, sound, tail]), 999))?.equals(sound)).toBe(true);
    }
  });

  it('is null for formats whose metadata cannot be removed', async () => {
    for (const start of ['caff', 'OggS', 'RIFF....WAVE', '\x1aE\xdf\xa3', '%PDF', 'PK', '']) {
      expect([start, await stripped(Buffer.from(start, 'latin1'))]).toEqual([start, null]);
    }
    expect((await stripped(Buffer.from('#!AMR\n123')))?.toString()).toBe('#!AMR\n123');
  });

  it('ends with an error or a clean file, whatever the bytes', async () => {
    const whole = film(track('vide', 'avc1'));
    for (let at = 0; at < whole.length; at += 5) {
      const broken = Buffer.from(whole);
      broken.fill(0xff, at, Math.min(whole.length, at + 4));
      const after = await stripped(broken, 64).catch((error: unknown) => {
        expect(error).toMatchObject({ code: expect.stringMatching(/^(?:MALFORMED|UNSUPPORTED)_MEDIA$/) });
        return null;
      });
      if (after !== null) expect([at, after.length <= broken.length]).toEqual([at, true]);
    }
    await expect(stripped(whole.subarray(0, -60))).rejects.toThrow(
      expect.objectContaining({ code: 'MALFORMED_MEDIA' }),
    );
  });
});
