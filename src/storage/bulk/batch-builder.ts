import { plain } from '../../locales/messages.ts';
import type { Column, RowOf, TableSet } from '../../model/columns.ts';
import { DomainError } from '../../model/errors.ts';
import type { SearchDocument } from '../../model/search-document.ts';
import { encodeTableKey } from '../../model/table-key.ts';
import type { WriteTarget } from '../repositories/run-types.ts';
import { sanitiseJson, sanitiseText } from '../sanitise.ts';
import { type Batch, type BatchPart, type BatchValue, packPart, type TableRows } from './batch.ts';
import { ALL_COLUMNS, RowLayouts } from './row-layouts.ts';
import { SearchEntries } from './search-entries.ts';
import { storedValue, UNFIT } from './stored-values.ts';

/**
 * Records per batch. Measured on realistic vocabularies: larger batches make FTS5's term table outgrow the CPU caches,
 * smaller ones create more segments to merge. A transaction takes about a tenth of a second.
 */
const MAX_RECORDS = 10_000;
/** Records per part. */
const PART_RECORDS = 500;
/** Characters of text per batch, which limits memory for large records. */
const MAX_CHARACTERS = 8_000_000;

/** Options of a {@link BatchBuilder}. */
export interface BatchBuilderOptions<T extends TableSet> {
  readonly target: WriteTarget;
  /** The artifact's own tables. */
  readonly tables: T;
  /** The `type:` value of each searchable table; defaults to the table's name. */
  readonly searchTypes: { readonly [K in keyof T & string]?: string };
  /** ISO country of the phone's owner, for handles. */
  readonly region?: string | null;
}

interface TableBuilder {
  readonly index: number;
  readonly columns: readonly { readonly name: string; readonly kind: Column['kind']; readonly required: boolean }[];
  /** Positions of the primary key columns in a row. */
  readonly key: readonly number[];
  readonly searchType: string;
  readonly layouts: RowLayouts;
  rows: number[];
  values: BatchValue[];
}

type AnyRow = Readonly<Record<string, unknown>>;

/** The row with all columns in the order of its table. */
function inOrder(columns: TableBuilder['columns'], row: AnyRow): AnyRow {
  return Object.fromEntries(columns.map(({ name }) => [name, row[name] ?? null]));
}

/**
 * Converts extracted records to batches on the extracting thread, flattened and sanitised. One builder per artifact
 * run; `take()` returns the input of `BulkWriter.write`.
 */
export class BatchBuilder<T extends TableSet> {
  readonly #target: WriteTarget;
  readonly #entries: SearchEntries;
  readonly #tables: ReadonlyMap<string, TableBuilder>;
  /** The last row added, with a value for each column. */
  readonly #row: BatchValue[] = [];
  #search: BatchValue[] = [];
  #parts: Uint8Array[] = [];
  /** Number of records in the current part. */
  #inPart = 0;
  #size = 0;
  #characters = 0;
  #coerced = 0;

  constructor({ target, tables, searchTypes, region }: BatchBuilderOptions<T>) {
    this.#target = target;
    this.#entries = new SearchEntries(target, region ?? null);
    const builders = Object.entries(tables).map(([name, { columns, primaryKey }], index): [string, TableBuilder] => {
      const names = Object.keys(columns);
      return [
        name,
        {
          index,
          columns: Object.entries(columns).map(([column, { kind }]) => ({
            name: column,
            kind,
            required: primaryKey.includes(column),
          })),
          key: primaryKey.map((column) => names.indexOf(column)),
          searchType: searchTypes[name as keyof T & string] ?? name,
          layouts: new RowLayouts(names.length),
          rows: [],
          values: [],
        },
      ];
    });
    this.#tables = new Map(builders);
  }

  /** True when the batch should be taken. */
  get full(): boolean {
    return this.#size >= MAX_RECORDS || this.#characters >= MAX_CHARACTERS;
  }

  /** Records in the batch. */
  get size(): number {
    return this.#size;
  }

  /**
   * Number of values that did not fit their column and became null since the builder was created; noted in the ledger.
   */
  get coerced(): number {
    return this.#coerced;
  }

  /**
   * Adds one record.
   * @throws INTERNAL if the table is not one of the artifact's, or a key column is missing or invalid
   */
  add<K extends keyof T & string>(table: K, row: RowOf<T[K]>, search?: SearchDocument): void {
    const builder = this.#tables.get(table);
    if (builder === undefined) {
      throw new DomainError('INTERNAL', plain(`Artifact ${this.#target.artifact} has no table ${table}.`));
    }
    const textAt = this.#appendRow(table, builder, row, search === undefined ? null : search.text);
    if (search !== undefined) this.#addSearch(builder, search, textAt);
    this.#size++;
    if (++this.#inPart === PART_RECORDS) this.#pack();
  }

  /** Returns the batch and empties the builder. */
  take(): Batch {
    if (this.#inPart > 0) this.#pack();
    const parts = this.#parts;
    this.#parts = [];
    this.#size = 0;
    this.#characters = 0;
    return parts;
  }

  #pack(): void {
    const tables = [...this.#tables].map(
      ([table, { searchType, layouts, rows, values }]): TableRows => ({
        table,
        searchType,
        layouts: layouts.list,
        rows,
        values,
      }),
    );
    const part: BatchPart = { target: this.#target, tables, search: this.#search };
    this.#parts.push(packPart(part));
    for (const builder of this.#tables.values()) {
      builder.values = [];
      builder.rows = [];
    }
    this.#search = [];
    this.#inPart = 0;
  }

  /**
   * Appends a row in stored form; returns the position of `text` among the values, or null. Iterating the properties in
   * order is three times as fast as looking each up by name.
   */
  #appendRow(table: string, builder: TableBuilder, row: AnyRow, text: string | null): number | null {
    const { columns, layouts, rows, values } = builder;
    const first = values.length;
    const coerced = this.#coerced;
    let place = layouts.start;
    let textAt: number | null = null;
    let index = 0;
    for (const name in row) {
      const column = columns[index];
      if (column?.name !== name) break;
      const value = this.#stored(column.kind, row[name]);
      if (value === null) {
        if (column.required) {
          values.length = first;
          throw new DomainError(
            'INTERNAL',
            plain(`Artifact ${this.#target.artifact} gave a row of ${table} without ${name}.`),
          );
        }
      } else {
        if (value === text) textAt = values.length;
        values.push(value);
        place = layouts.step(place, index);
      }
      this.#row[index++] = value;
    }
    if (index !== columns.length) {
      values.length = first;
      this.#coerced = coerced;
      return this.#appendRow(table, builder, inOrder(columns, row), text);
    }
    const layout = layouts.at(place);
    rows.push(layout);
    if (layout !== ALL_COLUMNS) return textAt;
    values.length = first;
    for (let column = 0; column < index; column++) values.push(this.#row[column] as BatchValue);
    return textAt === null ? null : values.indexOf(text, first);
  }

  /** A value in the stored form of its column; null if it does not fit. */
  #stored(kind: Column['kind'], given: unknown): BatchValue {
    const value = storedValue(kind, given);
    if (typeof value === 'string') this.#characters += value.length;
    if (value !== UNFIT) return value;
    this.#coerced++;
    return null;
  }

  #addSearch(builder: TableBuilder, search: SearchDocument, textAt: number | null): void {
    const at = search.at !== null && Number.isSafeInteger(Math.trunc(search.at)) ? Math.trunc(search.at) : null;
    const ref = encodeTableKey(builder.key.map((column) => this.#row[column] as string | number));
    const text = textAt === null ? sanitiseText(search.text) : search.text;
    const payload = sanitiseJson(search.payload);
    const { id, facets } = this.#entries.of(builder.searchType, ref, at, search);
    const also = search.also ?? null;
    this.#characters += (textAt === null ? text.length : 0) + (also?.length ?? 0) + (payload?.length ?? 0);
    const row = builder.rows.length - 1;
    this.#search.push(builder.index, row, id, ref, at, textAt ?? text, also, facets, payload);
  }
}
