import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Column, TableDefinition, TableSet } from '../../model/columns.ts';
import { missingIndexes } from '../artifact-tables.ts';
import type { BatchValue } from '../bulk/batch-value.ts';
import { storedValue, UNFIT } from '../bulk/stored-values.ts';
import { CORE_TABLES } from '../core-tables.ts';
import type { CoreDatabase } from '../database.ts';
import { openDatabase } from '../engines/sqlite/open-database.ts';
import { INSERT_SEARCH_ROW, storedRef } from '../engines/sqlite/search-view.ts';
import { sqliteDdl } from '../engines/sqlite/sqlite-ddl.ts';
import { ValueNumbers } from '../engines/sqlite/value-numbers.ts';
import { repeatedColumns, storedTable } from '../repeated-columns.ts';
import { columnList, identifier } from '../schema-sql.ts';
import { runFacet, typeFacet } from '../search/facets.ts';
import { openStore } from '../store.ts';

/** A row by camelCase column names. */
export type AnyRow = Readonly<Record<string, unknown>>;

/** Rows per transaction. */
const ROWS_PER_TRANSACTION = 5000;

/**
 * A new SQLite database with our schema, for rows of another one under the same ids. The search index of a copy finds
 * records by type and time only: its words are not in it.
 */
export class IndexCopy {
  readonly #db: DatabaseSync;
  readonly #tables: TableSet;
  readonly #inserts = new Map<string, StatementSync>();
  readonly #insertSearch: StatementSync;
  readonly #insertTerms: StatementSync;
  readonly #numbers: ValueNumbers;
  #pending = 0;

  private constructor(db: DatabaseSync, tables: TableSet) {
    this.#db = db;
    this.#tables = tables;
    this.#numbers = new ValueNumbers(db);
    this.#insertSearch = db.prepare(INSERT_SEARCH_ROW);
    this.#insertTerms = db.prepare(`insert into artifact_search_terms (rowid, words) values (?, ?)`);
  }

  /** Creates the database file. @throws STORAGE_UNAVAILABLE, DISK_FULL */
  static async create(path: string, tables: TableSet): Promise<IndexCopy> {
    const store = await openStore({ dsn: dsnOf(path), tables, readers: 1 });
    try {
      await store.initModels();
    } finally {
      await store.close();
    }
    return new IndexCopy(openDatabase(path, 'bulk'), tables);
  }

  /** Adds a row of a core table. */
  addCore(table: keyof CoreDatabase, row: AnyRow): void {
    const { columns } = CORE_TABLES[table] as { readonly columns: Readonly<Record<string, Column>> };
    if (table !== 'artifact_search_index') {
      this.#insert(table, Object.entries(columns), row);
      return;
    }
    this.#begin();
    const scope = { backupId: row['backupId'] as number, runId: row['runId'] as number };
    const stored = (name: string) => valueOf(columns[name]?.kind ?? 'text', row[name]);
    this.#insertSearch.run(
      stored('id'),
      scope.backupId,
      scope.runId,
      this.#numbers.of('text', scope)(stored('type')),
      storedRef(row['ref'] as string),
      stored('occurredAt'),
      stored('displayText'),
      stored('payload'),
      null,
    );
    this.#added();
    const facets = `${runFacet(row['runId'] as number)} ${typeFacet(row['type'] as string)}`;
    this.#insertTerms.run(row['id'] as number, facets);
  }

  /** Adds a row of an artifact table, unless there is one with its key. */
  add(table: string, row: AnyRow): void {
    const definition = this.#tables[table];
    if (definition === undefined) return;
    const repeats = repeatedColumns(definition);
    const into = repeats.length === 0 ? table : storedTable(table);
    if (!this.#inserts.has(into)) this.#addIndexes(table, definition);
    this.#insert(into, [...SCOPE, ...Object.entries(definition.columns)], row, repeats);
  }

  /** Ends writing. */
  close(): void {
    try {
      if (this.#db.isTransaction) this.#db.exec('commit');
    } finally {
      this.#db.close();
    }
  }

  #insert(
    table: string,
    columns: readonly (readonly [string, Pick<Column, 'kind'>])[],
    row: AnyRow,
    repeats: readonly string[] = [],
  ): void {
    let insert = this.#inserts.get(table);
    if (insert === undefined) {
      const places = columns.map(() => '?').join(', ');
      const names = columnList(columns.map(([name]) => name));
      insert = this.#db.prepare(`insert or ignore into ${identifier(table)} (${names}) values (${places})`);
      this.#inserts.set(table, insert);
    }
    this.#begin();
    const scope = { backupId: row['backupId'] as number, runId: row['runId'] as number };
    insert.run(
      ...columns.map(([name, { kind }]) => {
        const value = valueOf(kind, row[name]);
        return repeats.includes(name) ? this.#numbers.of(kind, scope)(value) : value;
      }),
    );
    this.#added();
  }

  #addIndexes(table: string, definition: TableDefinition): void {
    for (const statement of missingIndexes(table, definition, sqliteDdl)) this.#db.exec(statement);
  }

  #begin(): void {
    if (this.#pending === 0) this.#db.exec('begin immediate');
  }

  /** After each row. */
  #added(): void {
    if (++this.#pending < ROWS_PER_TRANSACTION) return;
    this.#db.exec('commit');
    this.#pending = 0;
  }
}

/** A value in the stored form of its column; null if it does not fit. */
function valueOf(kind: Column['kind'], given: unknown): BatchValue {
  const value = storedValue(kind, given);
  return value === UNFIT ? null : value;
}

const SCOPE: readonly (readonly [string, Pick<Column, 'kind'>])[] = [
  ['backupId', { kind: 'integer' }],
  ['runId', { kind: 'integer' }],
];

/** The address of a SQLite file. */
export function dsnOf(path: string): string {
  return `sqlite:///${path}`;
}
