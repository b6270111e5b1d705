import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { MapArchiveView } from '../contract/map.ts';
import { english } from '../locales/english.ts';
import { msg, type StoredMessage } from '../locales/messages.ts';

/** Bytes of the header of a PMTiles archive: https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md */
const HEADER_BYTES = 127;

const VERSION = 3;
const VECTOR_TILES = 1;
const DEGREES = 1e7;

/** A configured archive that is a PMTiles archive of vector tiles. */
export interface MapArchive extends NonNullable<MapArchiveView['archive']> {
  readonly path: string;
}

/** The configured archive, or why it cannot be used. Reads its header each time, because it may be replaced. */
export async function readMapArchive(
  path: string | undefined,
): Promise<{ readonly archive: MapArchive | null; readonly problem: MapArchiveView['problem'] }> {
  if (path === undefined) return { archive: null, problem: null };
  const header = Buffer.alloc(HEADER_BYTES);
  let stats: { readonly size: number; readonly mtimeMs: number; readonly ino: number };
  try {
    const file = await open(path);
    try {
      stats = await file.stat();
      await file.read(header, 0, HEADER_BYTES, 0);
    } finally {
      await file.close();
    }
  } catch (error) {
    return problem(msg('detail.map-archive-unreadable', { code: (error as NodeJS.ErrnoException).code ?? '' }));
  }
  if (header.toString('latin1', 0, 7) !== 'PMTiles' || header[7] !== VERSION)
    return problem(msg('detail.map-archive-not-pmtiles'));
  if (header[99] !== VECTOR_TILES) return problem(msg('detail.map-archive-not-vector'));
  const degrees = (at: number): number => header.readInt32LE(at) / DEGREES;
  return {
    archive: {
      path,
      bytes: stats.size,
      minZoom: header[100] ?? 0,
      maxZoom: header[101] ?? 0,
      bounds: [degrees(102), degrees(106), degrees(110), degrees(114)],
      version: createHash('sha256').update(`${stats.size} ${stats.mtimeMs} ${stats.ino}`).digest('hex').slice(0, 16),
    },
    problem: null,
  };
}

function problem(message: StoredMessage): { readonly archive: null; readonly problem: MapArchiveView['problem'] } {
  const { code, params } = message;
  return { archive: null, problem: { code, params, text: english(message) } };
}
