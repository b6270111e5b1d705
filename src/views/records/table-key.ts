import type { TableDefinition } from '../../model/columns.ts';
import { DomainError } from '../../model/errors.ts';

/** The values of the key columns of a row, in their order. */
export type KeyValues = readonly (string | number)[];

/** How a row is named in a URL: the value of its key column; of several each is percent-encoded, with commas between. */
export function encodeTableKey(values: KeyValues): string {
  return values.length === 1 ? String(values[0]) : values.map((value) => encodeURIComponent(value)).join(',');
}

/** Reads what {@link encodeTableKey} made. @throws NOT_FOUND for what cannot be a key of this table */
export function decodeTableKey(key: string, { primaryKey, columns }: TableDefinition): KeyValues {
  const parts = primaryKey.length === 1 ? [key] : key.split(',').map(decodePart);
  if (parts.length !== primaryKey.length) throw noSuchRow();
  return parts.map((part, at) => {
    const isText = columns[primaryKey[at] ?? '']?.kind === 'text';
    if (isText) return part;
    const number = Number(part);
    if (!/^-?\d{1,16}$/.test(part) || !Number.isSafeInteger(number)) throw noSuchRow();
    return number;
  });
}

/** The error for a key that no row has. */
export function noSuchRow(): DomainError {
  return new DomainError('NOT_FOUND', 'There is no row with this key in this table.');
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw noSuchRow();
  }
}
