import { msg } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';

/** Limits of the property list and keyed archive readers. Beyond them they throw LIMIT_EXCEEDED. */
export interface PlistLimits {
  /** Length of the encoded plist in bytes. */
  readonly maxBytes: number;
  /** Maximum number of values. */
  readonly maxObjects: number;
  /** Nesting depth of containers. Also bounds the recursion of any walk over the result. */
  readonly maxDepth: number;
  /**
   * Size in bytes of the result with every shared part counted in full: {@link VALUE_COST} per value, plus the contents
   * of strings and data. Bounds the reader's memory and the work of any walk over the result, however often a hostile
   * file refers to the same part ("billion laughs").
   */
  readonly maxOutput: number;
}

/**
 * Ample for real data (an Info.plist full of icons has a few megabytes and thousands of values), harmless for a server.
 */
const DEFAULT_PLIST_LIMITS: PlistLimits = {
  maxBytes: 64 * 1024 * 1024,
  maxObjects: 1_000_000,
  maxDepth: 512,
  maxOutput: 128 * 1024 * 1024,
};

/** Cost of each value and each container slot towards `maxOutput`: the size of a pointer. */
export const VALUE_COST = 8;

/** The defaults overridden by `limits`. */
export function withDefaultLimits(limits: Partial<PlistLimits> | undefined): PlistLimits {
  return limits === undefined ? DEFAULT_PLIST_LIMITS : { ...DEFAULT_PLIST_LIMITS, ...limits };
}

/** @throws LIMIT_EXCEEDED with the limit of `what` when `value` exceeds it */
export function enforceLimit(value: number, limit: number, what: string): void {
  if (value > limit) {
    throw new DomainError('LIMIT_EXCEEDED', msg('detail.plist-too-large', { limit, what }), {
      details: { limit },
    });
  }
}
