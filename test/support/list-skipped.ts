import { relative } from 'node:path';
import type { Reporter, TestCollection, TestModule, Vitest } from 'vitest/node';

/** Names at the end of a run what was skipped, so that a green run cannot hide it. */
export class ListSkipped implements Reporter {
  #vitest: Vitest | null = null;

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    // With a name pattern everything else is skipped on purpose.
    if (this.#vitest === null || this.#vitest.config.testNamePattern !== undefined) return;
    const { root } = this.#vitest.config;
    const lines = modules
      .flatMap(({ moduleId, children }) => skippedIn(children).map((name) => `${relative(root, moduleId)} > ${name}`))
      .toSorted();
    if (lines.length > 0) this.#vitest.logger.log(`\nSkipped:\n${lines.map((line) => `  ${line}\n`).join('')}`);
  }
}

/** Suites that were skipped as a whole, with the number of their tests, and tests that were skipped alone. */
function skippedIn(collection: TestCollection): string[] {
  return [...collection].flatMap((entry) => {
    if (entry.type === 'test') return entry.result().state === 'skipped' ? [entry.fullName] : [];
    const tests = [...entry.children.allTests()];
    const all = tests.length > 0 && tests.every((test) => test.result().state === 'skipped');
    return all ? [`${entry.fullName} (${tests.length})`] : skippedIn(entry.children);
  });
}
