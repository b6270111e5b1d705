import type { KindColumnView } from '../../contract/kinds.ts';
import type { TableDefinition } from '../../model/columns.ts';
import { sortableColumns } from './find-table.ts';

/** The columns of a table with the information to show, sort and filter their values. */
export function columnViews(definition: TableDefinition): KindColumnView[] {
  const sortable = sortableColumns(definition);
  return Object.entries(definition.columns).map(([name, { kind, format, description, names, labels }]) => ({
    name,
    kind,
    format: format ?? null,
    description,
    names: names ?? {},
    labels: labels ?? null,
    isKey: definition.primaryKey.includes(name),
    isSortable: sortable.has(name),
  }));
}
