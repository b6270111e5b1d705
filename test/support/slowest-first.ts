import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that wait for minutes: they start first, so that no processor idles beside the last of them. */
const SLOWEST = ['test/release/redis-faults.test.ts', 'test/release/packed.test.ts'];

/**
 * Vitest's own order, by the times of the last run or else by size, but for the files that are known to be slow: on a
 * machine that never ran the tests their sizes say nothing.
 */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const place = SLOWEST.indexOf(relative(this.ctx.config.root, moduleId));
      return place === -1 ? SLOWEST.length : place;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}
