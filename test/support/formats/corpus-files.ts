import { readdirSync } from 'node:fs';
import { corpusPath, usesCorpus } from '../../corpus.ts';

/** Names of the files directly in a corpus folder; empty if the corpus is absent and its tests are skipped. */
export function corpusFiles(folder: string): string[] {
  if (!usesCorpus) return [];
  return readdirSync(corpusPath(folder), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);
}
