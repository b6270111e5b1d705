/** Files that are opened before their turn: small ones are in memory then, others have a descriptor. */
const MOST = 16;

/**
 * Results of tasks in the order of their items. Several run at once, because each waits for other threads. Unused
 * results are passed to `drop`.
 */
export async function* startedAhead<T, R>(
  items: Iterable<T>,
  start: (item: T) => Promise<R>,
  drop: (result: R) => Promise<void>,
  most = MOST,
): AsyncGenerator<R, void, undefined> {
  const next = items[Symbol.iterator]();
  const started: Promise<R>[] = [];
  let isAll = false;
  try {
    for (;;) {
      // Half of them at once: each change of threads then serves several.
      if (started.length <= most / 2) {
        while (!isAll && started.length < most) {
          const { value, done } = next.next();
          isAll = done === true;
          if (done === true) break;
          const task = start(value);
          // A failure is thrown in its turn; until then it must not count as an unhandled rejection.
          task.catch(() => undefined);
          started.push(task);
        }
      }
      const first = started.shift();
      if (first === undefined) return;
      yield await first;
    }
  } finally {
    for (const task of started) await task.then(drop, () => undefined);
  }
}
