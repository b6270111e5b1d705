import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { msg, plain } from '../../../locales/messages.ts';
import type { Column, ColumnKind, TableSet } from '../../../model/columns.ts';
import { DomainError } from '../../../model/errors.ts';
import { missingIndexes } from '../../artifact-tables.ts';
import {
  type Batch,
  type BatchPart,
  type BatchValue,
  OWN_COLUMNS,
  rowCount,
  SEARCH_AT,
  SEARCH_WIDTH,
  searchPayload,
  searchText,
  type TableRows,
  unpackPart,
} from '../../bulk/batch.ts';
import type { BulkWriter, WriteResult } from '../../bulk/bulk-writer.ts';
import { repeatedColumns, storedTable } from '../../repeated-columns.ts';
import type { WriteTarget } from '../../repositories/run-types.ts';
import { columnList, identifier } from '../../schema-sql.ts';
import { IdAllocator } from '../../search/time-ids.ts';
import { openDatabase } from './open-database.ts';
import { INSERT_SEARCH_ROW, searchSourceOf, storedRef } from './search-view.ts';
import { sqliteDdl } from './sqlite-ddl.ts';
import { sqliteFailure, storageError } from './sqlite-errors.ts';
import { ValueNumbers } from './value-numbers.ts';

/** The full-text contents of a record. */
interface Terms {
  readonly id: number;
  readonly words: string;
  readonly facets: string;
}

/** The statement for rows of a table. */
interface TableInsert {
  readonly insert: StatementSync;
  /** The parameters of which it takes the number. */
  readonly repeats: readonly { readonly at: number; readonly kind: ColumnKind }[];
}

const places = (count: number) => Array.from({ length: count }, () => '?').join(', ');

/** Bulk writing through a dedicated connection on the calling thread. */
export class SqliteBulkWriter implements BulkWriter {
  readonly #db: DatabaseSync;
  readonly #tables: TableSet;
  /** By table. */
  readonly #inserts = new Map<string, TableInsert>();
  /** Numbers of sources by table. */
  readonly #sources = new Map<string, number | null>();
  readonly #ids = new IdAllocator();
  readonly #numbers: ValueNumbers;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #claimRun: StatementSync;
  readonly #insertSearch: StatementSync;
  readonly #insertTerms: StatementSync;

  /** @throws STORAGE_UNAVAILABLE, also if the database has not been migrated */
  constructor(path: string, tables: TableSet) {
    this.#tables = tables;
    this.#db = openDatabase(path, 'bulk');
    this.#numbers = new ValueNumbers(this.#db);
    try {
      this.#begin = this.#db.prepare('begin immediate');
      this.#commit = this.#db.prepare('commit');
      this.#claimRun = this.#db.prepare(
        `update artifact_runs set search_rows = search_rows + ? where id = ? and backup_id = ? and outcome is null
         and exists (select 1 from index_runs i where i.id = index_run_id and i.state = 'running')`,
      );
      this.#insertSearch = this.#db.prepare(INSERT_SEARCH_ROW);
      this.#insertTerms = this.#db.prepare('insert into artifact_search_terms (rowid, words) values (?, ?)');
    } catch (error) {
      this.#db.close();
      throw new DomainError('STORAGE_UNAVAILABLE', msg('detail.not-migrated'), { cause: error });
    }
  }

  // Synchronous inside: a transaction that stays open while other tasks run would hold the write lock.
  async write(batch: Batch): Promise<WriteResult> {
    try {
      this.#begin.run();
      const result = this.#writeBatch(batch);
      this.#commit.run();
      return result;
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('rollback');
      // With the indexes of its first rows.
      this.#inserts.clear();
      this.#numbers.forget();
      if (error instanceof DomainError) throw error;
      throw storageError(sqliteFailure(error), error);
    }
  }

  async close(): Promise<void> {
    this.#db.close();
  }

  #writeBatch(batch: Batch): WriteResult {
    let [records, duplicates] = [0, 0];
    const terms: Terms[] = [];
    for (const packed of batch) {
      const part = unpackPart(packed);
      const claimed = terms.length;
      const repeated = this.#writeRows(part);
      records += part.tables.reduce((sum, rows) => sum + rowCount(rows), 0);
      duplicates += repeated.size;
      this.#writeSearch(part, repeated, terms);
      const { runId, backupId } = part.target;
      if (this.#claimRun.run(terms.length - claimed, runId, backupId).changes === 0) {
        throw new DomainError('CONFLICT', msg('detail.run-ended'));
      }
    }
    // FTS5 collects terms in memory only while ids ascend; a smaller id forces a flush.
    terms.sort((a, b) => a.id - b.id);
    // Facets in their own column would take two bytes more in each list of records.
    for (const { id, words, facets } of terms) this.#insertTerms.run(id, `${facets} ${words}`);
    return { records: records - duplicates, duplicates };
  }

  /** Returns the rows with duplicate keys as `table/row`. */
  #writeRows({ target, tables }: BatchPart): Set<string> {
    const duplicates = new Set<string>();
    tables.forEach((table, index) => this.#writeTable(target, table, (row) => duplicates.add(`${index}/${row}`)));
    return duplicates;
  }

  #writeTable({ backupId, runId }: WriteTarget, table: TableRows, onDuplicate: (row: number) => void): void {
    const { values, width } = table;
    if (values.length === 0) return;
    const { insert, repeats } = this.#insert(table.table);
    const numbers = repeats.map(({ at, kind }) => ({ at, of: this.#numbers.of(kind, { backupId, runId }) }));
    const parameters: BatchValue[] = [backupId, runId];
    for (let row = 0, at = 0; at < values.length; row++) {
      for (let column = 0; column < width; column++) parameters[column + 2] = values[at++] as BatchValue;
      for (const { at, of } of numbers) parameters[at] = of(parameters[at] as BatchValue);
      if (insert.run(...parameters).changes === 0) onDuplicate(row);
    }
  }

  /** Writes the search rows of a part and adds their terms to `terms`. */
  #writeSearch(part: BatchPart, duplicates: ReadonlySet<string>, terms: Terms[]): void {
    const { target, tables, search } = part;
    const numberOf = this.#numbers.of('text', target);
    const parameters: BatchValue[] = [0, target.backupId, target.runId];
    const claim = (id: number) => {
      parameters[0] = id;
      return this.#insertSearch.run(...parameters).changes !== 0;
    };
    for (let start = 0; start < search.length; start += SEARCH_WIDTH) {
      const table = search[start + SEARCH_AT.table] as number;
      if (duplicates.size > 0 && duplicates.has(`${table}/${search[start + SEARCH_AT.row]}`)) continue;
      const { searchType } = tables[table] as TableRows;
      parameters[3] = numberOf(searchType);
      parameters[4] = storedRef(search[start + SEARCH_AT.ref] as string);
      parameters[5] = search[start + SEARCH_AT.at] as number | null;
      this.#setContents(part, start, parameters);
      const id = this.#ids.allocate(search[start + SEARCH_AT.id] as number, claim);
      terms.push({
        id,
        words: search[start + SEARCH_AT.words] as string,
        facets: search[start + SEARCH_AT.facets] as string,
      });
    }
  }

  /** Sets text, payload and source of the record at `start`; see `search-view.ts`. */
  #setContents(part: BatchPart, start: number, parameters: BatchValue[]): void {
    const { tables, search } = part;
    const { table, width, searched } = tables[search[start + SEARCH_AT.table] as number] as TableRows;
    const source = searched === null ? null : this.#sourceOf(table);
    const given = search[start + SEARCH_AT.text] as number | string;
    const textAt = (search[start + SEARCH_AT.row] as number) * width + (searched?.text ?? 0);
    const isOwnText = given === textAt && (searched?.text ?? -1) !== -1;
    const payload = search[start + SEARCH_AT.payload] as string | number | null;
    const isOwnPayload = payload === OWN_COLUMNS;
    // Empty values of a row with a source are read from the source.
    const refers = source !== null && (isOwnText || given !== '') && (isOwnPayload || payload !== null);
    parameters[6] = refers && isOwnText ? '' : searchText(part, start);
    parameters[7] = refers && isOwnPayload ? null : searchPayload(part, start);
    parameters[8] = refers && (isOwnText || isOwnPayload) ? source : null;
  }

  /** The number of the source of a table; null if the database does not have it. */
  #sourceOf(table: string): number | null {
    const known = this.#sources.get(table);
    if (known !== undefined) return known;
    const definition = this.#tables[table];
    const stored = definition === undefined ? null : searchSourceOf(table, definition);
    const found = this.#db.prepare('select id from search_sources where definition = ?').get(stored);
    const source = (found?.['id'] as number | undefined) ?? null;
    this.#sources.set(table, source);
    return source;
  }

  #insert(table: string): TableInsert {
    const known = this.#inserts.get(table);
    if (known !== undefined) return known;
    const definition = this.#tables[table];
    if (definition === undefined) throw new DomainError('INTERNAL', plain(`Table ${table} does not exist.`));
    for (const statement of missingIndexes(table, definition, sqliteDdl)) this.#db.exec(statement);
    const columns = ['backupId', 'runId', ...Object.keys(definition.columns)];
    const key = columnList(['backupId', 'runId', ...definition.primaryKey]);
    const repeated = repeatedColumns(definition);
    const into = identifier(repeated.length === 0 ? table : storedTable(table));
    const insert = {
      insert: this.#db.prepare(
        `insert into ${into} (${columnList(columns)}) values (${places(columns.length)}) on conflict (${key}) do nothing`,
      ),
      repeats: repeated.map((name) => ({
        at: columns.indexOf(name),
        kind: (definition.columns[name] as Column).kind,
      })),
    };
    this.#inserts.set(table, insert);
    return insert;
  }
}
