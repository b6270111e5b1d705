import type { ColumnKind, TableDefinition } from './columns.ts';

/** Values of the key columns of a row, in order. */
export type KeyValues = readonly (string | number)[];

const TEXT_KINDS: ReadonlySet<ColumnKind | undefined> = new Set(['text', 'handle', 'file']);

/**
 * The key of a row in addresses, hits and the search index: the value of its key column; several values are
 * percent-encoded and separated by commas.
 */
export function encodeTableKey(values: KeyValues): string {
  return values.length === 1 ? String(values[0]) : values.map((value) => encodeURIComponent(value)).join(',');
}

/** Parses a key made by {@link encodeTableKey}; null if it cannot be a key of this table. */
export function decodeTableKey(key: string, { primaryKey, columns }: TableDefinition): KeyValues | null {
  const parts = primaryKey.length === 1 ? [key] : key.split(',').map(decodePart);
  if (parts.length !== primaryKey.length) return null;
  const values = parts.map((part, at) =>
    part === null || TEXT_KINDS.has(columns[primaryKey[at] ?? '']?.kind) ? part : wholeNumber(part),
  );
  return values.every((value) => value !== null) ? values : null;
}

function wholeNumber(text: string): number | null {
  const number = Number(text);
  return /^-?\d{1,16}$/.test(text) && Number.isSafeInteger(number) ? number : null;
}

function decodePart(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
