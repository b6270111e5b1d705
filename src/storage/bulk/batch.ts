import { deserialize, serialize } from 'node:v8';
import type { WriteTarget } from '../repositories/run-types.ts';
import { payloadText, type SearchedPositions } from '../search/searched-columns.ts';
import type { BatchValue } from './batch-value.ts';
import { searchWords } from './search-words.ts';

export type { BatchValue };

/** The rows of one table. */
export interface TableRows {
  readonly table: string;
  /** The `type:` value. */
  readonly searchType: string;
  /** Number of columns. */
  readonly width: number;
  /** The columns that search documents repeat; null if they do not. */
  readonly searched: SearchedPositions | null;
  /** Values row by row, in the order of the table's columns. */
  readonly values: BatchValue[];
}

/** Number of rows of a table in a batch. */
export function rowCount({ values, width }: TableRows): number {
  return values.length / width;
}

/** Number of values per searchable record in {@link BatchPart.search}. */
export const SEARCH_WIDTH = 9;

/** Positions of these values. */
export const SEARCH_AT = {
  /** Index in `tables`. */
  table: 0,
  /** Row in that table. */
  row: 1,
  /** Preferred id in the search index. */
  id: 2,
  /** Key of the record, with its parts joined by `/`. */
  ref: 3,
  /** UTC milliseconds. */
  at: 4,
  /** The text, or its position in the table's values, so that most texts are not transferred twice. */
  text: 5,
  /** In a packed part: additional searchable text, or null. {@link unpackPart} replaces it by the words. */
  also: 6,
  /** Tokens, separated by spaces. */
  words: 6,
  /** Facets, separated by spaces. */
  facets: 7,
  /** JSON text, or {@link OWN_COLUMNS}. */
  payload: 8,
} as const;

/** Stands for a payload of the row's own columns; see {@link SearchedPositions}. */
export const OWN_COLUMNS = 1;

/** The text of the record at `start` in {@link BatchPart.search}. */
export function searchText({ tables, search }: BatchPart, start: number): string {
  const text = search[start + SEARCH_AT.text] as number | string;
  if (typeof text === 'string') return text;
  return (tables[search[start + SEARCH_AT.table] as number] as TableRows).values[text] as string;
}

/** The payload of the record at `start` in {@link BatchPart.search} as JSON text. */
export function searchPayload({ tables, search }: BatchPart, start: number): string | null {
  const payload = search[start + SEARCH_AT.payload] as string | number | null;
  if (payload !== OWN_COLUMNS) return payload as string | null;
  const { searched, values, width } = tables[search[start + SEARCH_AT.table] as number] as TableRows;
  const first = (search[start + SEARCH_AT.row] as number) * width;
  return searched?.payload ? payloadText(searched.payload, values, first) : null;
}

/** A part of a batch. Flat arrays, because they transfer fastest between threads. */
export interface BatchPart {
  readonly target: WriteTarget;
  readonly tables: readonly TableRows[];
  readonly search: BatchValue[];
}

/**
 * The contents of one transaction: packed parts of a few hundred records each. Packing and unpacking them one at a time
 * keeps their strings short-lived. A single large piece survives several garbage collections, and moving its strings
 * took a seventh of the CPU time.
 */
export type Batch = readonly Uint8Array[];

/**
 * Serialises a part for transfer between threads in V8's own format: three times as fast to write as JSON, and faster
 * to read (measured on records of Messages).
 */
export function packPart(part: BatchPart): Uint8Array {
  return serialize(part);
}

/**
 * Deserialises a part from {@link packPart} in the same process and tokenises it here, because the reading thread is
 * the busier one.
 */
export function unpackPart(packed: Uint8Array): BatchPart {
  const part = deserialize(packed) as BatchPart;
  const { search } = part;
  for (let start = 0; start < search.length; start += SEARCH_WIDTH) {
    const also = search[start + SEARCH_AT.also] as string | null;
    search[start + SEARCH_AT.words] = searchWords(searchText(part, start), also);
  }
  return part;
}
