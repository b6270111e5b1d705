import type { BatchValue } from './batch-value.ts';

/**
 * A list that is filled again and again and keeps its memory. Arrays that grew anew for each part of a batch were most of
 * what outlived collections of the young generation.
 */
export class KeptList {
  /** From {@link length} on, values of an earlier filling. */
  readonly values: BatchValue[] = [];
  length = 0;

  /** Makes room for `count` values, which must all be set in order; returns the position of the first. */
  add(count: number): number {
    const first = this.length;
    this.length += count;
    return first;
  }

  /** Position of a value from `first` on; -1 if it is not there. */
  find(value: BatchValue, first: number): number {
    for (let at = first; at < this.length; at++) if (this.values[at] === value) return at;
    return -1;
  }

  /** The values as an array, until the list is filled again. */
  whole(): BatchValue[] {
    if (this.length === 0) return [];
    this.values.length = this.length;
    return this.values;
  }
}
