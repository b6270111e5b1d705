import { type Box, boxesOf, type ReadAt } from './boxes.ts';

/** Metadata of a movie or sound file of the ISO family (MP4, QuickTime, M4A, 3GP). */
export interface MovieFacts {
  readonly seconds: number | null;
  /** Display size in pixels, after rotation by the matrix of the video track. */
  readonly width: number | null;
  readonly height: number | null;
  /** Four-character codec codes of the tracks: `avc1`, `hvc1`, `mp4a`. */
  readonly codecs: readonly string[];
  /** UTC milliseconds. */
  readonly createdAt: number | null;
  /** Range of the `moov` box in bytes, which a reader needs besides the samples. */
  readonly moov: { readonly start: number; readonly end: number };
}

/** Maximum number of tracks; phones write up to six. */
const MAX_TRACKS = 32;
/** Seconds between 1904, the epoch of these files, and 1970. */
const EPOCH_1904 = 2_082_844_800;

/** The metadata of a file of `size` bytes; null if it has no movie header. */
export async function movieFacts(read: ReadAt, size: number): Promise<MovieFacts | null> {
  const moov = await find(read, 0, size, 'moov');
  if (moov === null) return null;
  let seconds: number | null = null;
  let createdAt: number | null = null;
  const tracks: Track[] = [];
  for await (const box of boxesOf(read, moov.body, moov.end)) {
    if (box.type === 'mvhd') ({ seconds, createdAt } = await movieHeader(read, box));
    if (box.type === 'trak' && tracks.length < MAX_TRACKS) tracks.push(await trackOf(read, box));
  }
  const video = tracks.find(({ handler }) => handler === 'vide');
  const codecs = tracks.flatMap(({ handler, codec }) =>
    codec !== null && /^(?:vide|soun)$/.test(handler ?? '') ? [codec] : [],
  );
  return {
    seconds,
    width: video?.width ?? null,
    height: video?.height ?? null,
    codecs,
    createdAt,
    moov: { start: moov.start, end: moov.end },
  };
}

interface Track {
  readonly handler: string | null;
  readonly codec: string | null;
  readonly width: number | null;
  readonly height: number | null;
}

async function movieHeader(read: ReadAt, { body }: Box): Promise<{ seconds: number | null; createdAt: number | null }> {
  const bytes = await whole(read, body, 32);
  if (bytes === null) return { seconds: null, createdAt: null };
  const isLong = bytes.readUInt8(0) === 1;
  const created = isLong ? Number(bytes.readBigUInt64BE(4)) : bytes.readUInt32BE(4);
  const timescale = bytes.readUInt32BE(isLong ? 20 : 12);
  const duration = isLong ? Number(bytes.readBigUInt64BE(24)) : bytes.readUInt32BE(16);
  const isUnknown = duration === (isLong ? 2 ** 64 : 2 ** 32 - 1);
  const createdAt = (created - EPOCH_1904) * 1000;
  return {
    seconds: timescale === 0 || isUnknown ? null : duration / timescale,
    createdAt: created === 0 || !Number.isSafeInteger(createdAt) ? null : createdAt,
  };
}

async function trackOf(read: ReadAt, trak: Box): Promise<Track> {
  const [header, media] = await children(read, trak, 'tkhd', 'mdia');
  const [handlerBox, info] = media === null ? [null, null] : await children(read, media, 'hdlr', 'minf');
  const table = info === null ? null : await find(read, info.body, info.end, 'stbl');
  const formats = table === null ? null : await find(read, table.body, table.end, 'stsd');
  const handler = handlerBox === null ? null : await whole(read, handlerBox.body, 12);
  const format = formats === null ? null : await whole(read, formats.body, 16);
  return {
    handler: handler?.toString('latin1', 8, 12) ?? null,
    codec: format === null ? null : printable(format.toString('latin1', 12, 16)),
    ...(header === null ? { width: null, height: null } : await shownSize(read, header)),
  };
}

/** Width and height of a track header, swapped if its matrix rotates by a quarter turn. */
async function shownSize(read: ReadAt, { body }: Box): Promise<{ width: number | null; height: number | null }> {
  const version = (await whole(read, body, 1))?.readUInt8(0);
  const matrixAt = body + (version === 1 ? 52 : 40);
  const bytes = await whole(read, matrixAt, 44);
  if (bytes === null) return { width: null, height: null };
  const [width, height] = [Math.round(bytes.readUInt32BE(36) / 65_536), Math.round(bytes.readUInt32BE(40) / 65_536)];
  if (width === 0 || height === 0) return { width: null, height: null };
  const isTurned = bytes.readInt32BE(0) === 0 && bytes.readInt32BE(16) === 0;
  return isTurned ? { width: height, height: width } : { width, height };
}

async function children(
  read: ReadAt,
  parent: Box,
  ...types: readonly [string, string]
): Promise<[Box | null, Box | null]> {
  let [first, second]: [Box | null, Box | null] = [null, null];
  for await (const box of boxesOf(read, parent.body, parent.end)) {
    if (box.type === types[0]) first ??= box;
    if (box.type === types[1]) second ??= box;
  }
  return [first, second];
}

async function find(read: ReadAt, start: number, end: number, type: string): Promise<Box | null> {
  for await (const box of boxesOf(read, start, end)) if (box.type === type) return box;
  return null;
}

async function whole(read: ReadAt, position: number, length: number): Promise<Buffer | null> {
  const bytes = Buffer.from(await read(position, length));
  return bytes.length === length ? bytes : null;
}

function printable(code: string): string {
  return code.replace(/[^\x20-\x7e]/g, '?');
}
