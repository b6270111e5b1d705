import { existsSync, readdirSync } from 'node:fs';
import { corpusPath } from '../../corpus.ts';

/** Names of the files directly in a corpus folder; empty if the corpus is absent and its tests are skipped. */
export function corpusFiles(folder: string): string[] {
  if (!existsSync(corpusPath(folder)) && process.env.CI !== 'true') return [];
  return readdirSync(corpusPath(folder), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);
}
