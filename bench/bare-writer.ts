import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { sqlName, type TableSet } from '../src/model/columns.ts';
import {
  type Batch,
  type BatchPart,
  type BatchValue,
  SEARCH_AT,
  SEARCH_WIDTH,
  searchPayload,
  searchText,
  type TableRows,
  unpackPart,
} from '../src/storage/bulk/batch.ts';
import { INSERT_SEARCH_ROW, storedRef } from '../src/storage/engines/sqlite/search-view.ts';
import { ValueNumbers } from '../src/storage/engines/sqlite/value-numbers.ts';
import { repeatedColumns, storedTable } from '../src/storage/repeated-columns.ts';

/** CPU time of this thread: writing is CPU-bound, and other load on the machine must not count. */
export function cpuMilliseconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** A search row as the bulk writer creates it. */
interface FinishedEntry {
  readonly row: readonly BatchValue[];
  readonly words: string;
  readonly facets: string;
}

const places = (count: number): string => `(${Array.from({ length: count }, () => '?').join(',')})`;

/**
 * Baseline for the bulk writer: writes the same finished rows through plain prepared statements of node:sqlite into the
 * tables (and the full-text table) created by `migrate`.
 */
export class BareWriter {
  readonly #db: DatabaseSync;
  readonly #tables: TableSet;
  readonly #numbers: ValueNumbers;

  constructor(path: string, tables: TableSet) {
    this.#tables = tables;
    // Like the bulk writer, does not check for every row that the backup exists.
    this.#db = new DatabaseSync(path, { enableForeignKeyConstraints: false });
    this.#db.exec(
      'pragma synchronous = normal; pragma cache_size = -65536; pragma secure_delete = on; pragma wal_autocheckpoint = 4000;',
    );
    this.#numbers = new ValueNumbers(this.#db);
  }

  /** Writes a batch and returns the CPU time in milliseconds, excluding preparation of the rows. */
  write(batch: Batch): number {
    const parts = batch.map(unpackPart);
    const found = parts.flatMap((part) => this.#finished(part));
    found.sort((a, b) => (a.row[0] as number) - (b.row[0] as number));
    // Values that repeat are stored before: there are few.
    const rows = parts.flatMap(({ target, tables }) => tables.map((rows) => this.#rowsOf(target, rows)));
    const start = cpuMilliseconds();
    this.#db.exec('begin immediate');
    for (const { table, values } of rows) {
      const insert = this.#insert(table);
      for (const row of values) insert.run(...row);
    }
    const search = this.#db.prepare(INSERT_SEARCH_ROW);
    const terms = this.#db.prepare('insert into artifact_search_terms (rowid, words) values (?, ?)');
    const free = found.filter(({ row }) => search.run(...row).changes !== 0);
    for (const { row, words, facets } of free) terms.run(row[0] ?? null, `${facets} ${words}`);
    this.#db.exec('commit');
    return cpuMilliseconds() - start;
  }

  close(): void {
    this.#db.close();
  }

  #insert(table: string): StatementSync {
    const columns = ['backup_id', 'run_id', ...Object.keys(this.#tables[table]?.columns ?? {}).map(sqlName)];
    const repeats = repeatedColumns(this.#tables[table] ?? { columns: {} }).length > 0;
    const into = repeats ? storedTable(table) : table;
    return this.#db.prepare(`insert into ${into} (${columns.join()}) values ${places(columns.length)}`);
  }

  #rowsOf(target: BatchPart['target'], { table, width, values }: TableRows): { table: string; values: BatchValue[][] } {
    const columns = Object.values(this.#tables[table]?.columns ?? {});
    const stored = columns.map(({ kind, repeats }) => (repeats === true ? this.#numbers.of(kind, target) : null));
    const rows = Array.from({ length: values.length / width }, (_, row) => [
      target.backupId,
      target.runId,
      ...values.slice(row * width, (row + 1) * width).map((value, at) => stored[at]?.(value) ?? value),
    ]);
    return { table, values: rows };
  }

  #finished(part: BatchPart): FinishedEntry[] {
    const { target, tables, search } = part;
    const rows: FinishedEntry[] = [];
    for (let start = 0; start < search.length; start += SEARCH_WIDTH) {
      const value = (name: keyof typeof SEARCH_AT) => search[start + SEARCH_AT[name]] ?? null;
      const { searchType } = tables[value('table') as number] as BatchPart['tables'][number];
      const scope = [value('id'), target.backupId, target.runId];
      rows.push({
        row: [
          ...scope,
          this.#numbers.of('text', target)(searchType),
          storedRef(String(value('ref'))),
          value('at'),
          searchText(part, start),
          searchPayload(part, start),
          null,
        ],
        words: String(value('words')),
        facets: String(value('facets')),
      });
    }
    return rows;
  }
}
