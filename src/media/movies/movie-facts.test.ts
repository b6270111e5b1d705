import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../../../test/support/depth.ts';
import { movieFacts } from './movie-facts.ts';

const box = (type: string, ...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
};

/** A zero-filled box with values at given offsets (ISO/IEC 14496-12 §8). */
function fields(length: number, ...values: readonly (readonly [offset: number, value: number])[]): Buffer {
  const bytes = Buffer.alloc(length);
  for (const [offset, value] of values) bytes.writeInt32BE(value | 0, offset);
  return bytes;
}

function track(handler: string, codec: string, header: Buffer): Buffer {
  const handlerBox = box('hdlr', fields(8), Buffer.from(handler), fields(12));
  const formats = box('stsd', fields(8, [4, 1]), box(codec, fields(16)));
  return box('trak', box('tkhd', header), box('mdia', handlerBox, box('minf', box('stbl', formats))));
}

const TURNED = fields(84, [44, 0x10000], [52, -0x10000], [76, 1920 * 65_536], [80, 1080 * 65_536]);
const MOVIE = Buffer.concat([
  box('ftyp', Buffer.from('qt  ')),
  box('mdat', Buffer.alloc(100)),
  box(
    'moov',
    box('mvhd', fields(100, [4, Date.UTC(2024, 0, 1) / 1000 + 2_082_844_800], [12, 600], [16, 1500])),
    track('vide', 'hvc1', TURNED),
    track('soun', 'mp4a', fields(84)),
    track('meta', 'mebx', fields(84)),
  ),
]);

const facts = (bytes: Buffer) =>
  movieFacts(async (position, length) => bytes.subarray(position, position + length), bytes.length);

describe('movieFacts', () => {
  it('reads duration, display size, codecs and date', async () => {
    expect(await facts(MOVIE)).toEqual({
      seconds: 2.5,
      width: 1080,
      height: 1920,
      codecs: ['hvc1', 'mp4a'],
      createdAt: Date.UTC(2024, 0, 1),
      moov: { start: 120, end: MOVIE.length },
    });
  });

  it('returns null for other files', async () => {
    expect(await facts(Buffer.alloc(0))).toBeNull();
    expect(await facts(Buffer.from('no movie at all'))).toBeNull();
  });

  it('terminates without throwing for any modification', async () => {
    const change = fc.array(fc.tuple(fc.nat(MOVIE.length - 1), fc.integer({ min: 0, max: 255 })), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(change, fc.nat(MOVIE.length), async (changes, length) => {
        const bytes = Buffer.from(MOVIE);
        for (const [offset, value] of changes) bytes[offset] = value;
        let reads = 0;
        await movieFacts(async (position, wanted) => {
          reads++;
          return bytes.subarray(position, position + wanted);
        }, length);
        expect(reads).toBeLessThan(5000);
      }),
      { seed: 17, numRuns: rounds(500) },
    );
  });
});
