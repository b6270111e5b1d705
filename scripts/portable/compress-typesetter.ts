import { promisify } from 'node:util';
import { constants, zstdCompress } from 'node:zlib';
import type { Entry } from './entry.ts';

const compress = promisify(zstdCompress);

/** The native library of the typesetter, which has a package for each platform. */
const LIBRARY = /^node_modules\/@myriaddreamin\/typst-ts-node-compiler-[^/]+\/[^/]+\.node$/;

/** Where `src/export/pdf/unpacked-typesetter.ts` looks for it. */
const COMPRESSED = 'dist/typesetter.node.zst';

/** A third of the size, and 2 MB less than what is ten times as quick to make. The checksum finds a damaged file. */
const PARAMS = { [constants.ZSTD_c_compressionLevel]: 19, [constants.ZSTD_c_checksumFlag]: 1 };

/** Files of an app with the library compressed, which is the largest file after Node, for PDFs only. */
export async function withCompressedTypesetter(entries: readonly Entry[]): Promise<Entry[]> {
  const library = entries.find(({ path }) => LIBRARY.test(path));
  if (library === undefined) throw new Error('The typesetter has no native library in its package any more.');
  const bytes = await compress(library.bytes(), { params: PARAMS });
  return [...entries.filter((entry) => entry !== library), { path: COMPRESSED, bytes: () => bytes }];
}
