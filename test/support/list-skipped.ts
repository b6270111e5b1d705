import { relative } from 'node:path';
import type { Reporter, TestCollection, TestModule, Vitest } from 'vitest/node';

/** Lists skipped tests at the end of a run. */
export class ListSkipped implements Reporter {
  #vitest: Vitest | null = null;

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    // With a name pattern all other tests are skipped intentionally.
    if (this.#vitest === null || this.#vitest.config.testNamePattern !== undefined) return;
    const { root } = this.#vitest.config;
    const lines = modules
      .flatMap(({ moduleId, children }) => skippedIn(children).map((name) => `${relative(root, moduleId)} > ${name}`))
      .toSorted();
    if (lines.length > 0) this.#vitest.logger.log(`\nSkipped:\n${lines.map((line) => `  ${line}\n`).join('')}`);
  }
}

/** Completely skipped suites with their number of tests, and individually skipped tests. */
function skippedIn(collection: TestCollection): string[] {
  return [...collection].flatMap((entry) => {
    if (entry.type === 'test') return entry.result().state === 'skipped' ? [entry.fullName] : [];
    const tests = [...entry.children.allTests()];
    // A skipped suite may have no tests: those of a table are not known then.
    const all =
      entry.options.mode === 'skip' || (tests.length > 0 && tests.every((test) => test.result().state === 'skipped'));
    return all ? [`${entry.fullName} (${tests.length})`] : skippedIn(entry.children);
  });
}
