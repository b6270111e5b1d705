/** A value of a source database, whatever type its column declares. */
export type SqlValue = null | number | bigint | string | Uint8Array;

/** SQL expressions by the names of the columns in result rows. */
export type Expressions<Name extends string = string> = Readonly<Record<Name, string>>;

/** A row of a SELECT. */
export type Row<Name extends string = string> = { readonly [name in Name]: SqlValue };

const VALUES = Symbol('values');

/** A row backed by an array. */
interface ArrayRow {
  readonly [VALUES]: readonly SqlValue[];
}

/**
 * Returns a function that makes rows of arrays with values in the order of `names`. A row takes about 60 ns; objects of
 * node:sqlite take twice as long as arrays. Columns are getters of the prototype, so a row cannot be spread.
 *
 * @param from position of the first of them, for arrays with the columns of several tables
 */
export function rowsOfArrays<Name extends string>(
  names: readonly Name[],
  from = 0,
): (values: readonly SqlValue[]) => Row<Name> {
  // Not a subclass of one for all tables, whose constructor would be called for each row.
  class NamedRow implements ArrayRow {
    readonly [VALUES]: readonly SqlValue[];

    constructor(values: readonly SqlValue[]) {
      this[VALUES] = values;
    }
  }
  for (const [index, name] of names.entries()) {
    Object.defineProperty(NamedRow.prototype, name, {
      get(this: ArrayRow): SqlValue {
        return this[VALUES][from + index] ?? null;
      },
    });
  }
  return (values) => new NamedRow(values) as ArrayRow & Row<Name>;
}

/** Positions of columns in array rows. */
export type Positions<Name extends string> = { readonly [name in Name]: number };

/** The positions of columns in the arrays of a SELECT of these expressions. */
export function positionsOf<const Name extends string>(expressions: Expressions<Name>): Positions<Name> {
  return Object.fromEntries(Object.keys(expressions).map((name, position) => [name, position])) as Positions<Name>;
}
