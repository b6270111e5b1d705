import { constants, gzipSync } from 'node:zlib';

/** Offset of the byte that says on which system a gzip file was made, and its value for "unknown" (RFC 1952, 2.3.1). */
const GZIP_SYSTEM = 9;
const GZIP_UNKNOWN = 255;

/** A gzip file that only depends on the bytes: without a time, and the same on every system. */
export function gzip(bytes: Uint8Array): Buffer {
  const file = gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION });
  file[GZIP_SYSTEM] = GZIP_UNKNOWN;
  return file;
}
