import type { Expressions, Row, SourceTable, SqlValue } from './source-table.ts';

/** Rows from a ROWID on. */
const FROM = `WHERE rowid BETWEEN ? AND ${Number.MAX_SAFE_INTEGER} ORDER BY rowid`;

/** A SELECT on a table that may be missing. */
export class NamedRows<Name extends string> {
  readonly table: SourceTable;
  readonly expressions: Expressions<Name>;

  constructor(table: SourceTable, expressions: Expressions<Name>) {
    this.table = table;
    this.expressions = expressions;
  }

  /** The names of its columns in their order. */
  get names(): readonly Name[] {
    return Object.keys(this.expressions) as Name[];
  }

  /** All rows, one at a time; none if the table is missing. Reading stops at damage, which is reported as lost. */
  all(rest = ''): Iterable<Row<Name>> {
    return this.table.exists ? this.table.rows(this.expressions, rest) : [];
  }

  /**
   * Rows from ROWID `first` on, by ROWID. Rows whose ROWID is not a safe integer are skipped. @throws the errors of
   * SQLite
   */
  from(first: number): Generator<Row<Name>> {
    return this.table.select(this.expressions, FROM).iterate(first);
  }

  /** The same as arrays: the ROWID and the columns in their order. @throws the errors of SQLite */
  arraysFrom(first: number): Iterable<readonly SqlValue[]> {
    return this.table.select({ ' rowid': 'rowid', ...this.expressions }, FROM).arrays(first);
  }

  /** Finds rows by ROWID with one prepared SELECT; null if missing. */
  lookup(): (rowid: number | null) => Row<Name> | null {
    if (!this.table.exists) return () => null;
    const find = this.table.lookup(this.expressions);
    return (rowid) => (rowid === null ? null : find(rowid));
  }

  /** As {@link lookup}, with the columns in their order. */
  arrayLookup(): (rowid: number | null) => readonly SqlValue[] | null {
    if (!this.table.exists) return () => null;
    const find = this.table.arrayLookup(this.expressions);
    return (rowid) => (rowid === null ? null : find(rowid));
  }
}
