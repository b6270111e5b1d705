import { existsSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe } from 'vitest';

/** `../shared/corpus`: real data nobody here wrote. Read-only: copy a SQLite database before opening it. */
const CORPUS = fileURLToPath(new URL('../../shared/corpus', import.meta.url));

const isThere = existsSync(CORPUS);

/** Without symbolic links: backups are found under their real paths. */
const ROOT = isThere ? realpathSync(CORPUS) : CORPUS;

/** Absolute path of a corpus file, whether or not it is there. */
export function corpusPath(relative: string): string {
  return `${ROOT}/${relative}`;
}

/** Set where the corpus has to be there, as `.ci/run` does beside `../shared`. */
const isDemanded = process.env['APPLE_JUICER_TEST_CORPUS'] === 'demanded';

/**
 * `describe` for tests on the corpus. Without it they are skipped, and named at the end of the run; where it is demanded
 * they run regardless, and so fail.
 */
export const describeCorpus = isThere || isDemanded ? describe : describe.skip;
