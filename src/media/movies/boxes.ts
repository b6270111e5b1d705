/** Reads bytes at a position of a file; fewer only at its end. */
export type ReadAt = (position: number, length: number) => Promise<Uint8Array>;

/** A box of an ISO base media file (ISO/IEC 14496-12 §4.2), or the equivalent QuickTime atom. */
export interface Box {
  readonly type: string;
  /** Position of its header in the file, bytes. */
  readonly start: number;
  /** Position of its contents. */
  readonly body: number;
  /** Position after it, within the enclosing box. */
  readonly end: number;
}

/** Maximum number of boxes per level; real files have a few dozen. */
const MAX_BOXES = 1000;
const HEADER_BYTES = 16;

/** The boxes between two positions, in order. Stops at an invalid one. */
export async function* boxesOf(read: ReadAt, start: number, end: number): AsyncGenerator<Box, void, undefined> {
  let position = start;
  for (let count = 0; count < MAX_BOXES && position + 8 <= end; count++) {
    const header = Buffer.from(await read(position, HEADER_BYTES));
    if (header.length < 8) return;
    const short = header.readUInt32BE(0);
    const isLong = short === 1 && header.length === HEADER_BYTES;
    // 0 means: extends to the end of the file.
    const size = isLong ? Number(header.readBigUInt64BE(8)) : short === 0 ? end - position : short;
    const body = position + (isLong ? 16 : 8);
    if (position + size < body || !Number.isSafeInteger(position + size)) return;
    yield { type: header.toString('latin1', 4, 8), start: position, body, end: Math.min(end, position + size) };
    position += size;
  }
}
