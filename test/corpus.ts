import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe } from 'vitest';

/** `../shared/corpus`: real data nobody here wrote. Read-only: copy a SQLite database before opening it. */
const CORPUS = fileURLToPath(new URL('../../shared/corpus/', import.meta.url));

/** Absolute path of a corpus file, whether or not it is there. */
export function corpusPath(relative: string): string {
  return CORPUS + relative;
}

/**
 * `describe` for tests on the corpus: where it is absent they are skipped and the title says so.
 * Under CI they run regardless, and so fail when the corpus is missing.
 */
export const describeCorpus = existsSync(CORPUS) || process.env.CI === 'true' ? describe : describe.skip;

if (!existsSync(CORPUS)) process.stderr.write(`tests on the corpus are skipped: there is no ${CORPUS}\n`);
