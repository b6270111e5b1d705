import { DomainError } from '../model/errors.ts';

/** What a reader of property lists and keyed archives refuses to go beyond (LIMIT_EXCEEDED). */
export interface PlistLimits {
  /** Length of the encoded plist in bytes. */
  readonly maxBytes: number;
  /** Number of values it may hold. */
  readonly maxObjects: number;
  /** Containers within containers; also bounds the recursion of every walk over the result. */
  readonly maxDepth: number;
  /**
   * Size of the result with every shared part written out, in bytes: {@link VALUE_COST} for each value, and what
   * strings and data hold. It bounds the memory of the reader and the work of whoever walks the result, however often
   * a hostile file refers to the same part ("billion laughs").
   */
  readonly maxOutput: number;
}

/** Roomy for real data (an Info.plist full of icons has some megabytes and thousands of values), harmless for a server. */
const DEFAULT_PLIST_LIMITS: PlistLimits = {
  maxBytes: 64 * 1024 * 1024,
  maxObjects: 1_000_000,
  maxDepth: 512,
  maxOutput: 128 * 1024 * 1024,
};

/** What each value and each slot of a container counts towards `maxOutput`: the size of a pointer. */
export const VALUE_COST = 8;

/** The defaults with `limits` over them. */
export function withDefaultLimits(limits: Partial<PlistLimits> | undefined): PlistLimits {
  return limits === undefined ? DEFAULT_PLIST_LIMITS : { ...DEFAULT_PLIST_LIMITS, ...limits };
}

/** @throws LIMIT_EXCEEDED naming the limit of `what` when `value` is above it. */
export function enforceLimit(value: number, limit: number, what: string): void {
  if (value > limit) {
    throw new DomainError('LIMIT_EXCEEDED', `A property list goes beyond the limit of ${limit} ${what}.`, {
      details: { limit },
    });
  }
}
