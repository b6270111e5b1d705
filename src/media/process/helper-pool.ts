import { type HelperOptions, HelperProcess } from './helper-process.ts';
import { type QueueLimits, TaskQueue } from './queue.ts';

/** Time after which an idle process ends, because native picture libraries keep their memory. */
const IDLE_MS = 30_000;

/** Options of a pool. */
export interface PoolOptions extends HelperOptions {
  readonly limits: QueueLimits;
}

/** A pool of identical helper processes, started and ended on demand. */
export class HelperPool {
  readonly #options: PoolOptions;
  readonly #queue: TaskQueue;
  /** Idle processes with their timers, most recently used last. */
  readonly #idle: { readonly helper: HelperProcess; readonly timer: NodeJS.Timeout }[] = [];
  readonly #all = new Set<HelperProcess>();

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#queue = new TaskQueue(options.limits);
  }

  /**
   * Sends a request to a process once one is free. `prepare` creates the request only then, so that queued tasks hold
   * no bytes.
   * @throws like {@link HelperProcess.ask} and {@link TaskQueue.run}, and whatever `prepare` throws
   */
  run(prepare: () => Promise<unknown>, signal: AbortSignal): Promise<unknown> {
    return this.#queue.run(signal, async () => {
      const question = await prepare();
      const helper = this.#take();
      try {
        return await helper.ask(question, { signal });
      } finally {
        this.#giveBack(helper);
      }
    });
  }

  /** Kills all processes; pending requests fail. */
  close(): void {
    for (const { timer } of this.#idle) clearTimeout(timer);
    for (const helper of this.#all) void helper.kill();
  }

  #take(): HelperProcess {
    const idle = this.#idle.pop();
    if (idle !== undefined) {
      clearTimeout(idle.timer);
      return idle.helper;
    }
    const helper = new HelperProcess(this.#options);
    this.#all.add(helper);
    return helper;
  }

  #giveBack(helper: HelperProcess): void {
    const timer = setTimeout(() => {
      this.#idle.splice(
        this.#idle.findIndex((entry) => entry.helper === helper),
        1,
      );
      this.#all.delete(helper);
      helper.end();
    }, IDLE_MS).unref();
    this.#idle.push({ helper, timer });
  }
}
