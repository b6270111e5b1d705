import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';

/** Largest index of a film; the tables of hours take some megabytes. */
const MAX_MOOV = 256 * 1024 * 1024;
const MAX_DEPTH = 8;
/** Boxes around a file's samples that are copied; all others become empty space of the same size. */
const KEPT_TOP = new Set(['ftyp', 'styp', 'moov', 'mdat', 'free', 'skip', 'wide', 'moof', 'sidx', 'mfra', 'pnot']);
/** Boxes that have boxes. */
const CONTAINERS = new Set(['moov', 'trak', 'mdia', 'minf', 'dinf', 'stbl', 'edts', 'moof', 'traf', 'mvex', 'mfra']);
/** Boxes of a film's index that are needed to play it. */
const KEPT = new Set(
  (
    'mvhd tkhd tref mdhd elst vmhd smhd nmhd gmhd dref stsd stts ctts stsc stsz stz2 stco co64 stss stsh sdtp sbgp ' +
    'sgpd cslg clap tapt load mehd trex mfhd tfhd tfdt trun tfra mfro sidx senc saiz saio'
  ).split(' '),
);
/** Tracks that are played. */
const PLAYED = new Set(['vide', 'soun']);
/** Tracks of numbers that cameras of phones write beside a film: they are removed from the index. */
const NUMBERS = new Set(['mebx']);
const EPOCH_BYTES = 8;

/**
 * A film or sound without the metadata of its file: places, times, names, titles, covers, cameras (`udta`, `meta`,
 * `uuid`, names of handlers), ID3 of MP3. Sound and pictures are the same, bit by bit. Constant memory besides the index
 * of the film.
 *
 * - MP4, QuickTime, M4A, 3GP: metadata becomes empty space; times of creation become zero.
 * - MP3 and AAC: ID3 before and behind the sound is left out.
 * - AMR has no metadata.
 * - All others (CAF, WAV, AIFF, Ogg, AVI, Matroska, WMV …) cannot be stripped: null.
 *
 * The stream throws UNSUPPORTED_MEDIA for a film with tracks of texts or positions, and MALFORMED_MEDIA.
 */
export function strippedRecording(
  head: Uint8Array,
  contents: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> | null {
  const start = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1', 0, 16);
  if (start.startsWith('ftyp', 4)) return strippedBoxes(contents);
  if (/^(?:wide|mdat|moov|free|skip)/.test(start.slice(4))) return strippedBoxes(contents);
  if (start.startsWith('ID3') || /^\xff[\xe2-\xff]/.test(start)) return strippedMp3(contents);
  return start.startsWith('#!AMR') ? copied(contents) : null;
}

async function* copied(contents: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  yield* contents;
}

/** Reads a stream in pieces. */
class Pieces {
  readonly #iterator: AsyncIterator<Uint8Array>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(contents: AsyncIterable<Uint8Array>) {
    this.#iterator = contents[Symbol.asyncIterator]();
  }

  /** `length` bytes; fewer only at the end. */
  async read(length: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    let size = 0;
    while (size < length) {
      const chunk = await this.take(length - size);
      if (chunk === null) break;
      parts.push(chunk);
      size += chunk.length;
    }
    return parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
  }

  /** At most `limit` bytes; null at the end. */
  async take(limit: number): Promise<Buffer | null> {
    while (this.#rest.length === 0) {
      const { value, done } = await this.#iterator.next();
      if (done === true) return null;
      const chunk: Uint8Array = value;
      this.#rest = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    }
    const taken = this.#rest.subarray(0, limit);
    this.#rest = this.#rest.subarray(taken.length);
    return taken;
  }

  async close(): Promise<void> {
    await this.#iterator.return?.();
  }
}

async function* strippedBoxes(contents: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const pieces = new Pieces(contents);
  try {
    for (;;) {
      const head = await pieces.read(8);
      if (head.length === 0) return;
      if (head.length < 8) throw malformed();
      const type = head.toString('latin1', 4, 8);
      const short = head.readUInt32BE(0);
      const long = short === 1 ? await pieces.read(8) : Buffer.alloc(0);
      const header = Buffer.concat([head, long]);
      const isRest = short === 0;
      const size = isRest ? Number.POSITIVE_INFINITY : short === 1 ? Number(long.readBigUInt64BE(0)) : short;
      if (size < header.length) throw malformed();
      if (type === 'moov' || type === 'moof') {
        if (size > MAX_MOOV) throw malformed();
        const box = Buffer.concat([header, await pieces.read(size - header.length)]);
        if (box.length < size) throw malformed();
        clean(box, 0, box.length, 0);
        yield box;
        continue;
      }
      const isKept = KEPT_TOP.has(type) && !/^(?:free|skip|wide|pnot)$/.test(type);
      if (!isKept) header.write('free', 4, 'latin1');
      yield header;
      for (let left = size - header.length; left > 0; ) {
        const chunk = await pieces.take(Math.min(left, 1024 * 1024));
        if (chunk === null) {
          if (isRest) return;
          throw malformed();
        }
        left -= chunk.length;
        yield isKept ? chunk : Buffer.alloc(chunk.length);
      }
    }
  } finally {
    await pieces.close();
  }
}

/** Empties all boxes between two positions that are not needed. */
function clean(data: Buffer, start: number, end: number, depth: number): void {
  for (let at = start; at + 8 <= end; ) {
    const short = data.readUInt32BE(at);
    const isLong = short === 1 && at + 16 <= end;
    const size = isLong ? Number(data.readBigUInt64BE(at + 8)) : short;
    // Lists of QuickTime may end with four zero bytes.
    if (size < (isLong ? 16 : 8) || at + size > end) {
      data.fill(0, at, end);
      return;
    }
    const type = data.toString('latin1', at + 4, at + 8);
    const body = at + (isLong ? 16 : 8);
    if (type === 'trak' && !isPlayed(data, body, at + size)) empty(data, at, body, at + size);
    else if (CONTAINERS.has(type) && depth < MAX_DEPTH) clean(data, body, at + size, depth + 1);
    else if (type === 'hdlr') nameless(data, body, at + size);
    else if (!KEPT.has(type)) empty(data, at, body, at + size);
    if (/^(?:mvhd|tkhd|mdhd)$/.test(type)) timeless(data, body, at + size);
    at += size;
  }
}

function empty(data: Buffer, at: number, body: number, end: number): void {
  data.write('free', at + 4, 'latin1');
  data.fill(0, body, end);
}

/** The type stays; the name of who wrote the track goes. */
function nameless(data: Buffer, body: number, end: number): void {
  if (end - body > 24) data.fill(0, body + 24, end);
}

/** Times of creation and modification, in 32 or 64 bits. */
function timeless(data: Buffer, body: number, end: number): void {
  const length = data[body] === 1 ? 2 * EPOCH_BYTES : EPOCH_BYTES;
  data.fill(0, body + 4, Math.min(end, body + 4 + length));
}

/** False for a track that is removed. @throws UNSUPPORTED_MEDIA for one whose samples may tell something */
function isPlayed(data: Buffer, start: number, end: number): boolean {
  const media = find(data, start, end, 'mdia');
  const handler = media === null ? null : find(data, media[0], media[1], 'hdlr');
  const type = handler === null ? '' : data.toString('latin1', handler[0] + 8, handler[0] + 12);
  if (PLAYED.has(type)) return true;
  const info = media === null ? null : find(data, media[0], media[1], 'minf');
  const table = info === null ? null : find(data, info[0], info[1], 'stbl');
  const formats = table === null ? null : find(data, table[0], table[1], 'stsd');
  const format = formats === null ? '' : data.toString('latin1', formats[0] + 12, formats[0] + 16);
  if (NUMBERS.has(format) || type === 'tmcd') return false;
  throw new DomainError('UNSUPPORTED_MEDIA', msg('detail.recording-with-texts'));
}

function find(data: Buffer, start: number, end: number, type: string): readonly [number, number] | null {
  for (let at = start; at + 8 <= end; ) {
    const size = data.readUInt32BE(at);
    if (size < 8 || at + size > end) return null;
    if (data.toString('latin1', at + 4, at + 8) === type) return [at + 8, at + size];
    at += size;
  }
  return null;
}

const ID3_BYTES = 10;
/** ID3v1, and the longest tag of APE that is looked for before it. */
const TAIL_BYTES = 64 * 1024;

async function* strippedMp3(contents: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const pieces = new Pieces(contents);
  try {
    let head = await pieces.read(ID3_BYTES);
    while (head.toString('latin1', 0, 3) === 'ID3' && head.length === ID3_BYTES) {
      const size = head.subarray(6).reduce((sum, byte) => sum * 128 + (byte & 127), 0);
      const footer = ((head[5] as number) & 0x10) === 0 ? 0 : ID3_BYTES;
      for (let left = size + footer; left > 0; ) {
        const skipped = await pieces.take(left);
        if (skipped === null) throw malformed();
        left -= skipped.length;
      }
      head = await pieces.read(ID3_BYTES);
    }
    let tail = head;
    for (let chunk = await pieces.take(1024 * 1024); chunk !== null; chunk = await pieces.take(1024 * 1024)) {
      const all = Buffer.concat([tail, chunk]);
      const end = Math.max(0, all.length - TAIL_BYTES);
      if (end > 0) yield all.subarray(0, end);
      tail = Buffer.from(all.subarray(end));
    }
    yield withoutTrailers(tail);
  } finally {
    await pieces.close();
  }
}

/** Cuts ID3v1, Lyrics3 and APE, which follow the sound. */
function withoutTrailers(tail: Buffer): Buffer {
  const marks = ['TAG', 'APETAGEX', 'LYRICSBEGIN', 'ID3'].flatMap((mark) => {
    const at = mark === 'TAG' ? tail.length - 128 : tail.indexOf(mark, 0, 'latin1');
    return at >= 0 && tail.toString('latin1', at, at + mark.length) === mark ? [at] : [];
  });
  return tail.subarray(0, Math.min(tail.length, ...marks));
}

function malformed(): DomainError {
  return new DomainError('MALFORMED_MEDIA', msg('detail.movie-malformed'));
}
