import type { Column, RowOf, TableSet } from '../../model/columns.ts';
import { DomainError } from '../../model/errors.ts';
import type { SearchDocument } from '../../model/search-document.ts';
import type { WriteTarget } from '../repositories/run-types.ts';
import { sanitiseJson, sanitiseText } from '../sanitise.ts';
import { type Batch, type BatchPart, type BatchValue, packPart, type SearchValues, type TableRows } from './batch.ts';
import { storedValue, UNFIT } from './stored-values.ts';

/**
 * A batch is full with this many records. Measured on realistic vocabularies: more make FTS5's table of terms outgrow the
 * processor's caches, fewer make more segments to merge. A transaction lasts about a tenth of a second.
 */
const MAX_RECORDS = 10_000;
/** Records of a part. */
const PART_RECORDS = 500;
/** Or with this many characters of text: keeps memory small when records are large. */
const MAX_CHARACTERS = 8_000_000;

/** What a batch is built for. */
export interface BatchBuilderOptions<T extends TableSet> {
  readonly target: WriteTarget;
  /** The artifact's own tables. */
  readonly tables: T;
  /** The word for `type:` of each searchable table; the table's name where none is given. */
  readonly searchTypes: { readonly [K in keyof T & string]?: string };
  /** ISO country of the phone's owner, for handles. */
  readonly region?: string | null;
}

interface TableBuilder {
  readonly index: number;
  readonly columns: readonly { readonly name: string; readonly kind: Column['kind']; readonly required: boolean }[];
  readonly searchType: string;
  values: BatchValue[];
  rows: number;
}

/**
 * Turns extracted records into batches, where they are extracted: flattened in column order, sanitised. One builder for
 * each artifact run. `take()` gives what `BulkWriter.write` takes, which tokenises: the work is split between two
 * threads so that both take about as long.
 */
export class BatchBuilder<T extends TableSet> {
  readonly #target: WriteTarget;
  readonly #region: string | null;
  readonly #tables: ReadonlyMap<string, TableBuilder>;
  #search: SearchValues[] = [];
  #parts: Uint8Array[] = [];
  /** Records in the part that is being filled. */
  #inPart = 0;
  #size = 0;
  #characters = 0;
  #coerced = 0;

  constructor({ target, tables, searchTypes, region }: BatchBuilderOptions<T>) {
    this.#target = target;
    this.#region = region ?? null;
    const builders = Object.entries(tables).map(([name, { columns, primaryKey }], index): [string, TableBuilder] => [
      name,
      {
        index,
        columns: Object.entries(columns).map(([column, { kind }]) => ({
          name: column,
          kind,
          required: primaryKey.includes(column),
        })),
        searchType: searchTypes[name as keyof T & string] ?? name,
        values: [],
        rows: 0,
      },
    ]);
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

  /** Values that did not fit their column and became null, since the builder was made: worth a note in the ledger. */
  get coerced(): number {
    return this.#coerced;
  }

  /** Adds one record. @throws INTERNAL when the table is not the artifact's, or a part of its key is missing or does not fit */
  add<K extends keyof T & string>(table: K, row: RowOf<T[K]>, search?: SearchDocument): void {
    const builder = this.#tables.get(table);
    if (builder === undefined) {
      throw new DomainError('INTERNAL', `Artifact ${this.#target.artifact} has no table ${table}.`);
    }
    const textColumn = this.#addRow(table, builder, row, search?.text);
    if (search !== undefined) this.#addSearch(builder, search, textColumn);
    builder.rows++;
    this.#size++;
    if (++this.#inPart === PART_RECORDS) this.#pack();
  }

  /** The batch; the builder is empty afterwards. */
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
      ([table, { searchType, values }]): TableRows => ({ table, searchType, values }),
    );
    const part: BatchPart = { target: this.#target, region: this.#region, tables, search: this.#search };
    this.#parts.push(packPart(part));
    for (const builder of this.#tables.values()) {
      builder.values = [];
      builder.rows = 0;
    }
    this.#search = [];
    this.#inPart = 0;
  }

  /** Appends the row's values; returns the index of the column that holds `text`, or null. */
  #addRow(
    table: string,
    { columns, values }: TableBuilder,
    row: Readonly<Record<string, unknown>>,
    text: string | undefined,
  ): number | null {
    let textColumn: number | null = null;
    for (let index = 0; index < columns.length; index++) {
      const { name, kind, required } = columns[index] as TableBuilder['columns'][number];
      const given = row[name];
      let value = storedValue(kind, given);
      if (value === UNFIT) {
        this.#coerced++;
        value = null;
      }
      if (value === null && required) {
        throw new DomainError('INTERNAL', `Artifact ${this.#target.artifact} gave a row of ${table} without ${name}.`);
      }
      if (typeof value === 'string') {
        this.#characters += value.length;
        if (given === text) textColumn = index;
      }
      values.push(value);
    }
    return textColumn;
  }

  #addSearch(builder: TableBuilder, search: SearchDocument, textColumn: number | null): void {
    const { at, also, from, in: keys, has, payload } = search;
    const time = at !== null && Number.isSafeInteger(Math.trunc(at)) ? Math.trunc(at) : null;
    const text = textColumn ?? sanitiseText(search.text);
    const shown = sanitiseJson(payload);
    this.#characters += (typeof text === 'string' ? text.length : 0) + (also?.length ?? 0) + (shown?.length ?? 0);
    this.#search.push(builder.index, builder.rows, time, text, also ?? null, few(from), few(keys), few(has), shown);
  }
}

/** One value stands for a list of one: nearly all lists are. */
function few(values: readonly BatchValue[] | undefined): SearchValues {
  if (values === undefined || values.length === 0) return null;
  return values.length === 1 ? (values[0] as BatchValue) : values;
}
