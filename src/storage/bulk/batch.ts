import type { WriteTarget } from '../repositories/run-types.ts';

/** A value as it crosses from the extracting thread to the writer, in JSON. */
export type BatchValue = null | number | string;

/** The rows of one table: values one after another, row by row, in the order of the definition's columns. */
export interface TableRows {
  readonly table: string;
  readonly values: BatchValue[];
}

/** Values of one searchable record in {@link Batch.search}, in this order. */
export const SEARCH_WIDTH = 10;

/** One batch of finished rows. Flat lists, because JSON of them is the quickest way between threads. */
export interface Batch {
  readonly target: WriteTarget;
  readonly tables: readonly TableRows[];
  /** table (index in `tables`), row in that table, preferred id, type, ref, occurredAt, displayText, payload, words, facets */
  readonly search: BatchValue[];
}
