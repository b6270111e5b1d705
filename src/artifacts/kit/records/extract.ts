import { msg } from '../../../locales/messages.ts';
import type { TableSet } from '../../../model/columns.ts';
import type { ExtractContext, Extracted } from '../artifact.ts';
import type { ArtifactFacts, QueryRows, RecordKind, RowsIn } from './declaration.ts';
import { FoundRecords } from './found-records.ts';
import { readLookups } from './lookups.ts';
import { MergedRecords } from './merged-records.ts';
import { type Evaluation, isValueError, type RawRow } from './raw-row.ts';
import { RecordReader, type RecordRow, shortKey } from './record-reader.ts';
import { SearchDocuments } from './search-document.ts';
import { pathsOf, type Sources } from './source.ts';
import { filesOf, placeOfFile, RowReader, StoreOutcome, tablesOf } from './store-rows.ts';
import type { RecordStore } from './stores.ts';

/** Maximum number of rows of one kind. */
const MAX_RECORDS = 2_000_000;
/** Reads the records of an artifact, file by file. @throws DomainError if none of the stores can be read */
export function* extractRecords(
  artifact: ArtifactFacts & { readonly kinds: Readonly<Record<string, RecordKind>> },
  stores: Readonly<Record<string, RecordStore>>,
  backup: ExtractContext<string>,
): Generator<Extracted<TableSet>> {
  const found = new FoundRecords(backup);
  const { context } = found;
  const evaluation: Evaluation = { context, lookups: readLookups(artifact.lookups ?? {}, stores, context) };
  const kinds = Object.entries(artifact.kinds).map(([table, kind]) => new KindExtraction(table, kind, evaluation));
  const outcome = new StoreOutcome(context);
  const files = Object.entries(stores).flatMap(([name, store]) =>
    filesOf(name, store, context).map((file) => [name, store, file] as const),
  );
  for (const [index, [name, store, file]] of files.entries()) {
    if (store.pattern.enriches) continue;
    const place = placeOfFile(store, file);
    yield* found.counting(
      outcome.reading(place, new RowReader(store, file, place, context, outcome), (rows) =>
        kinds.values().flatMap((kind) => kind.records(name, rows)),
      ),
    );
    context.progress((index + 1) / files.length);
  }
  for (const kind of kinds) yield* found.counting(kind.merged());
  found.report();
  outcome.end(msg('detail.none-of-these-tables', { tables: namesOfTables(artifact.kinds).join(', ') }));
}

function namesOfTables(kinds: Readonly<Record<string, RecordKind>>): readonly string[] {
  return Object.values(kinds).flatMap(({ rows }) => rowsIn(rows).flatMap(({ of }) => tablesOf(of)));
}

/** Rows of a kind by store; without a name, of the only store. */
export function rowsIn(rows: RecordKind['rows']): readonly (Omit<RowsIn, 'store'> & { readonly store?: string })[] {
  if (typeof rows === 'string' || typeof rows === 'function') return [{ of: rows }];
  if (!Array.isArray(rows)) return isRowsIn(rows) ? [rows] : [{ of: rows as QueryRows }];
  return rows.every((each) => typeof each === 'string') ? [{ of: rows }] : (rows as readonly RowsIn[]);
}

function isRowsIn(rows: RecordKind['rows']): rows is RowsIn {
  return typeof rows === 'object' && 'of' in rows;
}

/** Makes the records of one kind. */
class KindExtraction {
  readonly #table: string;
  readonly #kind: RecordKind;
  readonly #context: ExtractContext<string>;
  readonly #reader: RecordReader;
  readonly #documents: SearchDocuments;
  readonly #paths: readonly string[];
  readonly #merged: MergedRecords | null;
  /** Number of occurrences of each key. */
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

  /** The records in a file of a store, except those that are merged later. */
  *records(store: string, rows: RowReader): Generator<Extracted<TableSet>> {
    const { join, lists, tree, where: ofKind } = this.#kind;
    for (const [order, each] of rowsIn(this.#kind.rows).entries()) {
      if (each.store !== undefined && each.store !== store) continue;
      const where = each.where ?? ofKind;
      let others = 0;
      const options = { ...(join && { join }), ...(lists && { lists }), ...(tree && { tree }), ...each };
      for (const { row, part } of rows.rows(options, [...this.#paths, ...pathsOf(where ?? [])])) {
        const accepted = this.#accepts(row, where);
        if (accepted === false) others++;
        if (accepted !== true) continue;
        if (++this.#count > MAX_RECORDS) {
          this.#context.lost(msg('lost.beyond-limit.records', { limit: MAX_RECORDS }), 0);
          return;
        }
        const record = this.#reader.read(row, part);
        if (this.#merged === null) yield this.#give(record);
        else this.#merged.add(record, order);
      }
      if (others > 0) this.#context.note(msg('note.other-rows'), others);
    }
  }

  /** The merged records. */
  *merged(): Generator<Extracted<TableSet>> {
    for (const record of this.#merged?.records() ?? []) yield this.#give(record);
  }

  /** Null if the condition cannot be evaluated, which is reported. */
  #accepts(row: RawRow, where: Sources | undefined): boolean | null {
    try {
      return this.#reader.accepts(row, where);
    } catch (error) {
      if (!isValueError(error)) throw error;
      this.#context.lost(msg('lost.unreadable.records'));
      return null;
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
