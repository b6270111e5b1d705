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

/** Converts rows to objects, with booleans as booleans and json parsed. */
export function mapRows(
  fields: readonly ResultField[],
  rows: readonly (readonly StoredValue[])[],
): Record<string, unknown>[] {
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
