import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Reporter, TestCase, TestCollection, TestModule, TestSuite, Vitest } from 'vitest/node';
import { FULL_ONLY, LEFT_OUT } from './depth.ts';

/** Characters of the message of a failed test: those of a property begin with what repeats it. */
const MAX_MESSAGE = 1500;

/**
 * Says at the end of a run what it left to full depth, and lists what it skipped for other reasons and what failed: a log
 * of which only the end is kept tells as much.
 */
export class RunSummary implements Reporter {
  #vitest: Vitest | null = null;

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    // With a name pattern all other tests are skipped intentionally.
    if (this.#vitest === null || this.#vitest.config.testNamePattern !== undefined) return;
    const { config, logger } = this.#vitest;
    const lines = modules
      .flatMap(({ moduleId, children }) =>
        skippedIn(children).map((name) => `${relative(config.root, moduleId)} > ${name}`),
      )
      .toSorted();
    if (lines.length > 0) logger.log(`\nSkipped:\n${lines.map((line) => `  ${line}\n`).join('')}`);
    const later = modules.map(({ children }) => [...children.allTests()].filter(isForFull).length);
    const tests = later.reduce((sum, count) => sum + count, 0);
    const files = later.filter((count) => count > 0).length;
    if (LEFT_OUT.length > 0) logger.log(leftToFull(tests, files));
    const failed = modules.flatMap((module) => failedIn(module).map((line) => `  ${relative(config.root, line)}\n`));
    if (failed.length > 0) logger.log(`\nFailed:\n${failed.join('')}`);
  }
}

/** What a quick run does not prove. */
const leftToFull = (tests: number, files: number): string =>
  `\nQuick depth. Left to \`npm run test:full\`: ${tests} tests in ${files} ${files === 1 ? 'file' : 'files'}, ${LEFT_OUT.join(', ')}.\n`;

/** A line for each failed test, suite and file, with the beginnings of its messages. */
function failedIn(module: TestModule): string[] {
  const suites = [...module.children.allSuites()];
  const named = [
    { name: '', errors: module.errors() },
    ...suites.map((suite) => ({ name: ` > ${suite.fullName}`, errors: suite.errors() })),
    ...[...module.children.allTests('failed')].map((test) => ({
      name: ` > ${test.fullName}`,
      errors: test.result().errors ?? [],
    })),
  ];
  return named.flatMap(({ name, errors }) =>
    errors.map(
      ({ message }) => `${module.moduleId}${name}: ${stripVTControlCharacters(message).slice(0, MAX_MESSAGE)}`,
    ),
  );
}

const isSkipped = (test: TestCase): boolean => test.result().state === 'skipped';

/** True for a test that is skipped because of the depth. */
const isForFull = (test: TestCase): boolean =>
  isSkipped(test) && (test.tags.includes(FULL_ONLY) || test.meta().isForFull === true);

/** Completely skipped suites with their number of tests, and individually skipped tests, except those of full depth. */
function skippedIn(collection: TestCollection): string[] {
  return [...collection].flatMap((entry) => {
    if (entry.type === 'test') return isSkipped(entry) && !isForFull(entry) ? [entry.fullName] : [];
    return isSkippedWhole(entry)
      ? [`${entry.fullName} (${[...entry.children.allTests()].length})`]
      : skippedIn(entry.children);
  });
}

/** True for a suite that is skipped as a whole, for other reasons than the depth. */
function isSkippedWhole(suite: TestSuite): boolean {
  const tests = [...suite.children.allTests()];
  if (tests.some(isForFull)) return false;
  // A skipped suite may have no tests: those of a table are not known then.
  return suite.options.mode === 'skip' || (tests.length > 0 && tests.every(isSkipped));
}
