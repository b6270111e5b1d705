import type { SqlDatabase, SqlStatement } from '../../../backup/source-database/sql.ts';
import type { SqlValue } from '../source-table.ts';

/**
 * Prepares a statement whose rows are arrays, with integers as `bigint`: one beyond JavaScript's range, as the ids of
 * many servers are, would end the query otherwise.
 */
export function prepareArrays(db: SqlDatabase, sql: string): SqlStatement {
  const statement = db.prepare(sql);
  statement.setReturnArrays(true);
  statement.setReadBigInts(true);
  return statement;
}

/** The rows of {@link prepareArrays}. */
export function arraysOf(statement: SqlStatement): Iterable<SqlValue[]> {
  return statement.iterate() as Iterable<unknown> as Iterable<SqlValue[]>;
}

/** The values of a row of {@link prepareArrays}, safe integers as numbers. */
export function numbers(row: readonly SqlValue[]): readonly SqlValue[] {
  return row.map((value) => (typeof value === 'bigint' && BigInt.asIntN(54, value) === value ? Number(value) : value));
}
