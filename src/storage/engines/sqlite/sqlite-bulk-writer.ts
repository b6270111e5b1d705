import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { TableSet } from '../../../model/columns.ts';
import { DomainError } from '../../../model/errors.ts';
import {
  type Batch,
  type BatchPart,
  type BatchValue,
  SEARCH_AT,
  SEARCH_WIDTH,
  type TableRows,
  unpackPart,
} from '../../bulk/batch.ts';
import type { BulkWriter, WriteResult } from '../../bulk/bulk-writer.ts';
import { SearchEntries, type SearchEntry as Terms } from '../../bulk/search-entry.ts';
import type { WriteTarget } from '../../repositories/run-types.ts';
import { columnList, identifier } from '../../schema-sql.ts';
import { IdAllocator } from '../../search/time-ids.ts';
import { openDatabase } from './open-database.ts';
import { sqliteFailure, storageError } from './sqlite-errors.ts';

interface TableWriter {
  readonly width: number;
  /** Where the parts of the primary key stand in a row. */
  readonly key: readonly number[];
  readonly insert: StatementSync;
}

const places = (count: number) => Array.from({ length: count }, () => '?').join(', ');

/** Bulk writing through one connection of its own, on the caller's thread. */
export class SqliteBulkWriter implements BulkWriter {
  readonly #db: DatabaseSync;
  readonly #tables: TableSet;
  readonly #writers = new Map<string, TableWriter>();
  readonly #ids = new IdAllocator();
  /** By `run_id`. */
  readonly #entries = new Map<number, SearchEntries>();
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #claimRun: StatementSync;
  readonly #insertSearch: StatementSync;
  readonly #insertTerms: StatementSync;

  /** @throws STORAGE_UNAVAILABLE, also when the database has not been migrated */
  constructor(path: string, tables: TableSet) {
    this.#tables = tables;
    this.#db = openDatabase(path, 'bulk');
    try {
      this.#begin = this.#db.prepare('begin immediate');
      this.#commit = this.#db.prepare('commit');
      this.#claimRun = this.#db.prepare(
        `update artifact_runs set search_rows = search_rows + ? where id = ? and backup_id = ? and outcome is null
         and exists (select 1 from index_runs i where i.id = index_run_id and i.state = 'running')`,
      );
      this.#insertSearch = this.#db.prepare(
        `insert into artifact_search_index (id, backup_id, run_id, type, ref, occurred_at, display_text, payload)
         values (${places(8)}) on conflict (id) do nothing`,
      );
      this.#insertTerms = this.#db.prepare('insert into artifact_search_terms (rowid, words, facets) values (?, ?, ?)');
    } catch (error) {
      this.#db.close();
      throw new DomainError('STORAGE_UNAVAILABLE', 'The database has not been migrated.', { cause: error });
    }
  }

  write(batch: Batch): WriteResult {
    try {
      this.#begin.run();
      const result = this.#writeBatch(batch);
      this.#commit.run();
      return result;
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('rollback');
      if (error instanceof DomainError) throw error;
      throw storageError(sqliteFailure(error), error);
    }
  }

  close(): void {
    this.#db.close();
  }

  #writeBatch(batch: Batch): WriteResult {
    let [records, duplicates] = [0, 0];
    const terms: Terms[] = [];
    for (const packed of batch) {
      const part = unpackPart(packed);
      const claimed = terms.length;
      const repeated = this.#writeRows(part);
      records += part.tables.reduce((sum, { table, values }) => sum + values.length / this.#writer(table).width, 0);
      duplicates += repeated.size;
      this.#writeSearch(part, repeated, terms);
      const { runId, backupId } = part.target;
      if (this.#claimRun.run(terms.length - claimed, runId, backupId).changes === 0) {
        throw new DomainError('CONFLICT', 'This index run has ended; nothing more is written for it.');
      }
    }
    // FTS5 gathers terms in memory only as long as ids ascend; a smaller one makes it write what it has.
    terms.sort((a, b) => a.id - b.id);
    for (const { id, words, facets } of terms) this.#insertTerms.run(id, words, facets);
    return { records: records - duplicates, duplicates };
  }

  /** Returns the rows whose key was there before, as `table/row`. */
  #writeRows({ target, tables }: BatchPart): Set<string> {
    const repeated = new Set<string>();
    tables.forEach((table, index) => this.#writeTable(target, table, (row) => repeated.add(`${index}/${row}`)));
    return repeated;
  }

  #writeTable({ backupId, runId }: WriteTarget, { table, values }: TableRows, repeated: (row: number) => void): void {
    if (values.length === 0) return;
    const { width, insert } = this.#writer(table);
    const parameters: BatchValue[] = [backupId, runId];
    for (let at = 0, row = 0; at < values.length; at += width, row++) {
      for (let column = 0; column < width; column++) parameters[column + 2] = values[at + column] as BatchValue;
      if (insert.run(...parameters).changes === 0) repeated(row);
    }
  }

  /** Writes the search rows of a part and adds their terms to `terms`. */
  #writeSearch({ target, region, tables, search }: BatchPart, repeated: ReadonlySet<string>, terms: Terms[]): void {
    const entries = this.#entriesOf(target, region);
    const parameters: BatchValue[] = [0, target.backupId, target.runId];
    const claim = (id: number) => {
      parameters[0] = id;
      return this.#insertSearch.run(...parameters).changes !== 0;
    };
    for (let start = 0; start < search.length; start += SEARCH_WIDTH) {
      const tableIndex = search[start + SEARCH_AT.table] as number;
      const row = search[start + SEARCH_AT.row] as number;
      if (repeated.size > 0 && repeated.has(`${tableIndex}/${row}`)) continue;
      const { table, searchType: type, values } = tables[tableIndex] as TableRows;
      const { width, key } = this.#writer(table);
      const first = row * width;
      const ref = key.map((column) => String(values[first + column])).join('/');
      const at = search[start + SEARCH_AT.at] as number | null;
      const given = search[start + SEARCH_AT.text] as number | string;
      const text = typeof given === 'number' ? String(values[first + given]) : given;
      const { id, words, facets } = entries.entry({
        type,
        ref,
        at,
        text,
        also: search[start + SEARCH_AT.also] as string | null,
        from: search[start + SEARCH_AT.from] ?? null,
        in: search[start + SEARCH_AT.in] ?? null,
        has: search[start + SEARCH_AT.has] ?? null,
      });
      parameters[3] = type;
      parameters[4] = ref;
      parameters[5] = at;
      parameters[6] = text;
      parameters[7] = search[start + SEARCH_AT.payload] as string | null;
      terms.push({ id: this.#ids.allocate(id, claim), words, facets });
    }
  }

  #entriesOf(target: WriteTarget, region: string | null): SearchEntries {
    let entries = this.#entries.get(target.runId);
    if (entries === undefined) {
      entries = new SearchEntries(target, region);
      this.#entries.set(target.runId, entries);
    }
    return entries;
  }

  #writer(table: string): TableWriter {
    const known = this.#writers.get(table);
    if (known !== undefined) return known;
    const definition = this.#tables[table];
    if (definition === undefined) throw new DomainError('INTERNAL', `There is no table ${table}.`);
    const columns = Object.keys(definition.columns);
    const key = columnList(['backupId', 'runId', ...definition.primaryKey]);
    const insert = this.#db.prepare(
      `insert into ${identifier(table)} (${columnList(['backupId', 'runId', ...columns])})
       values (${places(columns.length + 2)}) on conflict (${key}) do nothing`,
    );
    const writer = {
      width: columns.length,
      key: definition.primaryKey.map((name) => columns.indexOf(name)),
      insert,
    };
    this.#writers.set(table, writer);
    return writer;
  }
}
