import { type Expression, type SqlBool, sql } from 'kysely';
import type { Direction, Position } from './paged-list.ts';

/** The parts of a query builder needed to restrict it to a range. */
export interface Orderable<Q> {
  where(condition: Expression<SqlBool>): Q;
  orderBy(column: Expression<unknown>, direction: Direction): Q;
}

/** Sort order of rows; these columns must be indexed. */
export interface RowOrder {
  /** First sort column; null to sort by key only. */
  readonly sort: string | null;
  readonly key: readonly string[];
  /**
   * Position of rows with NULL in `sort` in ascending order; reversed in descending order. `none` if there are no such
   * rows.
   */
  readonly nulls: 'first' | 'last' | 'none';
}

/**
 * The rows after a position in reading direction, from the start if null, as consecutive index ranges. A single tuple
 * comparison would scan all rows with the same first value, which may be a million in a crafted store. Rows with NULL
 * are a separate range because databases sort them differently.
 */
export function rowsBeyond<Q extends Orderable<Q>>(
  all: () => Q,
  { sort, key, nulls }: RowOrder,
  direction: Direction,
  from: Position | null,
): Q[] {
  if (sort === null) return from === null ? [ordered(all(), key, direction)] : beyondKey(all, key, direction, from);
  const columns = [sort, ...key];
  const undated = () => all().where(sql<SqlBool>`${sql.ref(sort)} is null`);
  const dated = () => (nulls === 'none' ? all() : all().where(sql<SqlBool>`${sql.ref(sort)} is not null`));
  const nullsAhead = nulls !== 'none' && (nulls === 'last') === (direction === 'asc');
  const nullsBehind = nulls !== 'none' && !nullsAhead;
  const [value, ...keyValues] = from ?? [];
  if (value === undefined) {
    const values = ordered(dated(), columns, direction);
    if (nulls === 'none') return [values];
    const empty = ordered(undated(), key, direction);
    return nullsAhead ? [values, empty] : [empty, values];
  }
  if (value === null) {
    const rest = beyondKey(undated, key, direction, keyValues);
    return nullsBehind ? [...rest, ordered(dated(), columns, direction)] : rest;
  }
  const same = () => all().where(sql<SqlBool>`${sql.ref(sort)} = ${value}`);
  const others = all().where(compared(sort, keyValues.length === 0 ? orEqual(direction) : beyond(direction), value));
  return [
    ...(keyValues.length === 0 ? [] : beyondKey(same, key, direction, keyValues, columns)),
    ordered(others, columns, direction),
    ...(nullsAhead ? [ordered(undated(), key, direction)] : []),
  ];
}

/** Splits (a, b) > (x, y) into the ranges a = x and b > y, then a > x. */
function beyondKey<Q extends Orderable<Q>>(
  rows: () => Q,
  key: readonly string[],
  direction: Direction,
  values: Position,
  columns = key,
): Q[] {
  return values
    .map((value, at) => {
      const same = values
        .slice(0, at)
        .reduce<Q>((query, each, i) => query.where(compared(key[i] ?? '', '=', each)), rows());
      return ordered(same.where(compared(key[at] ?? '', beyond(direction), value)), columns, direction);
    })
    .toReversed();
}

function ordered<Q extends Orderable<Q>>(rows: Q, columns: readonly string[], direction: Direction): Q {
  return columns.reduce<Q>((query, column) => query.orderBy(sql.ref(column), direction), rows);
}

function compared(column: string, operator: string, value: string | number | null) {
  return sql<SqlBool>`${sql.ref(column)} ${sql.raw(operator)} ${value}`;
}

function beyond(direction: Direction): string {
  return direction === 'asc' ? '>' : '<';
}

function orEqual(direction: Direction): string {
  return direction === 'asc' ? '>=' : '<=';
}
