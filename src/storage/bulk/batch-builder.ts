import type { Column, RowOf, TableSet } from '../../model/columns.ts';
import { DomainError } from '../../model/errors.ts';
import type { SearchDocument } from '../../model/search-document.ts';
import type { WriteTarget } from '../repositories/run-types.ts';
import type { Batch, BatchValue, TableRows } from './batch.ts';
import { SearchEntries } from './search-entry.ts';
import { storedValue, UNFIT } from './stored-values.ts';

/**
 * A batch is full with this many records. Measured on realistic vocabularies: more make FTS5's table of terms outgrow the
 * processor's caches, fewer make more segments to merge. A transaction lasts about a tenth of a second.
 */
const MAX_RECORDS = 10_000;
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
  readonly primaryKey: readonly string[];
  readonly searchType: string;
  values: BatchValue[];
  rows: number;
}

/**
 * Turns extracted records into batches of finished rows, where they are extracted: flattened in column order, tokenised,
 * sanitised. One builder for each artifact run. `take()` gives JSON text for `BulkWriter.write`.
 */
export class BatchBuilder<T extends TableSet> {
  readonly #target: WriteTarget;
  readonly #entries: SearchEntries;
  readonly #tables: ReadonlyMap<string, TableBuilder>;
  #search: BatchValue[] = [];
  #size = 0;
  #characters = 0;
  #coerced = 0;

  constructor({ target, tables, searchTypes, region }: BatchBuilderOptions<T>) {
    this.#target = target;
    this.#entries = new SearchEntries(target, region ?? null);
    const builders = Object.entries(tables).map(([name, { columns, primaryKey }], index): [string, TableBuilder] => [
      name,
      {
        index,
        columns: Object.entries(columns).map(([column, { kind }]) => ({
          name: column,
          kind,
          required: primaryKey.includes(column),
        })),
        primaryKey,
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
    const values = this.#values(table, builder, row);
    if (search !== undefined) {
      const ref = builder.primaryKey.map((name) => String((row as Readonly<Record<string, unknown>>)[name])).join('/');
      const entry = this.#entries.entry(builder.searchType, ref, search);
      this.#count(entry);
      this.#search.push(builder.index, builder.rows, ...entry);
    }
    this.#count(values);
    builder.values.push(...values);
    builder.rows++;
    this.#size++;
  }

  /** The batch as JSON text; the builder is empty afterwards. */
  take(): string {
    const tables = [...this.#tables].map(([table, { values }]): TableRows => ({ table, values }));
    const batch: Batch = { target: this.#target, tables, search: this.#search };
    const text = JSON.stringify(batch);
    for (const builder of this.#tables.values()) {
      builder.values = [];
      builder.rows = 0;
    }
    this.#search = [];
    this.#size = 0;
    this.#characters = 0;
    return text;
  }

  #values(table: string, builder: TableBuilder, row: Readonly<Record<string, unknown>>): BatchValue[] {
    return builder.columns.map(({ name, kind, required }) => {
      let value = storedValue(kind, row[name]);
      if (value === UNFIT) {
        this.#coerced++;
        value = null;
      }
      if (value === null && required) {
        throw new DomainError('INTERNAL', `Artifact ${this.#target.artifact} gave a row of ${table} without ${name}.`);
      }
      return value;
    });
  }

  #count(values: readonly BatchValue[]): void {
    for (const value of values) if (typeof value === 'string') this.#characters += value.length;
  }
}
