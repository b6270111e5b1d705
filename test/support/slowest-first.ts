import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take minutes: they start first, so that no processor is idle at the end. */
const SLOWEST = ['test/release/redis-faults.test.ts', 'test/release/packed.test.ts'];

/**
 * Vitest's order (times of the last run, otherwise file size) with known slow files first: without earlier times, file
 * sizes do not predict them.
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
