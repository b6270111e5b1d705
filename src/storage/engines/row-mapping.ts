import type { CompiledQuery } from 'kysely';
import { plain } from '../../locales/messages.ts';
import type { JsonValue } from '../../model/columns.ts';
import { DomainError } from '../../model/errors.ts';
import type { MappedKind } from '../column-kinds.ts';
import { sanitiseJson, sanitiseText } from '../sanitise.ts';

/** Values that every engine's driver accepts and returns for our types. */
export type StoredValue = null | number | bigint | string | Uint8Array;

/** A result column: its name in rows, and its kind if the stored form differs. */
export interface ResultField {
  readonly name: string;
  readonly kind: MappedKind | undefined;
}

/** A query whose rows are wanted as arrays, in the order of its columns: objects of many columns take longer than SQL. */
export interface ArrayQuery extends CompiledQuery {
  readonly rowsAs: 'arrays';
}

/** The rows as a query wants them, with booleans as booleans and json parsed. `rows` are not to be used any more. */
export function resultRows(
  query: CompiledQuery | ArrayQuery,
  fields: readonly ResultField[],
  rows: readonly (readonly StoredValue[])[],
): unknown[] {
  return 'rowsAs' in query ? mapValues(fields, rows as unknown[][]) : mapRows(fields, rows);
}

/** Equal values that follow each other are parsed once, so rows may share them. */
function mapValues(fields: readonly ResultField[], rows: unknown[][]): unknown[][] {
  for (const [index, { kind }] of fields.entries()) {
    if (kind === undefined) continue;
    let stored: unknown = null;
    let value: unknown = null;
    for (const row of rows) {
      const own = row[index];
      if (own === null) continue;
      if (own !== stored) value = fromStored(kind, own as StoredValue);
      stored = own;
      row[index] = value;
    }
  }
  return rows;
}

/** Converts rows to objects. */
function mapRows(fields: readonly ResultField[], rows: readonly (readonly StoredValue[])[]): Record<string, unknown>[] {
  return rows.map((values) => {
    const row: Record<string, unknown> = {};
    for (let index = 0; index < fields.length; index++) {
      const { name, kind } = fields[index] as ResultField;
      const value = values[index] as StoredValue;
      row[name] = kind === undefined || value === null ? value : fromStored(kind, value);
    }
    return row;
  });
}

function fromStored(kind: MappedKind, value: StoredValue): unknown {
  if (kind === 'boolean') return value !== 0;
  return JSON.parse(value as string);
}

/**
 * Converts a query parameter to its stored form: booleans to 0 and 1, objects and arrays to JSON text.
 * @throws INTERNAL for values that cannot be stored
 */
export function toStored(value: unknown): StoredValue {
  switch (typeof value) {
    case 'string':
      return sanitiseText(value);
    case 'number':
    case 'bigint':
      return value;
    case 'boolean':
      return value ? 1 : 0;
    case 'undefined':
      return null;
    case 'object':
      if (value === null || value instanceof Uint8Array) return value;
      // node:sqlite would silently bind a Date as NULL, pg as text in its own format.
      if (value instanceof Date) break;
      return sanitiseJson(value as JsonValue);
    case 'function':
    case 'symbol':
      break;
  }
  throw new DomainError('INTERNAL', plain('A query parameter has a type that the database cannot store.'));
}
