import { gzipSync } from 'node:zlib';
import { zxyToTileId } from 'pmtiles';

/** A tile of an archive, not compressed. */
export interface ArchiveTile {
  readonly z: number;
  readonly x: number;
  readonly y: number;
  readonly bytes: Uint8Array;
}

/** Contents of an archive besides its tiles. */
export interface ArchiveHead {
  readonly minZoom: number;
  readonly maxZoom: number;
  /** West, south, east, north. */
  readonly bounds: readonly [number, number, number, number];
  readonly metadata: Readonly<Record<string, unknown>>;
}

const HEADER_BYTES = 127;

/** Readers fetch this much first; the root directory must be in it. */
const FIRST_READ_BYTES = 16_384;

/** Entries of a leaf directory. */
const LEAF_ENTRIES = 2048;

const GZIP = 2;
const MVT = 1;

interface Entry {
  readonly id: number;
  readonly offset: number;
  readonly length: number;
  /** Number of tiles with the same contents; 0 for an entry that leads to a leaf directory. */
  readonly run: number;
}

/**
 * Writes a PMTiles archive of vector tiles (https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md). Equal tiles
 * are stored once.
 */
export function writePmtiles(
  tiles: readonly ArchiveTile[],
  { minZoom, maxZoom, bounds, metadata }: ArchiveHead,
): Buffer {
  const sorted = tiles
    .map(({ z, x, y, bytes }) => ({ id: zxyToTileId(z, x, y), bytes: gzipSync(bytes, { level: 9 }) }))
    .toSorted((one, other) => one.id - other.id);
  const stored = new Map<string, { readonly offset: number; readonly length: number }>();
  const chunks: Buffer[] = [];
  const entries: Entry[] = [];
  let size = 0;
  for (const { id, bytes } of sorted) {
    const key = bytes.toString('latin1');
    let place = stored.get(key);
    if (place === undefined) {
      place = { offset: size, length: bytes.length };
      stored.set(key, place);
      chunks.push(bytes);
      size += bytes.length;
    }
    const last = entries.at(-1);
    if (last !== undefined && last.id + last.run === id && last.offset === place.offset)
      entries[entries.length - 1] = { ...last, run: last.run + 1 };
    else entries.push({ id, ...place, run: 1 });
  }

  const { root, leaves } = directories(entries);
  const about = gzipSync(JSON.stringify(metadata), { level: 9 });
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('PMTiles', 'latin1');
  header[7] = 3;
  const lengths = [root.length, about.length, leaves.length, size];
  let offset = HEADER_BYTES;
  for (const [index, length] of lengths.entries()) {
    header.writeBigUInt64LE(BigInt(offset), 8 + 16 * index);
    header.writeBigUInt64LE(BigInt(length), 16 + 16 * index);
    offset += length;
  }
  for (const [index, count] of [tiles.length, entries.length, stored.size].entries())
    header.writeBigUInt64LE(BigInt(count), 72 + 8 * index);
  header[96] = 1;
  header[97] = GZIP;
  header[98] = GZIP;
  header[99] = MVT;
  header[100] = minZoom;
  header[101] = maxZoom;
  const [west, south, east, north] = bounds;
  for (const [index, degrees] of [west, south, east, north].entries())
    header.writeInt32LE(Math.round(degrees * 1e7), 102 + 4 * index);
  header[118] = minZoom;
  header.writeInt32LE(Math.round(((west + east) / 2) * 1e7), 119);
  header.writeInt32LE(Math.round(((south + north) / 2) * 1e7), 123);
  return Buffer.concat([header, root, about, leaves, ...chunks]);
}

/** A root directory that is short enough, and the leaf directories that it leads to. */
function directories(entries: readonly Entry[]): { readonly root: Buffer; readonly leaves: Buffer } {
  const root = directory(entries);
  if (HEADER_BYTES + root.length <= FIRST_READ_BYTES) return { root, leaves: Buffer.alloc(0) };
  const leaves: Buffer[] = [];
  const pointers: Entry[] = [];
  let offset = 0;
  for (let at = 0; at < entries.length; at += LEAF_ENTRIES) {
    const leaf = directory(entries.slice(at, at + LEAF_ENTRIES));
    pointers.push({ id: entries[at]?.id ?? 0, offset, length: leaf.length, run: 0 });
    leaves.push(leaf);
    offset += leaf.length;
  }
  return { root: directory(pointers), leaves: Buffer.concat(leaves) };
}

function directory(entries: readonly Entry[]): Buffer {
  const bytes: number[] = [];
  const put = (value: number): void => {
    for (let rest = value; ; rest = Math.floor(rest / 128)) {
      if (rest < 128) return void bytes.push(rest);
      bytes.push((rest % 128) + 128);
    }
  };
  put(entries.length);
  let before = 0;
  for (const { id } of entries) {
    put(id - before);
    before = id;
  }
  for (const { run } of entries) put(run);
  for (const { length } of entries) put(length);
  let end = -1;
  for (const { offset, length } of entries) {
    put(offset === end ? 0 : offset + 1);
    end = offset + length;
  }
  return gzipSync(Buffer.from(bytes), { level: 9 });
}
