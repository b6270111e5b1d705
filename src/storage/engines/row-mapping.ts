import type { JsonValue } from '../../model/columns.ts';
import { DomainError } from '../../model/errors.ts';
import type { MappedKind } from '../column-kinds.ts';
import { sanitiseJson, sanitiseText } from '../sanitise.ts';

/** What every engine's driver takes, and gives for the types we use. */
export type StoredValue = null | number | bigint | string | Uint8Array;

/** A column of a result: what it is called in rows, and its kind where the stored form is another. */
export interface ResultField {
  readonly name: string;
  readonly kind: MappedKind | undefined;
}

/** Rows as objects: booleans as booleans, json parsed. */
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

/** A query's parameter as it is stored: booleans as 0 and 1, objects and arrays as JSON text. @throws INTERNAL for what cannot be stored */
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
      // node:sqlite would bind a Date as NULL without a word, pg as a text of its own.
      if (value instanceof Date) break;
      return sanitiseJson(value as JsonValue);
    case 'function':
    case 'symbol':
      break;
  }
  throw new DomainError('INTERNAL', 'A query was given a value that the database cannot hold.');
}
