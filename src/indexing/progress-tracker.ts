import type { ArtifactProgress, RunProgress, RunState } from '../model/progress.ts';
import type { PlannedArtifact } from './protocol.ts';

/** Weight of an artifact whose stores are empty or absent: it must not make the sum zero. */
const LEAST_WEIGHT = 1;

interface Part {
  readonly title: string;
  readonly weight: number;
  state: ArtifactProgress['state'];
  fraction: number;
  records: number;
  outcome: string | null;
}

/** Adds up what is known of one run into the progress that watchers see. */
export class ProgressTracker {
  readonly #run: string;
  readonly #parts = new Map<string, Part>();
  readonly #startedAt: number;
  #state: RunState;
  #code: string | null = null;
  #reason: string | null = null;
  #finishedAt: number | null = null;

  constructor(run: string, startedAt: number, state: RunState = 'running') {
    this.#run = run;
    this.#startedAt = startedAt;
    this.#state = state;
  }

  planned(artifacts: readonly PlannedArtifact[], titleOf: (artifact: string) => string): void {
    for (const { artifact, unchanged, weight } of artifacts) {
      this.#parts.set(artifact, {
        title: titleOf(artifact),
        weight: Math.max(weight, LEAST_WEIGHT),
        state: unchanged ? 'unchanged' : 'waiting',
        fraction: unchanged ? 1 : 0,
        records: 0,
        outcome: null,
      });
    }
  }

  started(artifact: string): void {
    const part = this.#parts.get(artifact);
    if (part !== undefined) part.state = 'running';
  }

  advanced(artifact: string, fraction: number, records: number): void {
    const part = this.#parts.get(artifact);
    if (part === undefined) return;
    part.fraction = Math.max(part.fraction, fraction);
    part.records = records;
  }

  done(artifact: string, outcome: string): void {
    const part = this.#parts.get(artifact);
    if (part === undefined) return;
    part.state = 'done';
    part.fraction = 1;
    part.outcome = outcome;
  }

  ended(state: RunState, code: string | null, reason: string | null): void {
    this.#state = state;
    this.#code = code;
    this.#reason = reason;
    this.#finishedAt = Date.now();
  }

  snapshot(): RunProgress {
    const parts = [...this.#parts.values()];
    const weight = parts.reduce((sum, part) => sum + part.weight, 0);
    const fraction = weight === 0 ? 0 : parts.reduce((sum, part) => sum + part.weight * part.fraction, 0) / weight;
    const records = parts.reduce((sum, part) => sum + part.records, 0);
    const seconds = ((this.#finishedAt ?? Date.now()) - this.#startedAt) / 1000;
    return {
      run: this.#run,
      state: this.#state,
      fraction: this.#state === 'succeeded' ? 1 : fraction,
      records,
      recordsPerSecond: seconds > 0 ? Math.round(records / seconds) : 0,
      artifacts: [...this.#parts].map(([artifact, part]) => ({
        artifact,
        title: part.title,
        state: part.state,
        fraction: part.fraction,
        records: part.records,
        outcome: part.outcome,
      })),
      code: this.#code,
      reason: this.#reason,
      startedAt: this.#startedAt,
      finishedAt: this.#finishedAt,
    };
  }
}
