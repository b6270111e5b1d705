import { createInflateRaw, type InflateRaw } from 'node:zlib';
import { type ByteSource, skip } from '../byte-source.ts';
import type { SearchContext } from '../search-context.ts';

const LOCAL = 0x04034b50;
const DESCRIPTOR = Buffer.from([0x50, 0x4b, 7, 8]);
const LOCAL_BYTES = 30;
const ENCRYPTED = 1;
const HAS_DESCRIPTOR = 8;
const STORED = 0;
const DEFLATED = 8;
const ZIP64 = 1;
const UNKNOWN_SIZE = 0xffffffff;

/** Searches the contents of an entry. It need not be read to its end. */
export type SearchEntry = (name: string, contents: AsyncIterable<Uint8Array>, context: SearchContext) => Promise<void>;

/**
 * Searches an archive from its start to its end, so that entries that its directory does not list are searched, too.
 * Names of entries, and whatever is between and behind them, are searched as text.
 */
export async function searchZip(source: ByteSource, context: SearchContext, searchEntry: SearchEntry): Promise<void> {
  const names = context.search('name in an archive');
  for (;;) {
    const head = await source.peek(LOCAL_BYTES);
    if (head.length < LOCAL_BYTES || head.readUInt32LE(0) !== LOCAL) break;
    const entry = await readEntry(source);
    names.write(entry.name);
    names.end();
    names.writeText(new TextDecoder('windows-1252').decode(entry.name));
    names.end();
    await searchContents(source, context, entry, searchEntry);
  }
  // The directory, comments, and what else is there.
  const rest = context.search('directory of an archive');
  for await (const chunk of source.chunks()) rest.write(chunk);
  rest.end();
}

interface Entry {
  readonly name: Buffer;
  readonly flags: number;
  readonly method: number;
  /** Null if it is only in the record that follows the contents. */
  readonly size: number | null;
}

async function readEntry(source: ByteSource): Promise<Entry> {
  const head = await source.read(LOCAL_BYTES);
  const name = await source.read(head.readUInt16LE(26));
  const extra = await source.read(head.readUInt16LE(28));
  const flags = head.readUInt16LE(6);
  const long = longSize(extra);
  const stated = head.readUInt32LE(18);
  const size = stated === UNKNOWN_SIZE ? long : stated;
  const isUnknown = (flags & HAS_DESCRIPTOR) !== 0 && (size === 0 || size === null);
  return { name, flags, method: head.readUInt16LE(8), size: isUnknown ? null : size };
}

/** The compressed size in the extra field of ZIP64; null without it. */
function longSize(extra: Buffer): number | null {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) === ZIP64 && at + 20 <= extra.length) return Number(extra.readBigUInt64LE(at + 12));
  }
  return null;
}

async function searchContents(
  source: ByteSource,
  context: SearchContext,
  entry: Entry,
  searchEntry: SearchEntry,
): Promise<void> {
  const name = entry.name.toString('utf8');
  const isReadable = (entry.flags & ENCRYPTED) === 0 && (entry.method === STORED || entry.method === DEFLATED);
  const inner = isReadable ? context.inside(placeOf(name)) : null;
  if (!isReadable) context.unread((entry.flags & ENCRYPTED) === 0 ? 'malformed' : 'encrypted', 'archive');
  const contents =
    isReadable && entry.method === DEFLATED ? inflated(source, context, entry.size) : stored(source, entry.size);
  // An entry without a size in its header has to be read to find the next one.
  if (inner !== null) await searchEntry(name, contents, inner);
  await skip(contents);
  const isDescribed = (entry.flags & HAS_DESCRIPTOR) !== 0;
  if (isDescribed) await skipDescriptor(source);
}

/** Where the finds of an entry are. Names of entries are data. */
function placeOf(name: string): string {
  const sheet = /^xl\/worksheets\/(?:_rels\/)?sheet(\d+)\.xml/.exec(name)?.[1];
  if (sheet !== undefined) return `XLSX sheet ${sheet}`;
  if (/^xl\/|^docProps\//.test(name)) return 'workbook or document';
  return /^word\/|^ppt\//.test(name) ? 'document' : 'file in an archive';
}

async function* stored(source: ByteSource, size: number | null): AsyncGenerator<Uint8Array, void, undefined> {
  if (size !== null) {
    yield* source.chunks(size);
    return;
  }
  // Up to a descriptor that says as many bytes as there were.
  let count = 0;
  for (;;) {
    const chunk = await source.peek(64 * 1024);
    if (chunk.length === 0) return;
    const found = chunk.indexOf(DESCRIPTOR);
    const isEnd = found !== -1 && found + 24 <= chunk.length && isDescriptor(chunk.subarray(found), count + found);
    const isLast = chunk.length < 64 * 1024;
    const length = isEnd ? found : found > 0 ? found : found === 0 ? 4 : isLast ? chunk.length : chunk.length - 3;
    const taken = await source.read(length);
    if (taken.length > 0) yield taken;
    count += taken.length;
    if (isEnd) return;
  }
}

function isDescriptor(bytes: Buffer, size: number): boolean {
  // Compressed and other size are equal, in 32 or 64 bits each.
  const low = size % 2 ** 32;
  return bytes.readUInt32LE(8) === low && (bytes.readUInt32LE(12) === low || bytes.readUInt32LE(16) === low);
}

/** Skips sizes and check sum behind an entry, with or without their signature, in 32 or 64 bits. */
async function skipDescriptor(source: ByteSource): Promise<void> {
  const bytes = await source.peek(28);
  for (const length of [16, 24, 12, 20]) {
    if (bytes.length < length + 4) continue;
    const isNext = bytes[length] === 0x50 && bytes[length + 1] === 0x4b;
    if (isNext) {
      await source.read(length);
      return;
    }
  }
}

/** Inflates from a source up to the end of the compressed data, and leaves what follows in the source. */
async function* inflated(
  source: ByteSource,
  context: SearchContext,
  size: number | null,
): AsyncGenerator<Uint8Array, void, undefined> {
  const inflate = createInflateRaw({ chunkSize: 64 * 1024 });
  const start = source.position;
  let total = 0;
  try {
    for (;;) {
      const left = size === null ? Number.POSITIVE_INFINITY : size - (source.position - start);
      const chunk = left > 0 ? await source.take(Math.min(left, 64 * 1024)) : null;
      if (chunk === null) break;
      const before = inflate.bytesWritten;
      for await (const output of expand(inflate, chunk)) {
        total += output.length;
        if (!context.expand(output.length, source.position - start, total)) {
          context.unread('too-large', 'archive');
          return;
        }
        yield output;
      }
      if (inflate.errored !== null) {
        context.unread('malformed', 'archive');
        break;
      }
      const used = inflate.bytesWritten - before;
      if (inflate.readableEnded || used < chunk.length) {
        source.putBack(chunk.subarray(used));
        break;
      }
    }
  } finally {
    inflate.destroy();
    const left = size === null ? 0 : size - (source.position - start);
    if (left > 0) await skip(source.chunks(left));
  }
}

/** What a chunk expands to. */
async function* expand(inflate: InflateRaw, chunk: Buffer): AsyncGenerator<Buffer, void, undefined> {
  let isWritten = false;
  let wake: () => void = () => undefined;
  const onDone = (): void => {
    isWritten = true;
    wake();
  };
  const onReadable = (): void => wake();
  inflate.on('readable', onReadable);
  inflate.on('end', onDone);
  inflate.on('error', onDone);
  inflate.write(chunk, onDone);
  try {
    for (;;) {
      const output = inflate.read() as Buffer | null;
      if (output !== null) yield output;
      else if (isWritten) return;
      else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    inflate.off('readable', onReadable);
    inflate.off('end', onDone);
    inflate.off('error', onDone);
    inflate.on('error', () => undefined);
  }
}
