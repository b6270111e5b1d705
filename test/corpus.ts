import { existsSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe } from 'vitest';

/**
 * Folder of real backups and databases, outside of the repository. Read-only: copy a SQLite database before opening it.
 */
const CORPUS = fileURLToPath(new URL('../../shared/corpus', import.meta.url));

const isThere = existsSync(CORPUS);

/** Real path, because backups are found under their real paths. */
const ROOT = isThere ? realpathSync(CORPUS) : CORPUS;

/** Absolute path of a corpus file, which may not exist. */
export function corpusPath(relative: string): string {
  return `${ROOT}/${relative}`;
}

/** True if tests must fail without the corpus, as in `.ci/run`. */
const isDemanded = process.env['APPLE_JUICER_TEST_CORPUS'] === 'demanded';

/** True if tests on the corpus run: it is there, or they must fail without it. */
export const usesCorpus = isThere || isDemanded;

/**
 * `describe` for tests on the corpus. Without it they are skipped and listed at the end of the run; if it is required
 * they run and fail. The body runs in any case, so it must not read the corpus unless {@link usesCorpus}.
 */
export const describeCorpus = usesCorpus ? describe : describe.skip;
