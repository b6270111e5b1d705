import { plain } from '../../locales/messages.ts';
import type { RowOf, TableDefinition, ValuesOf } from '../../model/columns.ts';
import { DomainError } from '../../model/errors.ts';

/**
 * Returns a function that gives the values of rows whose properties are all columns of a table, in their order: such rows
 * need not be taken apart by name. The order is checked on the first row.
 */
export function inOrderOf<T extends TableDefinition>(table: T): (row: RowOf<T>) => ValuesOf<T> {
  const columns = Object.keys(table.columns);
  let isChecked = false;
  return (row) => {
    if (!isChecked) {
      const names = Object.keys(row);
      const wrong = columns.findIndex((column, at) => names[at] !== column);
      if (wrong !== -1 || names.length !== columns.length) {
        throw new DomainError('INTERNAL', plain(`A row has ${names[wrong]} where the table has ${columns[wrong]}.`));
      }
      isChecked = true;
    }
    return Object.values(row);
  };
}
