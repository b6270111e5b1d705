const VALUES = Symbol('values');

/**
 * Makes rows of arrays of these columns' values: a row that is read by name, without a copy of its values. `absent` are
 * null in all of them.
 */
export function arrayRows(
  columns: readonly string[],
  absent: readonly string[],
): (values: readonly unknown[]) => object {
  class ArrayRow {
    readonly [VALUES]: readonly unknown[];

    constructor(values: readonly unknown[]) {
      this[VALUES] = values;
    }
  }
  for (const name of absent) Object.defineProperty(ArrayRow.prototype, name, { value: null });
  for (const [index, name] of columns.entries()) {
    Object.defineProperty(ArrayRow.prototype, name, {
      get(this: ArrayRow) {
        return this[VALUES][index];
      },
    });
  }
  return (values) => new ArrayRow(values);
}
