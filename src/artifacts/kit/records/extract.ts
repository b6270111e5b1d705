import { databaseError } from '../../../backup/source-database/database-error.ts';
import type { SourceDatabase } from '../../../backup/types.ts';
import { type LostMessage, msg, plain } from '../../../locales/messages.ts';
import type { TableSet } from '../../../model/columns.ts';
import { DomainError, isDomainError } from '../../../model/errors.ts';
import type { ExtractContext, Extracted, SourceFileBytes } from '../artifact.ts';
import type { ArtifactFacts, Lookup, RecordKind, RowsIn } from './declaration.ts';
import { MergedRecords } from './merged-records.ts';
import { placeOf } from './places.ts';
import { type Evaluation, firstOf, isValueError, keyText, type RawRow, type SourcePlace } from './raw-row.ts';
import { RecordReader, type RecordRow, shortKey } from './record-reader.ts';
import { SearchDocuments } from './search-document.ts';
import { pathsOf, reference, type Sources } from './source.ts';
import { sqliteRows, tablesIn } from './sqlite-rows.ts';
import type { RecordStore } from './stores.ts';
import { rowsAt, rowsMadeOf } from './tree-rows.ts';
import type { Value } from './value.ts';

/** Largest file that is decoded as a whole, in bytes. */
const MAX_FILE_BYTES = 64 * 1024 ** 2;
/** Most rows of one kind. */
const MAX_RECORDS = 2_000_000;
/** Most values of one lookup. */
const MAX_LOOKUP = 100_000;

type Stores = Readonly<Record<string, RecordStore>>;
type Context = ExtractContext<string>;

/** A file of a store: a database, or bytes. */
type StoreFile = { readonly database: SourceDatabase } | { readonly bytes: SourceFileBytes };

/** Reads the records of an artifact, file by file. @throws DomainError where none of its stores can be read */
export function* extractRecords(
  artifact: ArtifactFacts & { readonly kinds: Readonly<Record<string, RecordKind>> },
  stores: Stores,
  context: Context,
): Generator<Extracted<TableSet>> {
  const evaluation: Evaluation = { context, lookups: readLookups(artifact.lookups ?? {}, stores, context) };
  const kinds = Object.entries(artifact.kinds).map(([table, kind]) => new KindExtraction(table, kind, evaluation));
  const outcome = new StoreOutcome(context);
  const files = Object.entries(stores).flatMap(([name, store]) =>
    filesOf(name, store, context).map((file) => [name, store, file] as const),
  );
  for (const [index, [name, store, file]] of files.entries()) {
    if (store.pattern.enriches) continue;
    const place = placeOfFile(store, file);
    yield* outcome.reading(place, new RowReader(store, file, place, context, outcome), (rows) =>
      kinds.values().flatMap((kind) => kind.records(name, rows)),
    );
    context.progress((index + 1) / files.length);
  }
  for (const kind of kinds) yield* kind.merged();
  outcome.end(`Its databases have none of the tables that are known: ${namesOfTables(artifact.kinds).join(', ')}.`);
}

function filesOf(name: string, { pattern }: RecordStore, context: Context): StoreFile[] {
  return pattern.format === 'sqlite'
    ? (context.stores[name] ?? []).map((database) => ({ database }))
    : (context.files[name] ?? []).map((bytes) => ({ bytes }));
}

function placeOfFile({ pattern }: RecordStore, file: StoreFile): SourcePlace {
  return placeOf(pattern, 'bytes' in file ? file.bytes : { ...file.database.entry, size: file.database.size });
}

function namesOfTables(kinds: Readonly<Record<string, RecordKind>>): readonly string[] {
  return Object.values(kinds).flatMap(({ rows }) =>
    rowsIn(rows).flatMap(({ of }) => (typeof of === 'function' ? [] : of)),
  );
}

/** Rows of a kind by store; of the only store where none is named. */
function rowsIn(rows: RecordKind['rows']): readonly (Omit<RowsIn, 'store'> & { readonly store?: string })[] {
  if (typeof rows === 'string' || typeof rows === 'function') return [{ of: rows }];
  if (!Array.isArray(rows)) return [rows as RowsIn];
  return rows.every((each) => typeof each === 'string') ? [{ of: rows }] : (rows as readonly RowsIn[]);
}

/** The loss of a file, or of a part of it. */
function unreadable({ relativePath: path }: SourcePlace, error: DomainError): LostMessage {
  return msg('lost.store', { path, problem: plain(error.message) });
}

/** What became of the files of an artifact's stores. */
class StoreOutcome {
  readonly #context: Context;
  readonly #failures: { readonly place: SourcePlace; readonly error: DomainError }[] = [];
  #read = 0;
  #databases = 0;
  #tables = 0;

  constructor(context: Context) {
    this.#context = context;
  }

  /** A database was asked for tables, and had some of them. */
  hasTables(count: number): void {
    this.#databases++;
    this.#tables += count;
  }

  /** Gives the records of one file; an error of the file ends them. @throws what is not one */
  *reading(
    place: SourcePlace,
    rows: RowReader,
    read: (rows: RowReader) => Iterable<Extracted<TableSet>>,
  ): Generator<Extracted<TableSet>> {
    try {
      yield* read(rows);
      this.#read++;
    } catch (error) {
      const known = databaseError(error);
      if (!isDomainError(known) || isDomainError(known, 'CANCELLED')) throw known;
      this.#failures.push({ place, error: known });
    }
  }

  /** @throws DomainError where nothing could be read, or no table is known */
  end(unknownSchema: string): void {
    const [first] = this.#failures;
    if (this.#read === 0 && first !== undefined && this.#failures.length === 1) throw first.error;
    for (const { place, error } of this.#failures) this.#context.lost(unreadable(place, error), 0);
    if (this.#databases > 0 && this.#tables === 0 && this.#databases === this.#read) {
      throw new DomainError('UNSUPPORTED_SCHEMA', unknownSchema);
    }
  }
}

/** Reads the rows of one file. */
class RowReader {
  readonly place: SourcePlace;
  readonly #store: RecordStore;
  readonly #file: StoreFile;
  readonly #context: Context;
  readonly #outcome: StoreOutcome | null;
  #document: Value | undefined;

  constructor(store: RecordStore, file: StoreFile, place: SourcePlace, context: Context, outcome: StoreOutcome | null) {
    this.#store = store;
    this.#file = file;
    this.place = place;
    this.#context = context;
    this.#outcome = outcome;
  }

  /** The rows with the values that `sources` read, and which of several tables or paths each is in. */
  *rows(
    { of, ...options }: Pick<RowsIn, 'of' | 'join' | 'tree'>,
    sources: readonly string[],
  ): Generator<{ readonly row: RawRow; readonly part: string }> {
    if ('bytes' in this.#file) {
      yield* this.#documentRows(of);
      return;
    }
    const { db } = this.#file.database;
    const wanted = typeof of === 'function' ? [] : [of].flat();
    const there = tablesIn(db, wanted);
    this.#outcome?.hasTables(there.length);
    const roots = [...new Set(sources.map((path) => reference(path).root))];
    for (const table of there) {
      const report = {
        tooLarge: (column: string): void =>
          this.#context.note(msg('note.too-large-value', { field: `${table}.${column}` })),
        lost: (count: number): void => this.#context.lost(msg('lost.damaged-rows', { table }), count),
      };
      const part = table === wanted[0] ? '' : table;
      for (const row of sqliteRows(db, table, options, roots, this.place, report)) yield { row, part };
    }
  }

  *#documentRows(of: RowsIn['of']): Generator<{ readonly row: RawRow; readonly part: string }> {
    const document = this.#open();
    if (typeof of === 'function') {
      for (const row of rowsMadeOf(of(document, this.place), this.place)) yield { row, part: '' };
      return;
    }
    const undecodable = (error: unknown): void => {
      if (!isValueError(error)) throw error;
      this.#context.lost(unreadable(this.place, error), 0);
    };
    for (const [index, path] of [of].flat().entries()) {
      const part = index === 0 ? '' : `${index}`;
      for (const row of rowsAt(document, path, this.place, undecodable)) yield { row, part };
    }
  }

  /** The contents of the file, decoded once. Files without a decoder are not read. @throws DomainError */
  #open(): Value {
    const { decode } = this.#store;
    if (decode === null || 'database' in this.#file) return null;
    this.#document ??= decode(this.#file.bytes.read(MAX_FILE_BYTES), (count) =>
      this.#context.lost(msg('lost.unreadable.records'), count),
    );
    return this.#document;
  }
}

/** Makes the records of one kind. */
class KindExtraction {
  readonly #table: string;
  readonly #kind: RecordKind;
  readonly #context: Context;
  readonly #reader: RecordReader;
  readonly #documents: SearchDocuments;
  readonly #paths: readonly string[];
  readonly #merged: MergedRecords | null;
  /** How often each key came. */
  readonly #keys = new Map<string, number>();
  #count = 0;

  constructor(table: string, kind: RecordKind, evaluation: Evaluation) {
    this.#table = table;
    this.#kind = kind;
    this.#context = evaluation.context;
    this.#reader = new RecordReader(table, kind, evaluation);
    this.#documents = new SearchDocuments(kind.show, kind.fields);
    this.#paths = [...Object.values(kind.fields).flatMap(({ paths }) => paths), ...pathsOf(kind.key ?? [])];
    this.#merged = kind.merge === undefined ? null : new MergedRecords(kind.merge.newest ?? null);
  }

  /** The records in a file of a store; those that are merged come later. */
  *records(store: string, rows: RowReader): Generator<Extracted<TableSet>> {
    const { join, tree, where: ofKind } = this.#kind;
    for (const [order, each] of rowsIn(this.#kind.rows).entries()) {
      if (each.store !== undefined && each.store !== store) continue;
      const where = each.where ?? ofKind;
      const options = { ...(join && { join }), ...(tree && { tree }), ...each };
      for (const { row, part } of rows.rows(options, [...this.#paths, ...pathsOf(where ?? [])])) {
        if (!this.#accepts(row, where)) continue;
        if (++this.#count > MAX_RECORDS) {
          this.#context.lost(msg('lost.beyond-limit.records', { limit: MAX_RECORDS }), 0);
          return;
        }
        const record = this.#reader.read(row, part);
        if (this.#merged === null) yield this.#give(record);
        else this.#merged.add(record, order);
      }
    }
  }

  /** The records that were merged. */
  *merged(): Generator<Extracted<TableSet>> {
    for (const record of this.#merged?.records() ?? []) yield this.#give(record);
  }

  #accepts(row: RawRow, where: Sources | undefined): boolean {
    try {
      return this.#reader.accepts(row, where);
    } catch (error) {
      if (!isValueError(error)) throw error;
      this.#context.lost(msg('lost.unreadable.records'));
      return false;
    }
  }

  #give(record: RecordRow): Extracted<TableSet> {
    const again = (this.#keys.get(record.key) ?? 0) + 1;
    this.#keys.set(record.key, again);
    if (again > 1) record.key = shortKey([record.key, `again${again}`]);
    const document = this.#kind.searchable === false ? undefined : this.#documents.of(record);
    return [this.#table, record, document];
  }
}

/** Reads the lookups. A store that cannot be read gives no values, and is noted. */
function readLookups(
  lookups: Readonly<Record<string, Lookup>>,
  stores: Stores,
  context: Context,
): Evaluation['lookups'] {
  const all = new Map<string, ReadonlyMap<string, Value>>();
  for (const [name, lookup] of Object.entries(lookups)) {
    const store = stores[lookup.store];
    if (store === undefined) throw new Error(`Lookup ${name} reads a store that is not declared.`);
    const values = new Map<string, Value>();
    for (const file of filesOf(lookup.store, store, context)) readLookup(lookup, store, file, context, values);
    all.set(name, values);
  }
  return all;
}

function readLookup(
  { key, value, where, ...rows }: Lookup,
  store: RecordStore,
  file: StoreFile,
  context: Context,
  values: Map<string, Value>,
): void {
  const evaluation: Evaluation = { context, lookups: new Map() };
  const place = placeOfFile(store, file);
  const reader = new RowReader(store, file, place, context, null);
  try {
    for (const { row } of reader.rows(
      rows,
      [key, value, where ?? []].flatMap((each) => pathsOf(each)),
    )) {
      if (where !== undefined && !firstOf(where, row, evaluation)) continue;
      const [from, to] = [firstOf(key, row, evaluation), firstOf(value, row, evaluation)];
      if (from === undefined || from === null || to === undefined || to === null) continue;
      if (values.size >= MAX_LOOKUP) return;
      const id = keyText(from);
      if (!values.has(id)) values.set(id, to);
    }
  } catch (error) {
    const known = databaseError(error);
    if (!isValueError(known)) throw known;
    context.note(msg('note.unreadable-store', { path: place.relativePath }));
  }
}
