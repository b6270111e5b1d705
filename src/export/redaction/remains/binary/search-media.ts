import { type ByteSource, once, ByteSource as Source } from '../byte-source.ts';
import type { SearchContext } from '../search-context.ts';
import { searchBinary, searchMetadata } from './search-binary.ts';
import { searchPicture } from './search-picture.ts';

/** Largest metadata that is read; the tables of an hour of film take some megabytes. */
const MAX_METADATA = 128 * 1024 * 1024;
const MAX_DEPTH = 12;
/** Boxes of tables of samples, and of samples: numbers without text. */
const NUMBERS = /^(?:stts|stsz|stz2|stco|co64|stsc|stss|ctts|sdtp|sbgp|sgpd|cslg|trun|tfhd|sidx|mdat|free|skip|wide)$/;
const CONTAINERS =
  /^(?:moov|trak|mdia|minf|dinf|stbl|edts|udta|meta|ilst|moof|traf|tref|gmhd|----|[\xa9A-Za-z][A-Za-z0-9]{3})$/;
const ID3_HEADER = 10;

/**
 * Searches the metadata of films and sound: all boxes of MP4 and QuickTime but samples and their tables, ID3 of MP3.
 * Samples and other formats are searched for long finds only.
 */
export async function searchMedia(type: string, source: ByteSource, context: SearchContext): Promise<void> {
  const head = await source.peek(ID3_HEADER);
  if (head.toString('latin1', 4, 8) === 'ftyp') return searchBoxes(source, context);
  if (head.toString('latin1', 0, 3) === 'ID3') await searchId3(source, context, head);
  let tail: Buffer = Buffer.alloc(0);
  await searchBinary(
    new Source(
      (async function* () {
        for await (const chunk of source.chunks()) {
          tail = Buffer.concat([tail, chunk]).subarray(-128);
          yield chunk;
        }
      })(),
    ),
    context,
    type,
  );
  // ID3v1: fields of fixed length.
  if (tail.toString('latin1', 0, 3) === 'TAG') {
    for (const start of [3, 33, 63, 97]) searchMetadata(tail.subarray(start, start + 30), context, 'ID3');
  }
}

async function searchBoxes(source: ByteSource, context: SearchContext): Promise<void> {
  for (;;) {
    const head = await source.peek(16);
    if (head.length < 8) break;
    const short = head.readUInt32BE(0);
    const size = short === 1 && head.length === 16 ? Number(head.readBigUInt64BE(8)) : short;
    const type = head.toString('latin1', 4, 8);
    if (size !== 0 && size < 8) break;
    const isMetadata = size > 0 && size <= MAX_METADATA && !NUMBERS.test(type);
    if (isMetadata) await searchBox(await source.read(size), context, 0);
    else {
      if (!NUMBERS.test(type)) context.unread('too-large', 'film metadata');
      const contents = source.chunks(size === 0 ? Number.POSITIVE_INFINITY : size);
      await searchBinary(new Source(contents), context, 'film');
    }
  }
  await searchBinary(source, context, 'film');
}

/** A box in memory, with its header. */
async function searchBox(box: Buffer, context: SearchContext, depth: number): Promise<void> {
  const type = box.toString('latin1', 4, 8);
  if (NUMBERS.test(type)) return;
  const body = box.subarray(box.readUInt32BE(0) === 1 ? 16 : 8);
  const children = depth < MAX_DEPTH && CONTAINERS.test(type) ? childrenOf(body, type) : [];
  if (children.length === 0) return searchLeaf(body, context);
  for (const child of children) await searchBox(child, context, depth + 1);
}

/** The boxes that a box has; none if its contents are something else. */
function childrenOf(body: Buffer, type: string): Buffer[] {
  // `meta` of MP4 has a version before its boxes, that of QuickTime has not.
  const starts = type === 'meta' ? [0, 4] : [0];
  for (const start of starts) {
    const boxes: Buffer[] = [];
    let at = start;
    while (at + 8 <= body.length) {
      const size = body.readUInt32BE(at);
      if (size < 8 || at + size > body.length) break;
      boxes.push(body.subarray(at, at + size));
      at += size;
    }
    // QuickTime ends lists with four zero bytes.
    if (boxes.length > 0 && body.length - at <= 4) return boxes;
  }
  return [];
}

async function searchLeaf(body: Buffer, context: SearchContext): Promise<void> {
  const picture = await pictureIn(body, context);
  if (!picture) searchMetadata(body, context, 'film metadata');
}

/** Searches a cover; false if there is none. */
async function pictureIn(bytes: Buffer, context: SearchContext): Promise<boolean> {
  for (const [type, magic] of [
    ['image/jpeg', '\xff\xd8\xff'],
    ['image/png', '\x89PNG\r\n'],
  ] as const) {
    const start = bytes.subarray(0, 512).indexOf(magic, 0, 'latin1');
    if (start === -1) continue;
    searchMetadata(bytes.subarray(0, start), context, 'film metadata');
    const inner = context.inside('cover');
    if (inner !== null) await searchPicture(type, new Source(once(bytes.subarray(start))), inner);
    return true;
  }
  return false;
}

/** Frames of ID3v2: sizes are in seven bits a byte from version 2.4 on. */
async function searchId3(source: ByteSource, context: SearchContext, head: Buffer): Promise<void> {
  const size = sevenBits(head, 6);
  const tag = await source.read(ID3_HEADER + Math.min(size, MAX_METADATA));
  const isShort = head[3] === 2;
  const [name, header] = isShort ? [3, 6] : [4, 10];
  for (let at = ID3_HEADER; at + header <= tag.length && tag[at] !== 0; ) {
    const length = isShort
      ? tag.readUIntBE(at + 3, 3)
      : (head[3] as number) >= 4
        ? sevenBits(tag, at + name)
        : tag.readUInt32BE(at + name);
    const frame = tag.subarray(at + header, at + header + length);
    if (!(await pictureIn(frame, context))) searchMetadata(frame, context, 'ID3');
    at += header + length;
  }
}

function sevenBits(bytes: Buffer, at: number): number {
  let value = 0;
  for (let index = 0; index < 4; index++) value = value * 128 + ((bytes[at + index] ?? 0) & 127);
  return value;
}
