import { Output } from './compression/output.ts';
import { readPackedHeader, readPlainHeader } from './lzfse/block-header.ts';
import { decodeEntropyBlock } from './lzfse/entropy-block.ts';
import { limitExceeded, malformed } from './lzfse/errors.ts';
import { decodeLzvn } from './lzfse/lzvn.ts';

/** Block types: the first four bytes, big-endian. */
const STORED = 0x6276782d;
const PLAIN = 0x62767831;
const PACKED = 0x62767832;
const LZVN = 0x6276786e;
const END = 0x62767824;
const BLOCKS = new Set([STORED, PLAIN, PACKED, LZVN]);

/** Far more than real streams have: a block usually has tens of kilobytes. */
const MAX_BLOCKS = 65_536;

/** Options of {@link decodeLzfse}. */
export interface LzfseOptions {
  /** Maximum size of the output. */
  readonly maxBytes: number;
}

/**
 * Decompresses an LZFSE stream: blocks up to the end marker (docs/format/lzfse.md). Time is bounded by the sizes of
 * input and output.
 *
 * @throws MALFORMED_FILE if it is damaged, truncated or something else
 * @throws LIMIT_EXCEEDED if the output is larger than `maxBytes`
 */
export function decodeLzfse(stream: Uint8Array, { maxBytes }: LzfseOptions): Uint8Array {
  const output = new Output(maxBytes, { malformed, limitExceeded });
  let at = 0;
  for (let blocks = 0; blocks < MAX_BLOCKS; blocks++) {
    const block = stream.subarray(at);
    const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
    if (block.length < 4) throw malformed();
    const magic = view.getUint32(0);
    if (magic === END) return output.finish();
    if (block.length < 8 || !BLOCKS.has(magic)) throw malformed();
    const rawBytes = view.getUint32(4, true);
    if (output.length + rawBytes > maxBytes) throw limitExceeded(maxBytes);
    const start = output.length;
    at += readBlock(magic, block, view, output);
    if (output.length - start !== rawBytes) throw malformed();
  }
  throw malformed();
}

/** Decodes one block; returns its size. */
function readBlock(magic: number, block: Uint8Array, view: DataView, output: Output): number {
  const part = (from: number, length: number): Uint8Array => {
    if (from + length > block.length) throw malformed();
    return block.subarray(from, from + length);
  };
  if (magic === STORED) {
    const bytes = part(8, view.getUint32(4, true));
    output.append(bytes);
    return 8 + bytes.length;
  }
  if (magic === LZVN) {
    if (block.length < 12) throw malformed();
    const payload = part(12, view.getUint32(8, true));
    decodeLzvn(payload, output);
    return 12 + payload.length;
  }
  const header = magic === PLAIN ? readPlainHeader(view) : readPackedHeader(view);
  const payload = part(header.size, header.literalBytes + header.matchBytes);
  decodeEntropyBlock(header, payload, output);
  return header.size + payload.length;
}
