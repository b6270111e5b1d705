import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { sqlName, type TableSet } from '../src/model/columns.ts';
import {
  type Batch,
  type BatchPart,
  type BatchValue,
  rowCount,
  SEARCH_AT,
  SEARCH_WIDTH,
  searchPayload,
  searchText,
  unpackPart,
} from '../src/storage/bulk/batch.ts';

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

  constructor(path: string, tables: TableSet) {
    this.#tables = tables;
    // Like the bulk writer, does not check for every row that the backup exists.
    this.#db = new DatabaseSync(path, { enableForeignKeyConstraints: false });
    this.#db.exec(
      'pragma synchronous = normal; pragma cache_size = -65536; pragma secure_delete = on; pragma wal_autocheckpoint = 4000;',
    );
  }

  /** Writes a batch and returns the CPU time in milliseconds, excluding preparation of the rows. */
  write(batch: Batch): number {
    const parts = batch.map(unpackPart);
    const found = parts.flatMap((part) => this.#finished(part));
    found.sort((a, b) => (a.row[0] as number) - (b.row[0] as number));
    const start = cpuMilliseconds();
    this.#db.exec('begin immediate');
    for (const { target, tables } of parts) {
      for (const rows of tables) {
        const insert = this.#insert(rows.table);
        for (let row = 0; row < rowCount(rows); row++) {
          insert.run(target.backupId, target.runId, ...rows.values.slice(row * rows.width, (row + 1) * rows.width));
        }
      }
    }
    const search = this.#db.prepare(`insert into artifact_search_rows values ${places(9)} on conflict do nothing`);
    const terms = this.#db.prepare('insert into artifact_search_terms (rowid, words, facets) values (?, ?, ?)');
    const free = found.filter(({ row }) => search.run(...row).changes !== 0);
    for (const { row, words, facets } of free) terms.run(row[0] ?? null, words, facets);
    this.#db.exec('commit');
    return cpuMilliseconds() - start;
  }

  close(): void {
    this.#db.close();
  }

  #insert(table: string): StatementSync {
    const columns = ['backup_id', 'run_id', ...Object.keys(this.#tables[table]?.columns ?? {}).map(sqlName)];
    return this.#db.prepare(`insert into ${table} (${columns.join()}) values ${places(columns.length)}`);
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
          searchType,
          value('ref'),
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
