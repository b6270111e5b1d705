import { deserialize, serialize } from 'node:v8';
import type { WriteTarget } from '../repositories/run-types.ts';
import { searchWords } from './search-words.ts';

/** A value as it crosses from the extracting thread to the writer. */
export type BatchValue = null | number | string;

/** Which columns of a table a row has values for, as ascending indexes into the definition's columns. The others are null. */
export type RowLayout = readonly number[];

/** The rows of one table. Most columns of most rows are null, so only the others are sent, and bound. */
export interface TableRows {
  readonly table: string;
  /** The word for `type:`. */
  readonly searchType: string;
  readonly layouts: readonly RowLayout[];
  /** Of each row the index of its layout. */
  readonly rows: number[];
  /** Row by row, in the order of the row's layout. */
  readonly values: BatchValue[];
}

/** Calls `take` for every row of `table`; its values begin at `at`. */
export function eachRow(table: TableRows, take: (layout: RowLayout, at: number, row: number) => void): void {
  const { layouts, rows } = table;
  for (let row = 0, at = 0; row < rows.length; row++) {
    const layout = layouts[rows[row] as number] as RowLayout;
    take(layout, at, row);
    at += layout.length;
  }
}

/** Values of one searchable record in {@link BatchPart.search}, in this order. */
export const SEARCH_WIDTH = 9;

/** Where they stand. */
export const SEARCH_AT = {
  /** Index in `tables`. */
  table: 0,
  /** Row in that table. */
  row: 1,
  /** The id it would like to have in the search index. */
  id: 2,
  /** Key of the record, parts joined by `/`. */
  ref: 3,
  /** UTC milliseconds. */
  at: 4,
  /** The text, or where it stands in the table's values: most texts are not sent twice. */
  text: 5,
  /** In a packed part: what is searched besides the text, or null. {@link unpackPart} puts the words in its place. */
  also: 6,
  /** Tokens, separated by spaces. */
  words: 6,
  /** Facets, separated by spaces. */
  facets: 7,
  /** JSON text. */
  payload: 8,
} as const;

/** A part of a batch. Flat lists, because they are the quickest to take from one thread to another. */
export interface BatchPart {
  readonly target: WriteTarget;
  readonly tables: readonly TableRows[];
  readonly search: BatchValue[];
}

/**
 * What is written in one transaction: packed parts of some hundred records each. Parts are packed and unpacked one by
 * one, so that the strings in them die young: as one piece they outlive several collections, and moving them took a
 * seventh of all processor time.
 */
export type Batch = readonly Uint8Array[];

/**
 * Packs a part for the way between threads. V8's own format: three times as quick to write as JSON, and quicker to read
 * (measured on records of Messages).
 */
export function packPart(part: BatchPart): Uint8Array {
  return serialize(part);
}

/**
 * Unpacks what {@link packPart} made, in the same process, and tokenises it: the reading thread has more to do than the
 * writing one.
 */
export function unpackPart(packed: Uint8Array): BatchPart {
  const part = deserialize(packed) as BatchPart;
  const { tables, search } = part;
  for (let start = 0; start < search.length; start += SEARCH_WIDTH) {
    const given = search[start + SEARCH_AT.text] as number | string;
    const { values } = tables[search[start + SEARCH_AT.table] as number] as TableRows;
    const text = typeof given === 'number' ? (values[given] as string) : given;
    search[start + SEARCH_AT.words] = searchWords(text, search[start + SEARCH_AT.also] as string | null);
  }
  return part;
}
