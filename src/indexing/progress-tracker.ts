import { type StoredMessage } from '../locales/messages.ts';
import { type ArtifactProgress, isIndexed, type RunProgress, type RunState } from '../model/progress.ts';
import type { PieceProgress, PlannedArtifact, RunEvent } from './protocol.ts';

/** Weight of an artifact whose stores are empty or missing, so that the sum is never zero. */
const LEAST_WEIGHT = 1;

/** What must have been read, and for how long, before the rest is estimated. */
const LEAST_FRACTION = 0.03;
const LEAST_SECONDS = 1;

interface Part {
  readonly title: string;
  readonly weight: number;
  readonly slices: { fraction: number; records: number }[];
  state: ArtifactProgress['state'];
  outcome: string | null;
}

/** How a run ended according to the database. */
export interface RecordedEnd {
  readonly state: RunState;
  readonly code: string | null;
  readonly reason: StoredMessage | null;
  readonly finishedAt: number | null;
}

/** Aggregates the events of one run into the progress shown to watchers. */
export class ProgressTracker {
  readonly #run: string;
  readonly #titleOf: (artifact: string) => string;
  readonly #parts = new Map<string, Part>();
  readonly #previews = new Map<string, { readonly artifact: string; readonly backTo: number | null }>();
  #startedAt: number;
  /** When the plan was made; what comes before it is not part of the fraction. */
  #plannedAt: number | null = null;
  #end: RecordedEnd = { state: 'queued', code: null, reason: null, finishedAt: null };

  constructor(run: string, startedAt: number, titleOf: (artifact: string) => string) {
    this.#run = run;
    this.#startedAt = startedAt;
    this.#titleOf = titleOf;
  }

  /** Marks the run as started by a worker. */
  begin(at: number): void {
    if (this.#end.state !== 'queued') return;
    this.#startedAt = at;
    this.#end = { ...this.#end, state: 'running' };
  }

  /** Applies an event of a worker. Late and duplicate events have no effect. */
  apply(event: RunEvent): void {
    switch (event.type) {
      case 'planned':
        this.#plannedAt ??= Date.now();
        for (const artifact of event.artifacts) this.#plan(artifact);
        return;
      case 'piece':
        this.#advance(event);
        return;
      case 'preview': {
        const { artifact, backTo } = event;
        this.#previews.set(artifact, { artifact, backTo });
        return;
      }
      case 'artifact': {
        const part = this.#parts.get(event.artifact);
        if (part === undefined) return;
        part.state = 'done';
        part.outcome = event.outcome;
        this.#previews.delete(event.artifact);
      }
    }
  }

  /** Marks the run as ended. */
  end(end: RecordedEnd): void {
    this.#end = end;
  }

  /** The current progress. */
  snapshot(): RunProgress {
    const { state, code, reason, finishedAt } = this.#end;
    const artifacts = [...this.#parts].map(([artifact, part]) => artifactProgress(artifact, part));
    const weights = [...this.#parts.values()].map(({ weight }) => weight);
    const weight = weights.reduce((sum, each) => sum + each, 0);
    const read = artifacts.reduce((sum, { fraction }, index) => sum + fraction * (weights[index] as number), 0);
    const records = artifacts.reduce((sum, part) => sum + part.records, 0);
    const seconds = ((finishedAt ?? Date.now()) - this.#startedAt) / 1000;
    const fraction = isIndexed(state) ? 1 : weight === 0 ? 0 : read / weight;
    return {
      run: this.#run,
      state,
      fraction,
      records,
      recordsPerSecond: seconds > 0 ? Math.round(records / seconds) : 0,
      secondsLeft: state === 'running' ? secondsLeft(fraction, this.#plannedAt) : null,
      artifacts,
      previews: [...this.#previews.values()],
      code,
      reason,
      startedAt: this.#startedAt,
      finishedAt,
    };
  }

  #plan({ artifact, unchanged, weight, slices, outcome }: PlannedArtifact): void {
    if (this.#parts.has(artifact)) return;
    this.#parts.set(artifact, {
      title: this.#titleOf(artifact),
      weight: Math.max(weight, LEAST_WEIGHT),
      slices: Array.from({ length: slices }, () => ({ fraction: 0, records: 0 })),
      state: unchanged ? 'unchanged' : outcome === null ? 'waiting' : 'done',
      outcome: unchanged ? null : outcome,
    });
  }

  #advance({ artifact, slice, fraction, records }: PieceProgress): void {
    const part = this.#parts.get(artifact);
    const place = part?.slices[slice];
    if (part === undefined || place === undefined || part.state === 'done') return;
    part.state = 'running';
    place.fraction = Math.max(place.fraction, fraction);
    // A piece that is read again after the loss of its worker starts over with fewer.
    place.records = Math.max(place.records, records);
  }
}

/** At the speed so far; null while that says nothing. */
function secondsLeft(fraction: number, since: number | null): number | null {
  const seconds = (Date.now() - (since ?? Date.now())) / 1000;
  if (fraction < LEAST_FRACTION || seconds < LEAST_SECONDS) return null;
  return Math.ceil((seconds * (1 - fraction)) / fraction);
}

function artifactProgress(artifact: string, { title, state, slices, outcome }: Part): ArtifactProgress {
  const isOver = state === 'done' || state === 'unchanged';
  return {
    artifact,
    title,
    state,
    fraction: isOver ? 1 : slices.reduce((sum, { fraction }) => sum + fraction, 0) / slices.length,
    records: slices.reduce((sum, { records }) => sum + records, 0),
    outcome,
  };
}
