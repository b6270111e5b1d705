import type { SourceTable, SqlValue } from '../../kit/source-table.ts';

/** The values of a row by the names of the query. */
export type NamedRow<N extends string> = Readonly<Record<N, SqlValue>>;

/** A SELECT over one table whose expressions have names: rows of sixty columns are not counted out. */
export class NamedRows<N extends string> {
  readonly table: SourceTable;
  private readonly names: readonly N[];
  private readonly expressions: readonly string[];

  constructor(table: SourceTable, expressions: Readonly<Record<N, string>>) {
    this.table = table;
    this.names = Object.keys(expressions) as N[];
    this.expressions = Object.values(expressions);
  }

  /** All rows, one at a time; none where there is no table. They end where the table is damaged, which counts as lost. */
  *all(rest = ''): Generator<NamedRow<N>> {
    if (!this.table.exists) return;
    for (const row of this.table.rows(this.expressions, rest)) yield this.named(row);
  }

  /**
   * The rows from ROWID `first` to the last that JavaScript can number, each led by its ROWID: for `readAcrossDamage`,
   * which goes on behind damage.
   *
   * @throws the errors of SQLite
   */
  *from(first: number): Generator<readonly SqlValue[]> {
    const statement = this.table.select(
      ['rowid', ...this.expressions],
      `WHERE rowid BETWEEN ? AND ${Number.MAX_SAFE_INTEGER} ORDER BY rowid`,
    );
    yield* statement.iterate(first) as Iterable<unknown> as Iterable<readonly SqlValue[]>;
  }

  /** The values of a row of {@link from}. */
  behindRowid(row: readonly SqlValue[]): NamedRow<N> {
    return this.named(row, 1);
  }

  /** Finds rows by their ROWID, over and over; null where there is none. */
  lookup(): (rowid: number | null) => NamedRow<N> | null {
    if (!this.table.exists) return () => null;
    const find = this.table.lookup(this.expressions);
    return (rowid) => {
      const row = rowid === null ? null : find(rowid);
      return row === null ? null : this.named(row);
    };
  }

  private named(row: readonly SqlValue[], offset = 0): NamedRow<N> {
    const named = {} as Record<N, SqlValue>;
    for (const [index, name] of this.names.entries()) named[name] = row[index + offset] ?? null;
    return named;
  }
}
