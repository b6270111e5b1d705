import type { Output } from '../compression/output.ts';
import { malformed } from './errors.ts';
import { Lzma } from './lzma.ts';

const END = 0;
const STORED_RESET = 1;
const STORED = 2;
/** Control bytes from this one on are LZMA chunks; two bits say what is reset before. */
const COMPRESSED = 0x80;
const RESET_STATE = 1;
const RESET_PROPERTIES = 2;
const RESET_DICTIONARY = 3;

/** Decodes LZMA2 chunks from `at` up to their end marker (docs/format/xz.md). Returns the offset behind it. */
export function decodeLzma2(stream: Uint8Array, at: number, output: Output): number {
  const lzma = new Lzma();
  const view = new DataView(stream.buffer, stream.byteOffset, stream.length);
  let start = -1;
  let isReady = false;
  let offset = at;
  const part = (length: number): Uint8Array => {
    if (offset + length > stream.length) throw malformed();
    offset += length;
    return stream.subarray(offset - length, offset);
  };
  const u16 = (): number => view.getUint16(part(2).byteOffset - stream.byteOffset);
  const u8 = (): number => part(1)[0] as number;
  for (;;) {
    const control = u8();
    if (control === END) return offset;
    const reset = control < COMPRESSED ? 0 : (control >> 5) & 3;
    if (control === STORED_RESET || reset === RESET_DICTIONARY) start = output.length;
    if (start === -1) throw malformed();
    if (control < COMPRESSED) {
      if (control > STORED) throw malformed();
      output.append(part(u16() + 1));
      continue;
    }
    const size = (control & 0x1f) * 0x1_00_00 + u16() + 1;
    const packed = u16() + 1;
    if (reset >= RESET_PROPERTIES) lzma.configure(u8());
    if (reset >= RESET_PROPERTIES || (reset === RESET_STATE && isReady)) {
      lzma.reset();
      isReady = true;
    }
    if (!isReady) throw malformed();
    lzma.decode(part(packed), size, output, start);
  }
}
