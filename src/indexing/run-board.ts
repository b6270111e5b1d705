import { titleOf } from '../artifacts/registry.ts';
import { msg } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';
import type { BackupId } from '../model/ids.ts';
import type { RunProgress } from '../model/progress.ts';
import type { IndexRun, PieceRecord } from '../storage/index.ts';
import { ProgressTracker } from './progress-tracker.ts';
import { plannedArtifact, type RunEvent } from './protocol.ts';

/** Is called with every change of a run. */
export type ProgressListener = (progress: RunProgress) => void;

/** The latest run of each backup that this process knows of, and who watches it. */
export class RunBoard {
  readonly #runs = new Map<BackupId, WatchedRun>();
  readonly #listeners = new Map<BackupId, Set<ProgressListener>>();

  /** Puts a run on the board in place of its backup's earlier one. */
  add({ backup, id, startedAt }: Pick<IndexRun, 'backup' | 'id' | 'startedAt'>): WatchedRun {
    const run = new WatchedRun(backup, id, startedAt, (progress) => {
      for (const listener of this.#listeners.get(backup) ?? []) listener(progress);
    });
    this.#runs.set(backup, run);
    return run;
  }

  /** The run of a backup, over or not; null when none is known. */
  of(backup: BackupId): WatchedRun | null {
    return this.#runs.get(backup) ?? null;
  }

  /** The run that is under way. @throws NOT_FOUND when there is none */
  running(backup: BackupId): WatchedRun {
    const run = this.of(backup);
    if (run === null || run.isOver) throw new DomainError('NOT_FOUND', msg('detail.no-index-run-under-way-here'));
    return run;
  }

  /** Every run that is not over. */
  open(): WatchedRun[] {
    return [...this.#runs.values()].filter((run) => !run.isOver);
  }

  /** See Indexer.watch. */
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

/** One run and what is known of its progress. */
export class WatchedRun {
  readonly backup: BackupId;
  readonly id: string;
  /** Resolves as soon as the end is recorded; a worker may still be clearing up. */
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
    // Nobody has to wait for a run: an end that nobody asked for is no unhandled rejection.
    this.recorded.promise.catch(() => {});
  }

  /** What is known now. */
  get progress(): RunProgress {
    return this.#progress;
  }

  /** True once its end is known. */
  get isOver(): boolean {
    return this.#progress.state !== 'queued' && this.#progress.state !== 'running';
  }

  /** A worker has begun. */
  begin(at = Date.now()): void {
    this.#tracker.begin(at);
    this.#tell();
  }

  /** A worker told something. */
  see(event: RunEvent): void {
    if (this.isOver) return;
    this.#tracker.begin(Date.now());
    this.#tracker.see(event);
    this.#tell();
  }

  /** Takes in what the database has: of a run that another process started, or of events that were missed. */
  recall(pieces: readonly PieceRecord[]): void {
    for (const { plan, kind, artifact, slice, slices, fraction, records, outcome } of pieces) {
      if (plan !== null) this.see({ type: 'planned', artifacts: plan.map(plannedArtifact) });
      if (kind === 'read' && (records > 0 || outcome !== null)) {
        this.see({ type: 'piece', artifact, slice, fraction, records });
      }
      if (outcome !== null && (kind === 'combine' || slices === 1)) this.see({ type: 'artifact', artifact, outcome });
    }
  }

  /** Takes in how the run ended; nothing when the database has it as running still. */
  record({ state, errorCode, reason, finishedAt }: IndexRun): void {
    if (this.isOver || state === 'running') return;
    this.#tracker.end({ state, code: errorCode, reason, finishedAt });
    this.#tell();
    this.recorded.resolve(this.#progress);
  }

  #tell(): void {
    this.#progress = this.#tracker.snapshot();
    this.#publish(this.#progress);
  }
}
