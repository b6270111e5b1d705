import type { Painter } from './images.ts';

/** Collects bits, most significant first. Inserts a zero byte after 0xFF (ITU-T T.81, F.1.2.3). */
class BitWriter {
  readonly #bytes: number[] = [];
  #held = 0;
  #count = 0;

  write(value: number, bits: number): void {
    for (let bit = bits - 1; bit >= 0; bit--) {
      this.#held = (this.#held << 1) | ((value >> bit) & 1);
      if (++this.#count < 8) continue;
      this.#bytes.push(this.#held);
      if (this.#held === 0xff) this.#bytes.push(0);
      this.#held = 0;
      this.#count = 0;
    }
  }

  /** The bytes; the last one is padded with 1 bits. */
  finish(): Buffer {
    while (this.#count > 0) this.write(1, 1);
    return Buffer.from(this.#bytes);
  }
}

/** DC categories 0–11 as 4-bit codes: a flat Huffman table is as valid as that of Annex K. */
const DC_CODE_BITS = 4;
const DC_CATEGORIES = 12;
/** The only AC code: end of block, a single 0 bit. */
const AC_CODE_BITS = 1;
/** All quantisation steps. The DC coefficient of a flat block is 8 × its level, so levels remain exact. */
const QUANTISATION = 8;

function segment(marker: number, data: Uint8Array): Buffer {
  const head = Buffer.of(0xff, marker, 0, 0);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
}

/** A Huffman table whose codes all have the same length. */
function huffmanTable(kind: 'dc' | 'ac', codeBits: number, symbols: readonly number[]): Buffer {
  const counts = Buffer.alloc(16);
  counts[codeBits - 1] = symbols.length;
  return segment(0xc4, Buffer.concat([Buffer.of(kind === 'dc' ? 0x00 : 0x10), counts, Buffer.from(symbols)]));
}

/** Y, Cb and Cr, level-shifted to be centred on zero (JFIF 1.02). */
function toYcc([red, green, blue]: readonly [number, number, number]): [number, number, number] {
  return [
    Math.round(0.299 * red + 0.587 * green + 0.114 * blue) - 128,
    Math.round(-0.1687 * red - 0.3313 * green + 0.5 * blue),
    Math.round(0.5 * red - 0.4187 * green - 0.0813 * blue),
  ];
}

/**
 * Writes a baseline JPEG of flat 8 × 8 blocks in the colour of their top left pixel: valid for every decoder and only a
 * few hundred bytes. Width and height must be multiples of 8.
 */
export function writeJpeg(width: number, height: number, paint: Painter): Buffer {
  const frame = Buffer.alloc(15);
  frame[0] = 8;
  frame.writeUInt16BE(height, 1);
  frame.writeUInt16BE(width, 3);
  frame[5] = 3;
  for (let component = 0; component < 3; component++) frame.set([component + 1, 0x11, 0], 6 + component * 3);

  const bits = new BitWriter();
  const previous: [number, number, number] = [0, 0, 0];
  for (let y = 0; y < height; y += 8) {
    for (let x = 0; x < width; x += 8) {
      for (const [component, level] of toYcc(paint(x, y)).entries()) {
        const difference = level - (previous[component] as number);
        previous[component] = level;
        const category = difference === 0 ? 0 : Math.floor(Math.log2(Math.abs(difference))) + 1;
        bits.write(category, DC_CODE_BITS);
        bits.write(difference < 0 ? difference + (1 << category) - 1 : difference, category);
        bits.write(0, AC_CODE_BITS);
      }
    }
  }

  return Buffer.concat([
    Buffer.of(0xff, 0xd8),
    segment(0xe0, Buffer.from('JFIF\0\x01\x02\0\0\x01\0\x01\0\0', 'latin1')),
    segment(0xdb, Buffer.concat([Buffer.of(0), Buffer.alloc(64, QUANTISATION)])),
    segment(0xc0, frame),
    huffmanTable(
      'dc',
      DC_CODE_BITS,
      Array.from({ length: DC_CATEGORIES }, (_, category) => category),
    ),
    huffmanTable('ac', AC_CODE_BITS, [0]),
    segment(0xda, Buffer.of(3, 1, 0, 2, 0, 3, 0, 0, 63, 0)),
    bits.finish(),
    Buffer.of(0xff, 0xd9),
  ]);
}
