import type { ArtifactDefinition, Extracted, StayingRows } from '../../artifacts/kit/artifact.ts';
import { Fingerprint } from '../../artifacts/kit/growth/fingerprint.ts';
import { type Column as PackedColumn, packColumns, unpackColumns } from '../../artifacts/kit/growth/packed-columns.ts';
import { EarlierRows, TableMemory } from '../../artifacts/kit/growth/table-memory.ts';
import { type Column, isValues, type TableDefinition, type TableSet } from '../../model/columns.ts';
import type { SearchDocument } from '../../model/search-document.ts';
import type { KeyValues } from '../../model/table-key.ts';
// Imported directly, because the index of storage would load the engines, which the reading thread does not need.
import { storedValue } from '../../storage/bulk/stored-values.ts';
import type { KeptRecords, RecordSink } from '../record-sink.ts';

/** Artifacts with fewer rows are written as a whole, which takes no longer than finding out what is the same. */
const FEWEST_ROWS = 250;
/**
 * Number of rows that are looked at before deciding whether to keep any. If most differ, as on a restored phone with other keys, replacing
 * them one by one takes longer than writing all.
 */
const PROBED_ROWS = 2000;
/** Maximum number of columns that can be packed. */
const MOST_COLUMNS = 255;

interface KeyColumn {
  readonly name: string;
  readonly at: number;
  readonly kind: Column['kind'];
}

interface Table {
  readonly name: string;
  readonly primaryKey: readonly string[];
  readonly columns: readonly string[];
  /** The columns of the last row's properties, in their order; -1 for a property that is not a column. */
  readonly order: number[];
  readonly key: readonly KeyColumn[];
  /** What is remembered of this reading; null if that is too much. */
  memory: TableMemory | null;
  earlier: EarlierRows | null;
}

/**
 * Passes on only the rows that differ from those of the last reading, so that a backup that was made again is not
 * written as a whole. For artifacts that do not know themselves what has changed. The result is that of writing all of
 * them: rows are compared by a digest of their values and their search document.
 *
 * An artifact that knows that rows are the same can leave them out ({@link StayingRows}).
 */
export class SameRows implements RecordSink, StayingRows {
  readonly earlier: readonly ArrayBuffer[] | null;
  readonly #sink: RecordSink;
  readonly #key: string;
  readonly #tables: ReadonlyMap<string, Table>;
  readonly #fingerprint = new Fingerprint();
  /** The first rows, until it is decided; null afterwards. */
  #probed: Extracted<TableSet>[] | null;
  #kept: KeptRecords | null = null;
  #remembered: readonly PackedColumn[] = [];

  private constructor(sink: RecordSink, key: string, tables: readonly Table[], earlier: readonly ArrayBuffer[] | null) {
    this.earlier = earlier;
    this.#sink = sink;
    this.#key = key;
    this.#tables = new Map(tables.map((table) => [table.name, table]));
    this.#probed = tables.some(({ earlier }) => earlier !== null) ? [] : null;
  }

  /**
   * @param key equal for two readings of an artifact if equal rows are stored in the same way
   * @param earlier what the last reading remembered; null for nothing
   */
  static of(
    { tables }: Pick<ArtifactDefinition, 'tables'>,
    { key, earlier }: { readonly key: string; readonly earlier: Uint8Array | null },
    sink: RecordSink,
  ): SameRows {
    const found = earlier === null || sink.keepRows === undefined ? null : memoriesOf(tables, key, earlier);
    const all = Object.entries(tables).map(([name, definition]): Table => {
      const columns = Object.keys(definition.columns);
      const memory = found?.memories.get(name);
      return {
        name,
        primaryKey: definition.primaryKey,
        columns,
        order: [],
        key: definition.primaryKey.map((column) => ({
          name: column,
          at: columns.indexOf(column),
          kind: definition.columns[column]?.kind ?? 'text',
        })),
        memory: new TableMemory(definition),
        earlier: memory === undefined ? null : new EarlierRows(memory),
      };
    });
    return new SameRows(sink, key, all, found?.others ?? null);
  }

  add(record: Extracted<TableSet>): void {
    if (this.#probed === null) this.#pass(record);
    else if (this.#probed.push(record) === PROBED_ROWS) this.#decide();
  }

  begin(): void {
    if (this.earlier !== null) this.#decide(true);
  }

  stay(name: string, first: number, count: number): void {
    const table = this.#tables.get(name);
    const earlier = table?.earlier ?? null;
    if (table === undefined || earlier === null || this.#probed !== null || first + count > earlier.memory.size)
      throw new RangeError(`${count} rows of ${name} from ${first} on are not known`);
    earlier.skip(first, count);
    this.#kept?.stay(name, count);
    table.memory?.append(earlier.memory, first, count);
    this.#forgetTooMany(table);
  }

  remember(columns: readonly PackedColumn[]): void {
    this.#remembered = columns;
  }

  progress(fraction: number): void {
    this.#sink.progress(fraction);
  }

  /** Removes the rows that were not there again. To be called after the last record, even if reading failed. */
  removeOthers(): void {
    this.#decide();
    for (const table of this.#tables.values()) {
      const { name, earlier } = table;
      if (earlier === null) continue;
      for (const row of earlier.unseen()) {
        this.#kept?.remove(name, { key: earlier.memory.keyAt(row), at: earlier.memory.factsAt(row).at });
      }
      table.earlier = null;
    }
  }

  /** What is to be remembered for the next reading; null for nothing. To be called once, as the last. */
  state(): Uint8Array | null {
    const memories = [...this.#tables.values()].flatMap(({ memory }) => memory ?? []);
    const rows = memories.reduce((sum, { size }) => sum + size, 0);
    if (rows < FEWEST_ROWS) return null;
    const columns = memories.flatMap((memory) => memory.takeColumns());
    if (columns.length > MOST_COLUMNS) return null;
    const all = [...columns, ...this.#remembered];
    return packColumns(this.#key, all.length > MOST_COLUMNS ? columns : all);
  }

  /** Keeps the earlier rows if most of the first ones are the same, or if it is known that most of all are. */
  #decide(areKnown = false): void {
    const probed = this.#probed;
    if (probed === null) return;
    this.#probed = null;
    const tables = [...this.#tables.values()];
    const same = probed.filter((record) => this.#isSame(record)).length;
    if (areKnown || 2 * same >= probed.length) {
      const groups = tables.map(({ name, primaryKey }) => ({ units: { [name]: primaryKey }, searched: name }));
      this.#kept = this.#sink.keepRows?.(groups) ?? null;
    }
    for (const table of tables) {
      if (this.#kept === null) table.earlier = null;
      table.earlier?.rewind();
    }
    for (const record of probed) this.#pass(record);
  }

  #isSame([name, row, search]: Extracted<TableSet>): boolean {
    const table = this.#tables.get(name);
    const key = table === undefined ? null : keyOf(table, row);
    const found = key === null ? null : (table?.earlier?.find(key) ?? null);
    if (table === undefined || found === null) return false;
    return table.earlier?.memory.factsAt(found).digest === this.#digestOf(table, row, search);
  }

  #pass(record: Extracted<TableSet>): void {
    const [name, row, search] = record;
    const table = this.#tables.get(name);
    const key = table === undefined ? null : keyOf(table, row);
    if (table === undefined || key === null) {
      // The sink says what is wrong with it. Rows that follow would have other numbers.
      this.#forget();
      this.#sink.add(record);
      return;
    }
    const facts = { digest: this.#digestOf(table, row, search), at: search === undefined ? undefined : timeOf(search) };
    if (!this.#stays(table, key, facts.digest)) this.#sink.add(record);
    table.memory?.push(key, facts);
    this.#forgetTooMany(table);
  }

  #forgetTooMany({ memory }: Table): void {
    if (memory?.isTooLarge === true) this.#forget();
  }

  #forget(): void {
    for (const each of this.#tables.values()) each.memory = null;
  }

  /** True if the row is as it was. A row that has changed is removed. */
  #stays({ name, earlier }: Table, key: KeyValues, digest: number): boolean {
    const found = earlier?.find(key) ?? null;
    if (earlier === null || found === null) return false;
    const before = earlier.memory.factsAt(found);
    if (before.digest === digest) {
      this.#kept?.stay(name, 1);
      return true;
    }
    this.#kept?.remove(name, { key, at: before.at });
    return false;
  }

  #digestOf(
    { columns, order }: Table,
    row: Readonly<Record<string, unknown>> | readonly unknown[],
    search: SearchDocument | undefined,
  ): number {
    const fingerprint = this.#fingerprint;
    fingerprint.reset();
    if (isValues(row)) {
      for (let at = 0; at < row.length; at++) this.#addColumn(at, row[at]);
    } else {
      // Rows of a table have their properties in the same order, but not always in that of the columns.
      let index = 0;
      for (const name in row) {
        let at = order[index];
        if (at === undefined || columns[at] !== name) at = order[index] = columns.indexOf(name);
        index++;
        if (at !== -1) this.#addColumn(at, row[name]);
      }
    }
    fingerprint.value(search);
    return fingerprint.number53;
  }

  #addColumn(at: number, value: unknown): void {
    if (value === null || value === undefined) return;
    this.#fingerprint.column(at);
    this.#fingerprint.value(value);
  }
}

/** The key as it is stored; null if a part of it is missing or does not fit. */
function keyOf({ key }: Table, row: Readonly<Record<string, unknown>> | readonly unknown[]): KeyValues | null {
  const values: (string | number)[] = [];
  for (const { name, at, kind } of key) {
    const value = storedValue(kind, isValues(row) ? row[at] : row[name]);
    if (typeof value !== 'string' && typeof value !== 'number') return null;
    values.push(value);
  }
  return values;
}

/** The time of a search document as it is stored. */
function timeOf({ at }: SearchDocument): number | null {
  return at !== null && Number.isSafeInteger(Math.trunc(at)) ? Math.trunc(at) : null;
}

/** What a reading remembered. */
interface Memories {
  readonly memories: ReadonlyMap<string, TableMemory>;
  /** The columns of the artifact. */
  readonly others: readonly ArrayBuffer[];
}

/** What was remembered of each table; null if it cannot be used. */
function memoriesOf(
  tables: Readonly<Record<string, TableDefinition>>,
  key: string,
  state: Uint8Array,
): Memories | null {
  const columns = unpackColumns(state, key);
  if (columns === null) return null;
  const memories = new Map<string, TableMemory>();
  let at = 0;
  for (const [name, definition] of Object.entries(tables)) {
    const memory = TableMemory.from(definition, columns.slice(at, (at += TableMemory.columnsOf(definition))));
    if (memory === null) return null;
    memories.set(name, memory);
  }
  return { memories, others: columns.slice(at) };
}
