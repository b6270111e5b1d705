import type { Slice } from '../../artifacts/kit/artifact.ts';

/** Options for reading an artifact. */
export interface ReadOptions {
  /** ISO country of the phone's owner; null if unknown. */
  readonly region: string | null;
  /** The records to read. */
  readonly slice: Slice;
  /** See `ExtractContext.isExcerpt`. */
  readonly isExcerpt?: boolean;
  /** What the last reading remembered; null for nothing. If it is absent, nothing is remembered either. */
  readonly earlier?: Uint8Array | null;
}
