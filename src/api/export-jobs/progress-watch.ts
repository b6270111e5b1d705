import type { StoredJob } from './job-store.ts';

/** Time between two reports. */
const INTERVAL_MS = 200;

/** Returns the progress of an export. */
export type ReadProgress = () => Pick<StoredJob, 'phase' | 'records' | 'total'>;

/** Reports the progress of the preparation of an export, which writes no bytes that could be counted. */
export class ProgressWatch {
  readonly #report: (progress: ReturnType<ReadProgress>) => void;
  #timer: NodeJS.Timeout | null = null;

  constructor(report: (progress: ReturnType<ReadProgress>) => void) {
    this.#report = report;
  }

  /** Starts to report what `read` returns. */
  start(read: ReadProgress): void {
    this.stop();
    this.#timer = setInterval(() => this.#report(read()), INTERVAL_MS).unref();
  }

  /** Stops reporting. */
  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }
}
