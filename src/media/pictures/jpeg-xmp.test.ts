import * as fc from 'fast-check';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { withXmp } from './jpeg-xmp.ts';

const PACKET = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"/>';
const NOISE = Buffer.from(Array.from({ length: 64 * 48 * 3 }, (_, at) => (at * 7919) % 251));
const raw = { width: 64, height: 48, channels: 3 } as const;
const picture = (): Sharp => sharp(NOISE, { raw });

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array, void, undefined> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function embedded(
  bytes: Uint8Array,
  packet = PACKET,
  mayReplace: (existing: string) => boolean = () => true,
  size = 1000,
) {
  const { contents, isEmbedded } = await withXmp(inChunks(bytes, size), packet, mayReplace);
  return { bytes: Buffer.concat(await Array.fromAsync(contents)), isEmbedded };
}

/** What another program reads of a JPEG. */
async function factsOf(bytes: Uint8Array) {
  const { xmp, exif, icc, width, orientation } = await sharp(bytes).metadata();
  const pixels = await sharp(bytes).raw().toBuffer();
  return { xmp: xmp?.toString(), rest: { exif, icc, width, orientation, pixels } };
}

describe('an XMP packet in a JPEG', () => {
  it.each([1, 7, 1000, 1_000_000])(
    'is read by other programs, and nothing else changes, in chunks of %i',
    async (size) => {
      const bytes = await picture()
        .withExif({ IFD0: { Make: 'Lemon' } })
        .withIccProfile('p3')
        .withMetadata({ orientation: 6 })
        .jpeg()
        .toBuffer();
      const made = await embedded(bytes, PACKET, undefined, size);
      expect(made.isEmbedded).toBe(true);
      const [before, after] = [await factsOf(bytes), await factsOf(made.bytes)];
      expect(before.xmp).toBeUndefined();
      expect(after).toEqual({ xmp: PACKET, rest: before.rest });
    },
  );

  it('replaces the one that is there, if it may', async () => {
    const bytes = (await embedded(await picture().jpeg().toBuffer(), '<earlier/>')).bytes;
    const asked: string[] = [];
    const refused = await embedded(bytes, PACKET, (existing) => asked.push(existing) === 0);
    expect(asked).toEqual(['<earlier/>']);
    expect(refused).toEqual({ bytes, isEmbedded: false });
    const made = await embedded(bytes);
    expect(made.isEmbedded).toBe(true);
    expect((await factsOf(made.bytes)).xmp).toBe(PACKET);
    expect(made.bytes.includes('earlier')).toBe(false);
  });

  it('leaves the other pictures of a file where its index says', async () => {
    const second = await picture().jpeg({ quality: 30 }).toBuffer();
    for (const isLittle of [true, false]) {
      const whole = withIndex(await picture().jpeg().toBuffer(), second, isLittle);
      const made = await embedded(whole);
      expect(made.isEmbedded).toBe(true);
      expect(partsOf(made.bytes, isLittle)[1]?.equals(second)).toBe(true);
      expect((await factsOf(partsOf(made.bytes, isLittle)[0] ?? Buffer.alloc(0))).xmp).toBe(PACKET);
      const damaged = Buffer.from(whole);
      damaged.fill(0xff, whole.indexOf('MPF\0') + 8, whole.indexOf('MPF\0') + 12);
      expect(await embedded(damaged)).toEqual({ bytes: damaged, isEmbedded: false });
    }
  });

  it('is left out where it does not fit, or there is XMP of several segments', async () => {
    const bytes = await picture().jpeg().toBuffer();
    expect(await embedded(bytes, 'x'.repeat(65_503))).toEqual({ bytes, isEmbedded: false });
    expect((await embedded(bytes, 'x'.repeat(65_502))).isEmbedded).toBe(true);
    const extended = Buffer.concat([
      bytes.subarray(0, 2),
      segment(0xe1, 'http://ns.adobe.com/xmp/extension/\0rest'),
      bytes.subarray(2),
    ]);
    expect(await embedded(extended)).toEqual({ bytes: extended, isEmbedded: false });
  });

  it('leaves everything else as it is, byte for byte', async () => {
    const jpeg = await picture()
      .withExif({ IFD0: { Make: 'Lemon' } })
      .jpeg()
      .toBuffer();
    for (const bytes of [await picture().png().toBuffer(), await picture().webp().toBuffer(), Buffer.alloc(0)]) {
      expect(await embedded(bytes)).toEqual({ bytes, isEmbedded: false });
    }
    const beginning = fc.oneof(
      fc.constant(Buffer.alloc(0)),
      fc.nat(jpeg.length).map((end) => jpeg.subarray(0, end)),
    );
    await fc.assert(
      fc.asyncProperty(beginning, fc.uint8Array(), fc.integer({ min: 1, max: 300 }), async (start, end, size) => {
        const bytes = Buffer.concat([start, end]);
        const made = await embedded(bytes, PACKET, undefined, size);
        if (!made.isEmbedded) expect(made.bytes.equals(bytes)).toBe(true);
        else expect(made.bytes.length).toBe(bytes.length + 4 + 29 + Buffer.byteLength(PACKET));
      }),
    );
  });

  it('closes the file', async () => {
    let closed = 0;
    async function* file() {
      try {
        yield Buffer.from('no picture');
        yield Buffer.from('more');
      } finally {
        closed++;
      }
    }
    const { contents } = await withXmp(file(), PACKET, () => true);
    const reader = contents[Symbol.asyncIterator]();
    await reader.next();
    await reader.return?.();
    expect(closed).toBe(1);
  });
});

function segment(marker: number, payload: string | Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(2 + payload.length, 2);
  return Buffer.concat([head, Buffer.from(payload)]);
}

const INDEX_BYTES = 4 + 8 + 2 + 12 + 4 + 32;

/** A file of two pictures with an index of them in the first. */
function withIndex(first: Buffer, second: Buffer, isLittle: boolean): Buffer {
  const index = Buffer.alloc(INDEX_BYTES);
  const u16 = (value: number, at: number) =>
    isLittle ? index.writeUInt16LE(value, at) : index.writeUInt16BE(value, at);
  const u32 = (value: number, at: number) =>
    isLittle ? index.writeUInt32LE(value, at) : index.writeUInt32BE(value, at);
  index.write('MPF\0', 'latin1');
  index.write(isLittle ? 'II*\0' : 'MM\0*', 4, 'latin1');
  u32(8, 8);
  u16(1, 12);
  u16(0xb002, 14);
  u16(7, 16);
  u32(32, 18);
  u32(26, 22);
  const length = first.length + 4 + INDEX_BYTES;
  u32(length, 4 + 26 + 4);
  u32(second.length, 4 + 26 + 16 + 4);
  // After the start of the picture, and head and name of the segment, on which offsets are based.
  u32(length - (2 + 4 + 4), 4 + 26 + 16 + 8);
  return Buffer.concat([first.subarray(0, 2), segment(0xe2, index), first.subarray(2), second]);
}

/** The two pictures of the index. */
function partsOf(bytes: Buffer, isLittle: boolean): Buffer[] {
  const base = bytes.indexOf('MPF\0') + 4;
  const u32 = (at: number) => (isLittle ? bytes.readUInt32LE(base + at) : bytes.readUInt32BE(base + at));
  const start = base + u32(26 + 16 + 8);
  return [bytes.subarray(0, u32(26 + 4)), bytes.subarray(start, start + u32(26 + 16 + 4))];
}
