import { titleOf } from '../artifacts/title-of.ts';
import { msg } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';
import type { BackupId } from '../model/ids.ts';
import type { RunProgress } from '../model/progress.ts';
import type { IndexRun, PieceRecord } from '../storage/index.ts';
import { ProgressTracker } from './progress-tracker.ts';
import { plannedArtifact, type RunEvent } from './protocol.ts';

/** Called with every change of a run. */
export type ProgressListener = (progress: RunProgress) => void;

/** The latest known run of each backup, and the listeners for it. */
export class RunRegistry {
  readonly #runs = new Map<BackupId, WatchedRun>();
  readonly #listeners = new Map<BackupId, Set<ProgressListener>>();

  /** Adds a run, replacing an earlier one of the same backup. */
  add({ backup, id, startedAt }: Pick<IndexRun, 'backup' | 'id' | 'startedAt'>): WatchedRun {
    const run = new WatchedRun(backup, id, startedAt, (progress) => {
      for (const listener of this.#listeners.get(backup) ?? []) listener(progress);
    });
    this.#runs.set(backup, run);
    return run;
  }

  /** The latest run of a backup, running or ended; null if none is known. */
  of(backup: BackupId): WatchedRun | null {
    return this.#runs.get(backup) ?? null;
  }

  /** The running run of a backup. @throws NOT_FOUND if there is none */
  running(backup: BackupId): WatchedRun {
    const run = this.of(backup);
    if (run === null || run.isOver) throw new DomainError('NOT_FOUND', msg('detail.no-run-in-progress'));
    return run;
  }

  /** All runs that have not ended. */
  open(): WatchedRun[] {
    return [...this.#runs.values()].filter((run) => !run.isOver);
  }

  /** See `Indexer.watch`. */
  watch(backup: BackupId, listener: ProgressListener): () => void {
    const listeners = this.#listeners.get(backup) ?? new Set();
    this.#listeners.set(backup, listeners);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(backup);
    };
  }
}

/** One run and its known progress. */
export class WatchedRun {
  readonly backup: BackupId;
  readonly id: string;
  /** Resolves as soon as the end is recorded; a worker may still be cleaning up. */
  readonly recorded = Promise.withResolvers<RunProgress>();
  readonly #tracker: ProgressTracker;
  readonly #publish: ProgressListener;
  #progress: RunProgress;

  constructor(backup: BackupId, id: string, startedAt: number, publish: ProgressListener) {
    this.backup = backup;
    this.id = id;
    this.#tracker = new ProgressTracker(id, startedAt, titleOf);
    this.#publish = publish;
    this.#progress = this.#tracker.snapshot();
    // Nobody has to wait for a run, so its end must not be reported as an unhandled rejection.
    this.recorded.promise.catch(() => {});
  }

  get progress(): RunProgress {
    return this.#progress;
  }

  /** True once the end is known. */
  get isOver(): boolean {
    return this.#progress.state !== 'queued' && this.#progress.state !== 'running';
  }

  /** Marks the run as started by a worker. */
  begin(at = Date.now()): void {
    this.#tracker.begin(at);
    this.#update();
  }

  /** Applies an event of a worker. */
  apply(event: RunEvent): void {
    if (this.isOver) return;
    this.#tracker.begin(Date.now());
    this.#tracker.apply(event);
    this.#update();
  }

  /** Restores the state from the database, for a run started by another process or after missed events. */
  restore(pieces: readonly PieceRecord[]): void {
    for (const { plan, kind, artifact, slice, slices, fraction, records, outcome } of pieces) {
      if (plan !== null) this.apply({ type: 'planned', artifacts: plan.map(plannedArtifact) });
      if (kind === 'read' && (records > 0 || outcome !== null)) {
        this.apply({ type: 'piece', artifact, slice, fraction, records });
      }
      if (outcome !== null && (kind === 'combine' || slices === 1)) this.apply({ type: 'artifact', artifact, outcome });
    }
  }

  /** Applies the recorded end; no effect if the run is still running according to the database. */
  record({ state, errorCode, reason, finishedAt }: IndexRun): void {
    if (this.isOver || state === 'running') return;
    this.#tracker.end({ state, code: errorCode, reason, finishedAt });
    this.#update();
    this.recorded.resolve(this.#progress);
  }

  #update(): void {
    this.#progress = this.#tracker.snapshot();
    this.#publish(this.#progress);
  }
}
