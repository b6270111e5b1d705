import * as yauzl from 'yauzl';
import { corpusPath } from '../corpus.ts';

/** The files of an archive in `breadth/` of the corpus, by path. */
export async function corpusArchive(name: string): Promise<ReadonlyMap<string, Buffer>> {
  const zip = await yauzl.openPromise(corpusPath(`breadth/${name}.zip`), {
    strictFileNames: false,
    decodeStrings: false,
  });
  const files = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) {
    const path = entry.fileNameRaw.toString();
    if (path.endsWith('/')) continue;
    const chunks = await Array.fromAsync(await zip.openReadStreamPromise(entry));
    files.set(path.replace(/^\/+/, ''), Buffer.concat(chunks as Buffer[]));
  }
  return files;
}
