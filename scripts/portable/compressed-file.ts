import { readFileSync } from 'node:fs';
import { constants, zstdCompressSync } from 'node:zlib';
import { gzip } from '../gzip.ts';
import type { Entry } from './entry.ts';

const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 19 } };

/**
 * Large files of libraries that our code reads whole and can read compressed, each in the form that its reader expects:
 * the decoder of HEIC (`src/media/pictures/libheif.ts`), and Swagger UI (`src/api/openapi/document.ts`).
 */
const READ_COMPRESSED: readonly { readonly path: RegExp; readonly ending: string; compress(bytes: Buffer): Buffer }[] =
  [
    {
      path: /^node_modules\/libheif-js\/libheif-wasm\/libheif\.wasm$/,
      ending: '.zst',
      compress: (bytes) => zstdCompressSync(bytes, LEVEL),
    },
    {
      path: /^node_modules\/@fastify\/swagger-ui\/static\/swagger-ui(?:-[a-z-]+)?\.(?:css|js)$/,
      ending: '.gz',
      compress: gzip,
    },
  ];

/** The file that takes the place of one that can be read compressed; null for all others. `path` is in the app. */
export function compressedFile(path: string, source: string): Entry | null {
  const how = READ_COMPRESSED.find((each) => each.path.test(path));
  return how === undefined ? null : { path: `${path}${how.ending}`, bytes: () => how.compress(readFileSync(source)) };
}
