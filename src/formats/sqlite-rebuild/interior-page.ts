import { type Rowid, writeVarint } from './varint.ts';

/** A page to be found through an interior page, with the largest ROWID in it. */
export interface Child {
  readonly number: number;
  readonly high: Rowid;
}

const HEADER_BYTES = 12;

/** Makes an interior page of a table of its children in order; null if they do not fit. */
export function interiorPageOf(children: readonly Child[], pageSize: number, usable: number): Uint8Array | null {
  const bytes = new Uint8Array(pageSize);
  const view = new DataView(bytes.buffer);
  const last = children.at(-1);
  if (last === undefined) return null;
  let content = usable;
  let pointer = HEADER_BYTES;
  for (const { number, high } of children.slice(0, -1)) {
    const key = writeVarint(high);
    content -= 4 + key.length;
    if (content < pointer + 2) return null;
    view.setUint32(content, number);
    bytes.set(key, content + 4);
    view.setUint16(pointer, content);
    pointer += 2;
  }
  view.setUint8(0, 0x05);
  view.setUint16(3, children.length - 1);
  // 65,536 is stored as 0.
  view.setUint16(5, content & 0xffff);
  view.setUint32(8, last.number);
  return bytes;
}
