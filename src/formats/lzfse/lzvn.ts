import type { Output } from '../compression/output.ts';
import { malformed } from './errors.ts';

const SHORTEST_MATCH = 3;
const END = 0x06;
const END_LENGTH = 8;

/** What an opcode does: `literals` bytes follow it and are copied, then `match` bytes are repeated. */
interface Operation {
  /** Bytes of the opcode itself. */
  readonly size: number;
  readonly literals: number;
  readonly match: number;
  /** Null for the distance of the match before. */
  readonly distance: number | null;
}

/**
 * Decodes the payload of an LZVN block (docs/format/lzfse.md, "LZVN").
 *
 * @throws MALFORMED_FILE, LIMIT_EXCEEDED
 */
export function decodeLzvn(payload: Uint8Array, output: Output): void {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  let distance = 0;
  let at = 0;
  while (at < payload.length) {
    const opcode = view.getUint8(at);
    if (opcode === END) {
      if (at + END_LENGTH > payload.length) break;
      return;
    }
    if (opcode === 0x0e || opcode === 0x16) {
      at++;
      continue;
    }
    if (at + 3 > payload.length) break;
    const operation = readOperation(view, at, opcode);
    const start = at + operation.size;
    at = start + operation.literals;
    if (at > payload.length) break;
    if (operation.literals > 0) output.append(payload.subarray(start, at));
    distance = operation.distance ?? distance;
    if (operation.match > 0) output.repeat(operation.match, distance);
  }
  throw malformed();
}

/** Reads an opcode, of which at least three bytes are there: the end marker of eight bytes follows all others. */
function readOperation(view: DataView, at: number, opcode: number): Operation {
  const high = opcode >> 4;
  if (high === 0xe) {
    const isLong = opcode === 0xe0;
    return {
      size: isLong ? 2 : 1,
      literals: isLong ? view.getUint8(at + 1) + 16 : opcode & 15,
      match: 0,
      distance: null,
    };
  }
  if (high === 0xf) {
    const isLong = opcode === 0xf0;
    return {
      size: isLong ? 2 : 1,
      literals: 0,
      match: isLong ? view.getUint8(at + 1) + 16 : opcode & 15,
      distance: null,
    };
  }
  if (high === 0xa || high === 0xb) {
    const word = view.getUint16(at + 1, true);
    const match = (((opcode & 7) << 2) | (word & 3)) + SHORTEST_MATCH;
    return { size: 3, literals: (opcode >> 3) & 3, match, distance: word >> 2 };
  }
  if (high === 0x7 || high === 0xd) throw malformed();
  const literals = opcode >> 6;
  const match = ((opcode >> 3) & 7) + SHORTEST_MATCH;
  const low = opcode & 7;
  if (low === 7) return { size: 3, literals, match, distance: view.getUint16(at + 1, true) };
  if (low < 6) return { size: 2, literals, match, distance: (low << 8) | view.getUint8(at + 1) };
  // Without literals these codes are the end marker, fillers or undefined.
  if (literals === 0) throw malformed();
  return { size: 1, literals, match, distance: null };
}
