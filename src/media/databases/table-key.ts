import type { SQLInputValue } from 'node:sqlite';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';

/** Names for the row number in SQLite, unless a column has the same name. */
const ROW_NUMBERS = ['rowid', '_rowid_', 'oid'];

/** The columns that order the rows of a table and are unique together. */
export function keyOf(
  columns: readonly { readonly name: string; readonly keyPosition: number }[],
  hasRowNumbers: boolean,
): readonly string[] {
  if (!hasRowNumbers) {
    return columns
      .filter(({ keyPosition }) => keyPosition > 0)
      .sort((a, b) => a.keyPosition - b.keyPosition)
      .map(({ name }) => name);
  }
  const names = new Set(columns.map(({ name }) => name.toLowerCase()));
  const free = ROW_NUMBERS.find((name) => !names.has(name));
  if (free === undefined) {
    throw new DomainError('UNSUPPORTED_SCHEMA', msg('detail.no-row-numbers'));
  }
  return [free];
}

/** A cursor made from the key of a row. */
export function encodeKey(key: readonly SQLInputValue[]): string {
  const parts = key.map((part) => {
    if (typeof part === 'bigint') return ['i', part.toString()];
    if (part instanceof Uint8Array) return ['b', Buffer.from(part).toString('base64')];
    return part;
  });
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** The key encoded by {@link encodeKey}, with `length` parts. @throws BAD_REQUEST */
export function decodeKey(cursor: string, length: number): SQLInputValue[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(parts) && parts.length === length) return parts.map(decodePart);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw foreign();
}

function decodePart(part: unknown): SQLInputValue {
  if (part === null || typeof part === 'number' || typeof part === 'string') return part;
  const [type, value] = Array.isArray(part) ? (part as unknown[]) : [];
  if (typeof value === 'string') {
    // The range of 64-bit integers, the only ones SQLite accepts.
    if (type === 'i' && /^-?\d{1,19}$/.test(value)) return BigInt.asIntN(64, BigInt(value));
    if (type === 'b') return Buffer.from(value, 'base64');
  }
  throw foreign();
}

function foreign(): DomainError {
  return new DomainError('BAD_REQUEST', msg('detail.cursor-of-another-list'), { details: { field: 'cursor' } });
}
