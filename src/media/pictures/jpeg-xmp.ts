/** A JPEG with an XMP packet, or as it was if it cannot have it. */
export interface XmpJpeg {
  readonly contents: AsyncIterable<Uint8Array>;
  readonly isEmbedded: boolean;
}

interface Segment {
  readonly marker: number;
  readonly start: number;
  readonly end: number;
}

const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP15 = 0xef;
const COMMENT = 0xfe;
/** Marker and length before the payload of a segment. */
const HEAD = 4;
/** Names at the beginning of payloads (XMP Part 3, 1.1.3; Exif 4.7.2; CIPA DC-007, 5.2.1). */
const XMP = 'http://ns.adobe.com/xap/1.0/\0';
const EXTENDED_XMP = 'http://ns.adobe.com/xmp/extension/\0';
const EXIF = 'Exif\0';
const MULTI_PICTURE = 'MPF\0';
/** Largest packet of one segment (XMP Part 3, 1.1.3.1). */
const MAX_PACKET = 65_502;
/** Largest part of a file before its picture: profiles and previews take some hundred kilobytes. */
const MAX_METADATA = 16 * 1024 * 1024;

/**
 * Writes an XMP packet into a JPEG after its Exif, instead of the one that is there if `mayReplace` agrees. Everything else
 * stays as it is. Files of other formats, those with XMP of several segments and damaged ones are returned as they are.
 */
export async function withXmp(
  file: AsyncIterable<Uint8Array>,
  packet: string,
  mayReplace: (existing: string) => boolean,
): Promise<XmpJpeg> {
  const chunks = file[Symbol.asyncIterator]();
  try {
    const beginning = new Beginning(chunks);
    const segments = await metadataSegments(beginning);
    const start = segments === null ? null : described(beginning.bytes, segments, Buffer.from(packet), mayReplace);
    return { contents: joined(start ?? beginning.bytes, chunks), isEmbedded: start !== null };
  } catch (error) {
    await chunks.return?.();
    throw error;
  }
}

/** The first bytes of a file, as many as were asked for. */
class Beginning {
  readonly #chunks: AsyncIterator<Uint8Array>;
  bytes: Buffer = Buffer.alloc(0);

  constructor(chunks: AsyncIterator<Uint8Array>) {
    this.#chunks = chunks;
  }

  /** Reads up to this length. False if the file is shorter, or it is too much to have in memory. */
  async has(length: number): Promise<boolean> {
    if (length > MAX_METADATA) return false;
    const read = [this.bytes];
    let size = this.bytes.length;
    while (size < length) {
      const { value, done } = await this.#chunks.next();
      if (done === true) break;
      read.push(Buffer.from(value));
      size += value.byteLength;
    }
    if (read.length > 1) this.bytes = Buffer.concat(read);
    return size >= length;
  }
}

/** The segments before the picture; null if it is no JPEG, or damaged. */
async function metadataSegments(beginning: Beginning): Promise<Segment[] | null> {
  if (!(await beginning.has(2)) || beginning.bytes.readUInt16BE(0) !== 0xffd8) return null;
  const segments: Segment[] = [];
  for (let start = 2; ; ) {
    if (!(await beginning.has(start + HEAD)) || beginning.bytes[start] !== 0xff) return null;
    const marker = beginning.bytes[start + 1] ?? 0;
    if ((marker < APP0 || marker > APP15) && marker !== COMMENT) return segments;
    const end = start + 2 + beginning.bytes.readUInt16BE(start + 2);
    if (end < start + HEAD || !(await beginning.has(end))) return null;
    segments.push({ marker, start, end });
    start = end;
  }
}

/** The beginning of a file with the packet; null if it cannot have it. */
function described(
  bytes: Buffer,
  segments: readonly Segment[],
  packet: Buffer,
  mayReplace: (existing: string) => boolean,
): Buffer | null {
  if (packet.length > MAX_PACKET) return null;
  const named = (marker: number, name: string) =>
    segments.filter((each) => {
      const start = each.start + HEAD;
      return each.marker === marker && bytes.toString('latin1', start, start + name.length) === name;
    });
  const [existing, ...others] = named(APP1, XMP);
  if (others.length > 0 || named(APP1, EXTENDED_XMP).length > 0) return null;
  if (existing !== undefined && !mayReplace(bytes.toString('utf8', existing.start + HEAD + XMP.length, existing.end))) {
    return null;
  }
  const before = new Set<Segment>([...segments.filter(({ marker }) => marker === APP0), ...named(APP1, EXIF)]);
  const at = existing?.start ?? segments.find((each) => !before.has(each))?.start ?? segments.at(-1)?.end ?? 2;
  const rest = existing?.end ?? at;
  const head = Buffer.from([0xff, APP1, 0, 0]);
  head.writeUInt16BE(2 + XMP.length + packet.length, 2);
  const segment = Buffer.concat([head, Buffer.from(XMP, 'latin1'), packet]);
  const start = Buffer.concat([bytes.subarray(0, at), segment, bytes.subarray(rest)]);
  const moved = segment.length - (rest - at);
  for (const index of named(APP2, MULTI_PICTURE)) {
    // Offsets in it count from itself: they are right if nothing moves behind it.
    if (index.start < at) return null;
    const payload = start.subarray(index.start + moved + HEAD + MULTI_PICTURE.length, index.end + moved);
    if (!growFirstPicture(payload, moved)) return null;
  }
  return start;
}

const PICTURE_ENTRIES = 0xb002;
const ENTRY_BYTES = 12;

/** Corrects the length of the first picture in an index of several (CIPA DC-007, 5.2.3). False if it is damaged. */
function growFirstPicture(index: Buffer, by: number): boolean {
  const order = index.toString('latin1', 0, 4);
  if (order !== 'II*\0' && order !== 'MM\0*') return false;
  const isLittle = order.startsWith('I');
  const u16 = (at: number): number => (isLittle ? index.readUInt16LE(at) : index.readUInt16BE(at));
  const u32 = (at: number): number => (isLittle ? index.readUInt32LE(at) : index.readUInt32BE(at));
  const fits = (at: number, length: number): boolean => at + length <= index.length;
  if (!fits(4, 4)) return false;
  const table = u32(4);
  if (!fits(table, 2)) return false;
  for (let entry = table + 2, left = u16(table); left > 0; left--, entry += ENTRY_BYTES) {
    if (!fits(entry, ENTRY_BYTES)) return false;
    if (u16(entry) !== PICTURE_ENTRIES) continue;
    // The first entry: attributes, length, offset.
    const length = u32(entry + 8) + 4;
    if (!fits(length, 4)) return false;
    const grown = u32(length) + by;
    if (grown < 0 || grown > 0xffffffff) return false;
    if (isLittle) index.writeUInt32LE(grown, length);
    else index.writeUInt32BE(grown, length);
    return true;
  }
  return false;
}

async function* joined(
  start: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    if (start.byteLength > 0) yield start;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
