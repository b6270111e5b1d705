import type { StoredMessage } from '../locales/messages.ts';

/** State of an index run as reported to observers. */
export type RunState =
  | 'queued'
  | 'running'
  | 'succeeded'
  | 'partial'
  | 'failed'
  | 'cancelled'
  | 'interrupted'
  | 'locked';

/** Progress of one artifact within a run. */
export interface ArtifactProgress {
  readonly artifact: string;
  readonly title: string;
  /** `unchanged`: its source files are the same as in the last run, so its rows are kept. */
  readonly state: 'waiting' | 'running' | 'done' | 'unchanged';
  /** 0..1 */
  readonly fraction: number;
  readonly records: number;
  readonly outcome: string | null;
}

/** Progress of one index run. */
export interface RunProgress {
  /** Public id of the run. */
  readonly run: string;
  readonly state: RunState;
  /** 0..1 */
  readonly fraction: number;
  readonly records: number;
  readonly recordsPerSecond: number;
  /** Estimated from the bytes of the stores that are left; null while too little is read for that, and afterwards. */
  readonly secondsLeft: number | null;
  readonly artifacts: readonly ArtifactProgress[];
  /** Artifacts of which the newest records are visible, all from `backTo` (UTC milliseconds) on if that is known. */
  readonly previews: readonly { readonly artifact: string; readonly backTo: number | null }[];
  readonly code: string | null;
  readonly reason: StoredMessage | null;
  /** UTC milliseconds. */
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
}

/** True for a run after which all that can be read is indexed. */
export function isIndexed(state: string): boolean {
  return state === 'succeeded' || state === 'partial';
}
