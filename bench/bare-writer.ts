import { DatabaseSync } from 'node:sqlite';
import type { TableSet } from '../src/model/columns.ts';
import { type Batch, type BatchPart, type BatchValue, SEARCH_WIDTH, unpackPart } from '../src/storage/bulk/batch.ts';
import { SearchEntries } from '../src/storage/bulk/search-entry.ts';

/** Processor time of this thread: writing is bound by it, and what else the machine does must not count. */
export function cpuMilliseconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** A search row as the bulk writer makes it. */
interface FinishedEntry {
  readonly row: readonly BatchValue[];
  readonly words: string;
  readonly facets: string;
}

const places = (count: number): string => `(${Array.from({ length: count }, () => '?').join(',')})`;

/**
 * The peer of the bulk writer: the same finished rows through nothing but prepared statements of node:sqlite, into the
 * tables (and the full-text table) that `migrate` made.
 */
export class BareWriter {
  readonly #db: DatabaseSync;
  readonly #tables: TableSet;

  constructor(path: string, tables: TableSet) {
    this.#tables = tables;
    // As the bulk writer: whether the backup is there is not asked at every row.
    this.#db = new DatabaseSync(path, { enableForeignKeyConstraints: false });
    this.#db.exec(
      'pragma synchronous = normal; pragma cache_size = -65536; pragma secure_delete = on; pragma wal_autocheckpoint = 4000;',
    );
  }

  /** Writes a batch and returns the processor time it took, in milliseconds; making the rows ready does not count. */
  write(batch: Batch): number {
    const parts = batch.map(unpackPart);
    const found = parts.flatMap((part) => this.#finished(part));
    found.sort((a, b) => (a.row[0] as number) - (b.row[0] as number));
    const start = cpuMilliseconds();
    this.#db.exec('begin immediate');
    for (const { target, tables } of parts) {
      for (const { table, values } of tables) {
        const width = this.#width(table);
        const insert = this.#db.prepare(`insert into ${table} values ${places(width + 2)}`);
        for (let at = 0; at < values.length; at += width) {
          insert.run(target.backupId, target.runId, ...values.slice(at, at + width));
        }
      }
    }
    const search = this.#db.prepare(`insert into artifact_search_index values ${places(8)} on conflict do nothing`);
    const terms = this.#db.prepare('insert into artifact_search_terms (rowid, words, facets) values (?, ?, ?)');
    const free = found.filter(({ row }) => search.run(...row).changes !== 0);
    for (const { row, words, facets } of free) terms.run(row[0] ?? null, words, facets);
    this.#db.exec('commit');
    return cpuMilliseconds() - start;
  }

  close(): void {
    this.#db.close();
  }

  #width(table: string): number {
    return Object.keys(this.#tables[table]?.columns ?? {}).length;
  }

  #finished({ target, region, tables, search }: BatchPart): FinishedEntry[] {
    const entries = new SearchEntries(target, region);
    const rows: FinishedEntry[] = [];
    for (let start = 0; start < search.length; start += SEARCH_WIDTH) {
      const [index, row, at, given, also, from, keys, has, payload] = search.slice(start, start + SEARCH_WIDTH);
      const { table, searchType: type, values } = tables[index as number] as BatchPart['tables'][number];
      const first = (row as number) * this.#width(table);
      const text = String(typeof given === 'number' ? values[first + given] : given);
      const ref = String(values[first]);
      const raw = { type, ref, at: at as number | null, text, also: also as string | null };
      const entry = entries.entry({ ...raw, from: from ?? null, in: keys ?? null, has: has ?? null });
      const stored = [entry.id, target.backupId, target.runId, type, ref, raw.at, text, payload as string | null];
      rows.push({ row: stored, words: entry.words, facets: entry.facets });
    }
    return rows;
  }
}
