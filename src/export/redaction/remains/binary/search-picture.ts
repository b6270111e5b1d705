import { inflateSync } from 'node:zlib';
import { ByteSource, once } from '../byte-source.ts';
import type { SearchContext } from '../search-context.ts';
import { searchText } from '../text/search-text.ts';
import { searchBinary, searchMetadata } from './search-binary.ts';
import { tiffValues } from './tiff-values.ts';

/** Largest picture whose structure is read. */
const MAX_BYTES = 256 * 1024 * 1024;
/** Text of a PNG is not larger. */
const MAX_TEXT = 16 * 1024 * 1024;
const MAKER_NOTE = 0x927c;
/** Structures in one file: a picture, its previews, and a film of many. */
const MAX_STRUCTURES = 200;

/**
 * Searches the metadata of a picture: Exif with its thumbnails, XMP, IPTC, comments, texts of PNG and GIF. They are found
 * by their own signatures, wherever in the file; the rest is searched for long finds only, since short ones are in
 * compressed pixels by chance.
 */
export async function searchPicture(type: string, source: ByteSource, context: SearchContext): Promise<void> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of source.chunks(MAX_BYTES)) {
    chunks.push(chunk);
    size += chunk.length;
  }
  const bytes = Buffer.concat(chunks);
  if (size === MAX_BYTES && (await source.peek(1)).length > 0) {
    context.unread('too-large', 'picture');
    await searchBinary(source, context, 'picture');
  }
  searchExif(type, bytes, context);
  await searchXmp(bytes, context);
  if (type === 'image/jpeg') searchJpeg(bytes, context);
  if (type === 'image/png') searchPng(bytes, context);
  if (type === 'image/gif') searchGif(bytes, context);
  await searchBinary(new ByteSource(once(bytes)), context, 'picture');
}

function searchExif(type: string, bytes: Buffer, context: SearchContext): void {
  const starts = new Set(type === 'image/tiff' ? [0] : []);
  for (const signature of ['II*\0', 'MM\0*']) {
    for (let at = bytes.indexOf(signature, 0, 'latin1'); at !== -1; at = bytes.indexOf(signature, at + 4, 'latin1')) {
      if (starts.size < MAX_STRUCTURES) starts.add(at);
    }
  }
  for (const start of starts) {
    for (const { tag, bytes: value } of tiffValues(bytes.subarray(start))) {
      // Notes of cameras are structures with texts between numbers.
      if (tag === MAKER_NOTE) searchMetadata(printable(value), context, 'EXIF', MIN_UNITS);
      else searchMetadata(value, context, 'EXIF');
    }
  }
}

/** Letters of a find between numbers: shorter ones are there by chance. */
const MIN_UNITS = 4;

/** Runs of letters of ASCII, apart from each other. */
function printable(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return Buffer.from((text.match(/[\x20-\x7e]{6,}/g) ?? []).join('\n'), 'latin1');
}

async function searchXmp(bytes: Buffer, context: SearchContext): Promise<void> {
  let from = 0;
  for (let count = 0; count < MAX_STRUCTURES; count++) {
    const start = bytes.indexOf('<x:xmpmeta', from, 'latin1');
    if (start === -1) break;
    const end = bytes.indexOf('</x:xmpmeta', start, 'latin1');
    from = end === -1 ? bytes.length : end;
    const packet = new ByteSource(once(bytes.subarray(start, from)));
    const inner = async (): Promise<void> => undefined;
    await searchText(packet, context, { markup: 'xml', isMail: false }, { inner, where: 'XMP' });
  }
}

/** Comments, IPTC and the texts of application segments, and XMP that is in several of them. */
function searchJpeg(bytes: Buffer, context: SearchContext): void {
  const extended: Buffer[] = [];
  for (let at = 0; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) {
      const next = bytes.indexOf(0xff, at);
      if (next === -1) break;
      at = next;
      continue;
    }
    const marker = bytes[at + 1] as number;
    if (marker === 0xff) {
      at++;
      continue;
    }
    const isSegment = marker === 0xfe || (marker >= 0xe0 && marker <= 0xef);
    if (!isSegment) {
      at += 2;
      continue;
    }
    const segment = bytes.subarray(at + 4, at + 2 + bytes.readUInt16BE(at + 2));
    const name = segment.toString('latin1', 0, 40);
    if (marker === 0xfe) searchMetadata(segment, context, 'comment of a picture');
    else if (marker === 0xed) searchIptc(segment, context);
    else if (name.startsWith('http://ns.adobe.com/xmp/extension/')) extended.push(segment.subarray(75));
    at += 4;
  }
  if (extended.length > 0) searchMetadata(Buffer.concat(extended), context, 'XMP');
}

/** Datasets of IPTC: 1C, record, number, length. */
function searchIptc(segment: Buffer, context: SearchContext): void {
  for (let at = segment.indexOf(0x1c); at !== -1 && at + 5 <= segment.length; ) {
    const record = segment[at + 1] as number;
    const length = segment.readUInt16BE(at + 3);
    if (record === 0 || record > 9 || at + 5 + length > segment.length) at = segment.indexOf(0x1c, at + 1);
    else {
      searchMetadata(segment.subarray(at + 5, at + 5 + length), context, 'IPTC');
      at = segment.indexOf(0x1c, at + 5 + length);
    }
  }
}

function searchPng(bytes: Buffer, context: SearchContext): void {
  for (let at = 8; at + 8 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const body = bytes.subarray(at + 8, at + 8 + length);
    at += 12 + length;
    if (/^(?:IHDR|PLTE|IDAT|fdAT|fcTL|eXIf|tRNS)$/.test(type)) continue;
    if (!/^(?:zTXt|iTXt|iCCP)$/.test(type)) {
      if (type === 'tEXt') searchMetadata(body, context, 'text of a picture');
      else searchMetadata(printable(body), context, 'text of a picture', MIN_UNITS);
      continue;
    }
    const name = body.indexOf(0);
    searchMetadata(body.subarray(0, name === -1 ? body.length : name), context, 'text of a picture');
    // A text that is not compressed begins with two zero bytes.
    if (type === 'iTXt' && body[name + 1] === 0) searchMetadata(body, context, 'text of a picture');
    // Behind a name, which ends with a zero byte, and up to three further texts.
    for (let start = body.indexOf(0); start !== -1 && start < 400; start = body.indexOf(0, start + 1)) {
      const text = inflated(body.subarray(start + 1)) ?? inflated(body.subarray(start + 2));
      if (text !== null) searchMetadata(text, context, 'text of a picture');
    }
  }
}

function inflated(bytes: Buffer): Buffer | null {
  try {
    return inflateSync(bytes, { maxOutputLength: MAX_TEXT });
  } catch {
    return null;
  }
}

/** False for pixels that look like a comment. */
function isPlain(text: Buffer): boolean {
  return text.every((byte) => byte >= 32 || byte === 0 || (byte >= 9 && byte <= 13));
}

/** Comments and application extensions: blocks of up to 255 bytes. */
function searchGif(bytes: Buffer, context: SearchContext): void {
  for (let at = bytes.indexOf(0x21); at !== -1 && at + 3 < bytes.length; at = bytes.indexOf(0x21, at + 1)) {
    const label = bytes[at + 1];
    if (label !== 0xfe && label !== 0xff && label !== 0x01) continue;
    const blocks: Buffer[] = [];
    let next = at + 2;
    for (let size = bytes[next] ?? 0; size > 0 && blocks.length < 1000; size = bytes[next] ?? 0) {
      blocks.push(bytes.subarray(next + 1, next + 1 + size));
      next += 1 + size;
    }
    const text = Buffer.concat(blocks);
    const isComment = label === 0xfe && isPlain(text);
    searchMetadata(isComment ? text : printable(text), context, 'comment of a picture', isComment ? 0 : MIN_UNITS);
  }
}
