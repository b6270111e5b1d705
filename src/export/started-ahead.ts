/** Files that are opened before their turn: small ones are in memory then, others have a descriptor. */
const MOST = 16;

/** Limits of {@link startedAhead}. */
interface Limits<T> {
  /** Started and not yet taken. Default: 16. */
  readonly most?: number;
  /** Items that each take a process and memory, and how many of them may be started and not yet taken. */
  readonly heavy?: { readonly is: (item: T) => boolean; readonly most: number };
}

/**
 * Results of tasks in the order of their items. Several run at once, because each waits for other threads or processes.
 * Unused results are passed to `drop`.
 */
export async function* startedAhead<T, R>(
  items: readonly T[],
  start: (item: T) => Promise<R>,
  drop: (result: R) => Promise<void>,
  { most = MOST, heavy }: Limits<T> = {},
): AsyncGenerator<R, void, undefined> {
  const started: { readonly isHeavy: boolean; readonly task: Promise<R> }[] = [];
  let next = 0;
  let heavies = 0;
  /** False if the next item has to wait for others to be taken. */
  const startNext = (): boolean => {
    const item = items[next] as T;
    const isHeavy = heavy?.is(item) === true;
    if (isHeavy && heavies >= heavy.most) return false;
    next++;
    if (isHeavy) heavies++;
    const task = start(item);
    // A failure is thrown in its turn; until then it must not count as an unhandled rejection.
    task.catch(() => undefined);
    started.push({ isHeavy, task });
    return true;
  };
  try {
    for (;;) {
      // Half of them at once: each change of threads then serves several. Processes are not left idle.
      if (started.length <= most / 2 || heavies > 0) {
        while (next < items.length && started.length < most && startNext());
      }
      const first = started.shift();
      if (first === undefined) return;
      const result = await first.task;
      if (first.isHeavy) heavies--;
      yield result;
    }
  } finally {
    for (const { task } of started) await task.then(drop, () => undefined);
  }
}
