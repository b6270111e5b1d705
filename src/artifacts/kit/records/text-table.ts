import type { JsonValue } from '../../../model/columns.ts';
import { Embedded, type ExampleColumn, type ExampleValue } from '../../../model/example.ts';
import type { Field } from './fields.ts';

/**
 * A table written as text: a line of names, then one line per row, with `|` between cells. An empty cell means no
 * value.
 */
export type TextTable = string;

/** The cells of a table by column name; null for empty ones. */
function cellsOf(table: TextTable): Readonly<Record<string, string | null>>[] {
  const [names = [], ...rows] = table
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  return rows.map((cells) => {
    if (cells.length !== names.length) throw new Error(`A row of an example has ${cells.length} cells: ${cells[0]}`);
    return Object.fromEntries(names.map((name, index) => [name, cells[index] === '' ? null : (cells[index] ?? null)]));
  });
}

/**
 * The rows of a SQLite table: numbers are numbers, `'12'` is text, `x'0a1b'` is bytes, `plist{"Added":
 * "2025-06-01T18:00:00Z"}` is a property list in which ISO 8601 text is a date.
 */
export function columnValues(table: TextTable): Readonly<Record<string, ExampleColumn>>[] {
  return cellsOf(table).map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, cell === null ? null : columnValue(cell)])),
  );
}

function columnValue(cell: string): ExampleColumn {
  if (cell.startsWith('plist{')) return new Embedded(plistOf(cell.slice(5)));
  if (/^-?\d+(?:\.\d+)?$/.test(cell)) return /^-?\d{16,}$/.test(cell) ? BigInt(cell) : Number(cell);
  const [, prefix, quoted] = /^(x?)'(.*)'$/.exec(cell) ?? [];
  if (quoted === undefined) return cell;
  return prefix === 'x' ? Buffer.from(quoted, 'hex') : quoted;
}

/** The rows of a record table. Cells have the type of their field; times are ISO 8601. */
export function recordValues(
  table: TextTable,
  fields: Readonly<Record<string, Pick<Field, 'column'>>>,
): Readonly<Record<string, JsonValue>>[] {
  return cellsOf(table).map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, cell]) => {
        const field = fields[name];
        if (field === undefined) throw new Error(`An example has a column that is no field: ${name}`);
        return [name, cell === null ? null : recordValue(cell, field)];
      }),
    ),
  );
}

/** A property list of an example, written as JSON in which ISO 8601 text is a date. */
export function plistOf(json: string): { readonly plist: ExampleValue } {
  return { plist: JSON.parse(json, dated) as ExampleValue };
}

/** JSON reviver that converts ISO 8601 text to dates. */
function dated(_: string, value: ExampleValue): ExampleValue {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value) ? new Date(value) : value;
}

function recordValue(cell: string, { column: { kind } }: Pick<Field, 'column'>): JsonValue {
  switch (kind) {
    case 'integer':
    case 'real':
      return Number(cell);
    case 'boolean':
      return cell === 'true';
    case 'time':
      return Date.parse(cell);
    case 'json':
      return JSON.parse(cell) as JsonValue;
    case 'text':
    case 'handle':
    case 'file':
      return cell;
    default:
      return kind satisfies never;
  }
}
