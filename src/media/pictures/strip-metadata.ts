import { crc32 } from 'node:zlib';
import { tiffWithOrientation } from './orientation.ts';

/*
 * Copies of pictures that have only the parts by which they are shown. What is not known to be one of them is left out,
 * so that metadata of the future is left out, too. Null for a structure that is malformed.
 */

const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;
const COMMENT = 0xfe;
const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;
const JFIF_BYTES = 14;

/** A JPEG up to the end of its first image, with JFIF, colour profile, Adobe's colour transform and an orientation. */
export function strippedJpeg(bytes: Uint8Array, orientation: number): Buffer | null {
  const data = bufferOf(bytes);
  const parts: Buffer[] = [data.subarray(0, 2)];
  let at = 2;
  let isMarked = orientation === 1;
  while (at + 4 <= data.length) {
    if (data[at] !== 0xff) return null;
    const marker = data[at + 1] as number;
    if (marker === 0xff) {
      at++;
      continue;
    }
    const isAlone = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    if (isAlone) {
      at += 2;
      continue;
    }
    if (marker === END_OF_IMAGE) break;
    const length = data.readUInt16BE(at + 2);
    if (length < 2 || at + 2 + length > data.length) return null;
    const segment = data.subarray(at, at + 2 + length);
    const kept = keptSegment(marker, segment);
    if (kept !== null) {
      // JFIF has to be first.
      if (!isMarked && marker !== APP0) {
        parts.push(exifSegment(orientation));
        isMarked = true;
      }
      parts.push(kept);
    }
    at += 2 + length;
    if (marker !== START_OF_SCAN) continue;
    const end = endOfScan(data, at);
    parts.push(data.subarray(at, end));
    at = end;
  }
  if (!parts.some((part) => part[1] === START_OF_SCAN && part[0] === 0xff)) return null;
  return Buffer.concat([...parts, Buffer.from([0xff, END_OF_IMAGE])]);
}

function keptSegment(marker: number, segment: Buffer): Buffer | null {
  if (marker === APP0) {
    if (segment.toString('latin1', 4, 9) !== 'JFIF\0' || segment.length < 4 + JFIF_BYTES) return null;
    // Without its thumbnail.
    const jfif = Buffer.from(segment.subarray(0, 4 + JFIF_BYTES));
    jfif.writeUInt16BE(2 + JFIF_BYTES, 2);
    jfif.writeUInt16BE(0, 16);
    return jfif;
  }
  if (marker === APP2) return segment.toString('latin1', 4, 16) === 'ICC_PROFILE\0' ? segment : null;
  if (marker === APP14) return segment.toString('latin1', 4, 9) === 'Adobe' ? segment.subarray(0, 16) : null;
  return (marker >= APP0 && marker <= 0xef) || marker === COMMENT || marker >= 0xf0 ? null : segment;
}

function exifSegment(orientation: number): Buffer {
  const body = Buffer.concat([Buffer.from('Exif\0\0'), tiffWithOrientation(orientation)]);
  const head = Buffer.from([0xff, APP1, 0, 0]);
  head.writeUInt16BE(2 + body.length, 2);
  return Buffer.concat([head, body]);
}

/** Position of the next marker that is no restart; a marker in the data of a scan is followed by zero. */
function endOfScan(data: Buffer, from: number): number {
  for (let at = data.indexOf(0xff, from); at !== -1 && at + 1 < data.length; at = data.indexOf(0xff, at + 1)) {
    const next = data[at + 1] as number;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return data.length;
}

/** Chunks of PNG (third edition) and APNG that are shown. */
const PNG_CHUNKS = new Set(
  'IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD pHYs acTL fcTL fdAT'.split(' '),
);
const PNG_SIGNATURE_BYTES = 8;
const PNG_FRAME_BYTES = 12;

/** A PNG up to its end, with an orientation. */
export function strippedPng(bytes: Uint8Array, orientation: number): Buffer | null {
  const data = bufferOf(bytes);
  const parts = [data.subarray(0, PNG_SIGNATURE_BYTES)];
  for (let at = PNG_SIGNATURE_BYTES; at + PNG_FRAME_BYTES <= data.length; ) {
    const length = data.readUInt32BE(at);
    const type = data.toString('latin1', at + 4, at + 8);
    const end = at + PNG_FRAME_BYTES + length;
    if (end > data.length) return null;
    if (PNG_CHUNKS.has(type)) parts.push(data.subarray(at, end));
    if (type === 'IHDR' && orientation !== 1) parts.push(pngChunk('eXIf', tiffWithOrientation(orientation)));
    if (type === 'IEND') return Buffer.concat(parts);
    at = end;
  }
  return null;
}

function pngChunk(type: string, contents: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), contents]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(contents.length, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), 4 + body.length);
  return chunk;
}

const WEBP_CHUNKS = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
const RIFF_BYTES = 12;
const FLAG_EXIF = 0x08;
const FLAG_XMP = 0x04;
/** Position, size, duration and flags of a frame, before its chunks. */
const FRAME_BYTES = 16;

/** A WebP (RFC 9649) with an orientation if it is an extended one; only those can have one. */
export function strippedWebp(bytes: Uint8Array, orientation: number): Buffer | null {
  const data = bufferOf(bytes);
  const end = Math.min(data.length, 8 + data.readUInt32LE(4));
  const kept = webpChunks(data.subarray(RIFF_BYTES, end), orientation !== 1);
  if (kept === null || kept.length === 0) return null;
  const isExtended = kept[0]?.toString('latin1', 0, 4) === 'VP8X';
  const exif = isExtended && orientation !== 1 ? [riffChunk('EXIF', tiffWithOrientation(orientation))] : [];
  return riffChunk('RIFF', Buffer.concat([Buffer.from('WEBP'), ...kept, ...exif]));
}

function webpChunks(data: Buffer, hasExif: boolean): Buffer[] | null {
  const chunks: Buffer[] = [];
  for (let at = 0; at + 8 <= data.length; ) {
    const type = data.toString('latin1', at, at + 4);
    const length = data.readUInt32LE(at + 4);
    if (at + 8 + length > data.length) return null;
    const contents = data.subarray(at + 8, at + 8 + length);
    at += 8 + length + (length % 2);
    if (!WEBP_CHUNKS.has(type)) continue;
    if (type === 'VP8X' && length >= 1) {
      const header = Buffer.from(contents);
      header[0] = ((header[0] as number) & ~(FLAG_EXIF | FLAG_XMP)) | (hasExif ? FLAG_EXIF : 0);
      chunks.push(riffChunk(type, header));
    } else if (type === 'ANMF') {
      const inner = webpChunks(contents.subarray(FRAME_BYTES), false);
      if (inner === null) return null;
      chunks.push(riffChunk(type, Buffer.concat([contents.subarray(0, FRAME_BYTES), ...inner])));
    } else chunks.push(riffChunk(type, contents));
  }
  return chunks;
}

function riffChunk(type: string, contents: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32LE(contents.length, 4);
  return Buffer.concat([head, contents, Buffer.alloc(contents.length % 2)]);
}

const GIF_HEADER_BYTES = 13;
const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;
const GRAPHIC_CONTROL = 0xf9;
const APPLICATION = 0xff;

/** A GIF with its images, their timing, and how often they are repeated. */
export function strippedGif(bytes: Uint8Array): Buffer | null {
  const data = bufferOf(bytes);
  if (data.length < GIF_HEADER_BYTES) return null;
  let at = GIF_HEADER_BYTES + tableBytes(data[10] as number);
  const parts = [data.subarray(0, at)];
  while (at < data.length) {
    const kind = data[at];
    if (kind === TRAILER) return Buffer.concat([...parts, Buffer.from([TRAILER])]);
    const start = at;
    if (kind === EXTENSION) {
      const label = data[at + 1];
      const end = endOfBlocks(data, at + 2);
      if (end === null) return null;
      const name = data.toString('latin1', at + 3, at + 14);
      const isLoop = label === APPLICATION && /^(?:NETSCAPE2\.0|ANIMEXTS1\.0)$/.test(name) && end - start <= 20;
      if (label === GRAPHIC_CONTROL || isLoop) parts.push(data.subarray(start, end));
      at = end;
    } else if (kind === IMAGE && at + 10 <= data.length) {
      const end = endOfBlocks(data, at + 11 + tableBytes(data[at + 9] as number));
      if (end === null) return null;
      parts.push(data.subarray(start, end));
      at = end;
    } else return null;
  }
  return null;
}

/** Bytes of a colour table by its flags. */
function tableBytes(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);
}

/** Position after blocks that each begin with their length; null if they do not end. */
function endOfBlocks(data: Buffer, from: number): number | null {
  let at = from;
  while (at < data.length) {
    const size = data[at] as number;
    at += 1 + size;
    if (size === 0) return at;
  }
  return null;
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
