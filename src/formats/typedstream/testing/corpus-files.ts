import { existsSync, readdirSync } from 'node:fs';
import { corpusPath } from '../../../../test/corpus.ts';

/** Names of the files right in a folder of the corpus; none where the corpus is absent and its tests are skipped. */
export function corpusFiles(folder: string): string[] {
  if (!existsSync(corpusPath(folder)) && process.env.CI !== 'true') return [];
  return readdirSync(corpusPath(folder), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);
}
