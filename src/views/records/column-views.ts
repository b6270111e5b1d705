import { columnTexts } from '../../artifacts/texts.ts';
import type { KindColumnView } from '../../contract/kinds.ts';
import type { TableDefinition } from '../../model/columns.ts';
import { sortableColumns } from './find-table.ts';

/** The columns of a table with the information to show, sort and filter their values. */
export function columnViews(table: string, definition: TableDefinition): KindColumnView[] {
  const sortable = sortableColumns(definition);
  const groups = [table, ...(definition.texts ?? [])];
  return Object.entries(definition.columns).map(([name, column]) => ({
    name,
    kind: column.kind,
    format: column.format ?? null,
    description: column.description,
    ...columnTexts(name, column, groups),
    isKey: definition.primaryKey.includes(name),
    isSortable: sortable.has(name),
  }));
}
