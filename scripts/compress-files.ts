import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { gzip } from './gzip.ts';

const brotli = promisify(brotliCompress);

/** Files of text. Others are compressed already, or read in ranges, like the map. */
const TEXT = '**/*.{css,html,js,json,mjs,svg,txt}';

/**
 * Writes compressed copies beside the texts in a folder, `x.js.br` and `x.js.gz`, where they are smaller. Browsers ask
 * for Brotli over HTTPS or from this machine only, for gzip always.
 */
export async function compressFiles(folder: string): Promise<void> {
  await Promise.all(
    globSync(TEXT, { cwd: folder }).map(async (name) => {
      const path = join(folder, name);
      const bytes = readFileSync(path);
      const params = {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      };
      const copies = { br: await brotli(bytes, { params }), gz: gzip(bytes) };
      for (const [ending, copy] of Object.entries(copies))
        if (copy.length < bytes.length) writeFileSync(`${path}.${ending}`, copy);
    }),
  );
}
