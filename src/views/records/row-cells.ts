import { sql } from 'kysely';
import type { TableRowView } from '../../contract/tables.ts';
import type { TableDefinition } from '../../model/columns.ts';
import { encodeTableKey, type KeyValues } from '../../model/table-key.ts';
import type { AnyRows } from '../rows-of.ts';

/** Maximum number of characters of a cell in a list. */
const MAX_CELL = 2000;

/**
 * Selects the key and the wanted columns (default: all), except secrets. Long texts are truncated in SQL to bound the
 * size of a page.
 */
export function selectCells(
  rows: AnyRows,
  definition: TableDefinition,
  wanted: readonly string[] = Object.keys(definition.columns),
): AnyRows {
  const { columns, primaryKey } = definition;
  const secrets = secretColumns(definition);
  const names = [...new Set([...primaryKey, ...wanted])].filter((name) => !secrets.includes(name));
  const shown = Object.entries(columns).filter(([name]) => names.includes(name));
  return rows.select(
    shown.map(([name, { kind }]) =>
      canBeLong(kind) && !primaryKey.includes(name)
        ? sql`substr(${sql.ref(name)}, 1, ${sql.lit(MAX_CELL + 1)})`.as(name)
        : sql.ref(name).as(name),
    ),
  );
}

/** What {@link cellsView} needs of a table. */
interface TableShape {
  readonly cells: readonly { readonly name: string; readonly isLong: boolean; readonly isJson: boolean }[];
  readonly secrets: readonly string[];
}

const shapes = new WeakMap<TableDefinition, TableShape>();

/** Found once for each table: finding it takes as long as reading a row. */
function shapeOf(definition: TableDefinition): TableShape {
  const known = shapes.get(definition);
  if (known !== undefined) return known;
  const { columns, primaryKey } = definition;
  const cells = Object.entries(columns).map(([name, { kind }]) => {
    return { name, isLong: canBeLong(kind) && !primaryKey.includes(name), isJson: kind === 'json' };
  });
  const shape = { cells, secrets: secretColumns(definition) };
  shapes.set(definition, shape);
  return shape;
}

/** The view of a row of {@link selectCells}. */
export function cellsView(row: Readonly<Record<string, unknown>>, definition: TableDefinition): TableRowView {
  const { cells, secrets } = shapeOf(definition);
  const cut: string[] = [];
  const values: Record<string, unknown> = {};
  for (const { name, isLong, isJson } of cells) {
    const value = row[name] ?? null;
    if (typeof value !== 'string' || !isLong) {
      values[name] = value;
      continue;
    }
    // `substr` counts characters, not UTF-16 code units.
    const characters = value.length > MAX_CELL ? Array.from(value) : [];
    const isCut = characters.length > MAX_CELL;
    if (isCut) cut.push(name);
    if (isJson) values[name] = isCut ? null : JSON.parse(value);
    else values[name] = isCut ? characters.slice(0, MAX_CELL).join('') : value;
  }
  return { key: encodeTableKey(keyValues(row, definition)), values, cut, secrets: [...secrets] };
}

/** The view of a complete row; `shown` includes secrets. */
export function rowView(
  row: Readonly<Record<string, unknown>>,
  definition: TableDefinition,
  shown: boolean,
): TableRowView {
  const secrets = shown ? [] : secretColumns(definition);
  const values = Object.keys(definition.columns).map((name) => [
    name,
    secrets.includes(name) ? null : (row[name] ?? null),
  ]);
  return { key: encodeTableKey(keyValues(row, definition)), values: Object.fromEntries(values), cut: [], secrets };
}

/** Columns whose values are masked. Key columns are never secret because they are part of URLs. */
export function secretColumns({ columns, primaryKey }: TableDefinition): string[] {
  return Object.keys(columns).filter((name) => columns[name]?.format === 'secret' && !primaryKey.includes(name));
}

/** The key of a row. */
export function keyValues(row: Readonly<Record<string, unknown>>, { primaryKey }: TableDefinition): KeyValues {
  return primaryKey.map((column) => row[column] as string | number);
}

/** True for a kind whose values may be too long for a list. */
export function canBeLong(kind: string): boolean {
  return kind === 'text' || kind === 'handle' || kind === 'json';
}
