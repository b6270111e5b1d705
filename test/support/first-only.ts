import { aroundEach, type RunnerTask } from 'vitest';
import { ALSO_QUICK, isFull } from './depth.ts';

/**
 * For suites whose tests start processes or look at pages, which takes seconds each: at quick depth the first test of the
 * suite runs, and those that are `alsoQuick`. It is called in the suite, or in the file for all of its suites.
 */
export function firstOnly(): void {
  if (isFull) return;
  // Around the hooks of the suite, which prepare what is not needed then.
  aroundEach(async (run, { task, skip }) => {
    if (task.tags?.includes(ALSO_QUICK) !== true && firstTest(outermost(task)) !== task) {
      task.meta.isForFull = true;
      skip();
    }
    await run();
  });
}

/** The outermost suite of a test. */
function outermost(task: RunnerTask): RunnerTask {
  return task.suite === undefined ? task : outermost(task.suite);
}

/** The first test of a suite that is not skipped anyway. */
function firstTest(task: RunnerTask): RunnerTask | undefined {
  if (task.type === 'test') return task.mode === 'run' ? task : undefined;
  return task.tasks.map(firstTest).find((test) => test !== undefined);
}
