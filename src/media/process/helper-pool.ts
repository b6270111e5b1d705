import { type HelperOptions, HelperProcess } from './helper-process.ts';
import { type QueueLimits, TaskQueue } from './queue.ts';

/** A process that was not asked for so long ends: a picture library of native code keeps its memory. */
const IDLE_MS = 30_000;

/** How a pool is set up. */
export interface PoolOptions extends HelperOptions {
  readonly limits: QueueLimits;
}

/** A few equal helper processes, started when they are needed and ended when they are not. */
export class HelperPool {
  readonly #options: PoolOptions;
  readonly #queue: TaskQueue;
  /** Idle processes, the most recently used last, and when each is ended. */
  readonly #idle: { readonly helper: HelperProcess; readonly timer: NodeJS.Timeout }[] = [];
  readonly #all = new Set<HelperProcess>();

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#queue = new TaskQueue(options.limits);
  }

  /**
   * Asks one process, once one is free. `prepare` makes the question, only then: what waits holds no bytes.
   * @throws as {@link HelperProcess.ask} and {@link TaskQueue.run}, and what `prepare` throws
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

  /** Kills every process; questions under way fail. */
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
