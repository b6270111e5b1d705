import { plain } from '../../locales/messages.ts';
import { type Column, isValues, type RowOf, type TableSet, type ValuesOf } from '../../model/columns.ts';
import { DomainError } from '../../model/errors.ts';
import type { SearchDocument } from '../../model/search-document.ts';
import { encodeTableKey } from '../../model/table-key.ts';
import type { WriteTarget } from '../repositories/run-types.ts';
import { sanitiseJson, sanitiseText } from '../sanitise.ts';
import { isPayloadOf, type SearchedPositions, searchedPositions } from '../search/searched-columns.ts';
import {
  type Batch,
  type BatchPart,
  type BatchValue,
  OWN_COLUMNS,
  packPart,
  SEARCH_AT,
  SEARCH_WIDTH,
  type TableRows,
} from './batch.ts';
import { KeptList } from './kept-list.ts';
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

interface BuilderColumn {
  readonly name: string;
  readonly kind: Column['kind'];
  /** Position in the table. */
  readonly at: number;
  /** The last value that was converted to text, and the text: rows that follow each other often share a value. */
  given: unknown;
  stored: string;
}

interface TableBuilder {
  readonly index: number;
  readonly columns: ReadonlyMap<string, BuilderColumn>;
  /** The same in the order of the table. */
  readonly ordered: readonly BuilderColumn[];
  /** The columns in the order of the last row's properties; undefined for a property that is not a column. */
  readonly order: (BuilderColumn | undefined)[];
  /** The primary key's columns. */
  readonly key: readonly BuilderColumn[];
  readonly searchType: string;
  readonly searched: SearchedPositions | null;
  /** The column where the text of the last document was found. */
  textAt: number;
  /** Number of columns. */
  readonly width: number;
  readonly values: KeptList;
}

type AnyRow = Readonly<Record<string, unknown>>;

/**
 * Converts extracted records to batches on the extracting thread, flattened and sanitised. One builder per artifact
 * run; `take()` returns the input of `BulkWriter.write`.
 */
export class BatchBuilder<T extends TableSet> {
  readonly #target: WriteTarget;
  readonly #entries: SearchEntries;
  readonly #tables: ReadonlyMap<string, TableBuilder>;
  readonly #search = new KeptList();
  #parts: Uint8Array[] = [];
  /** Number of records in the current part. */
  #inPart = 0;
  #size = 0;
  #characters = 0;
  #coerced = 0;

  constructor({ target, tables, searchTypes, region }: BatchBuilderOptions<T>) {
    this.#target = target;
    this.#entries = new SearchEntries(target, region ?? null);
    const builders = Object.entries(tables).map(([name, definition], index): [string, TableBuilder] => {
      const { columns, primaryKey } = definition;
      const searched = searchedPositions(definition);
      const all = new Map(
        Object.entries(columns).map(([column, { kind }], at) => [
          column,
          { name: column, kind, at, given: null, stored: '' },
        ]),
      );
      return [
        name,
        {
          index,
          columns: all,
          ordered: [...all.values()],
          order: [...all.values()],
          key: primaryKey.flatMap((column) => all.get(column) ?? []),
          searchType: searchTypes[name as keyof T & string] ?? name,
          searched,
          textAt: Math.max(0, searched?.text ?? 0),
          width: all.size,
          values: new KeptList(),
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
   * Adds one record; its row is an object or an array.
   * @throws INTERNAL if the table is not one of the artifact's, a key column is missing or invalid, or an array does not
   * have a value for each column
   */
  add<K extends keyof T & string>(table: K, row: RowOf<T[K]> | ValuesOf<T[K]>, search?: SearchDocument): void {
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
      ([table, { searchType, searched, width, values }]): TableRows => ({
        table,
        searchType,
        searched,
        width,
        values: values.whole(),
      }),
    );
    const part: BatchPart = { target: this.#target, tables, search: this.#search.whole() };
    this.#parts.push(packPart(part));
    for (const { values } of this.#tables.values()) values.length = 0;
    this.#search.length = 0;
    this.#inPart = 0;
  }

  /**
   * Appends a row in stored form; returns the position of `text` among the values, or null.
   */
  #appendRow(
    table: string,
    builder: TableBuilder,
    given: AnyRow | readonly unknown[],
    text: string | null,
  ): number | null {
    const { values } = builder;
    const first = values.length;
    if (isValues(given)) this.#appendValues(table, builder, given);
    else this.#appendProperties(builder, given);
    for (const { name, at } of builder.key) {
      if (values.values[first + at] !== null) continue;
      values.length = first;
      throw new DomainError(
        'INTERNAL',
        plain(`Artifact ${this.#target.artifact} gave a row of ${table} without ${name}.`),
      );
    }
    if (text === null) return null;
    // Nearly always where it was in the last row.
    if (values.values[first + builder.textAt] === text) return first + builder.textAt;
    const textAt = values.find(text, first);
    if (textAt === -1) return null;
    builder.textAt = textAt - first;
    return textAt;
  }

  #appendValues(table: string, { ordered, width, values }: TableBuilder, given: readonly unknown[]): void {
    if (given.length !== width) {
      throw new DomainError(
        'INTERNAL',
        plain(
          `Artifact ${this.#target.artifact} gave a row of ${table} with ${given.length} values for ${width} columns.`,
        ),
      );
    }
    const row = values.add(width);
    for (let at = 0; at < width; at++) {
      const value = given[at];
      values.values[row + at] = value === null ? null : this.#stored(ordered[at] as BuilderColumn, value);
    }
  }

  /**
   * Iterating the properties in order is three times as fast as looking each up by name. Rows of a table have their
   * properties in the same order, but not always that of the columns.
   */
  #appendProperties({ columns, order, width, values }: TableBuilder, given: AnyRow): void {
    const row = values.add(width);
    for (let at = 0; at < width; at++) values.values[row + at] = null;
    let index = 0;
    for (const name in given) {
      let column = order[index];
      if (column?.name !== name) column = order[index] = columns.get(name);
      index++;
      const value = given[name];
      if (column !== undefined && value !== null) values.values[row + column.at] = this.#stored(column, value);
    }
  }

  /** A value in the stored form of its column; null if it does not fit. */
  #stored(column: BuilderColumn, given: unknown): BatchValue {
    if (given === column.given) {
      this.#characters += column.stored.length;
      return column.stored;
    }
    const value = storedValue(column.kind, given);
    if (value === UNFIT) {
      this.#coerced++;
      return null;
    }
    if (typeof value !== 'string') return value;
    this.#characters += value.length;
    column.given = given;
    column.stored = value;
    return value;
  }

  #addSearch(builder: TableBuilder, search: SearchDocument, textAt: number | null): void {
    const at = search.at !== null && Number.isSafeInteger(Math.trunc(search.at)) ? Math.trunc(search.at) : null;
    const { values } = builder.values;
    const first = builder.values.length - builder.width;
    const ref = encodeTableKey(builder.key.map(({ at }) => values[first + at] as string | number));
    const text = textAt === null ? sanitiseText(search.text) : search.text;
    const row = first / builder.width;
    const own = builder.searched?.payload ?? null;
    const isOwn = own !== null && search.payload !== undefined && isPayloadOf(own, values, first, search.payload);
    const payload = isOwn ? OWN_COLUMNS : sanitiseJson(search.payload);
    const { id, facets } = this.#entries.of(builder.searchType, ref, at, search);
    const also = search.also ?? null;
    this.#characters += (textAt === null ? text.length : 0) + (also?.length ?? 0);
    if (typeof payload === 'string') this.#characters += payload.length;
    const document = this.#search.add(SEARCH_WIDTH);
    const entry = this.#search.values;
    entry[document + SEARCH_AT.table] = builder.index;
    entry[document + SEARCH_AT.row] = row;
    entry[document + SEARCH_AT.id] = id;
    entry[document + SEARCH_AT.ref] = ref;
    entry[document + SEARCH_AT.at] = at;
    entry[document + SEARCH_AT.text] = textAt ?? text;
    entry[document + SEARCH_AT.also] = also;
    entry[document + SEARCH_AT.facets] = facets;
    entry[document + SEARCH_AT.payload] = payload;
  }
}
