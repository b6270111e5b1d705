import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';
import type { EntryFilter } from '../types.ts';
import { KIND_FLAGS } from './entry.ts';

/** A condition on `Files` and the values of its placeholders. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

/** A position in the (domain, relativePath, fileID) order, in bytes because names may be invalid UTF-8. */
export interface Place {
  readonly domain: Uint8Array;
  readonly path: Uint8Array;
  readonly fileID: string;
}

/**
 * A placeholder for bytes compared as text. The plus removes the type affinity of the cast, which would keep SQLite
 * from using the index for the rest of a row value.
 */
export const TEXT = '+CAST(? AS TEXT)';

const EVERYTHING: Condition = { sql: 'true', values: [] };

/** Condition for rows whose flags contain no kind; their record may. */
export function unflagged(flags: string): string {
  return `(${flags} IS NULL OR ${flags} NOT IN (1, 2, 4))`;
}

/**
 * Condition for rows that may match `filter`. With a kind it also includes unflagged rows, whose kind is known only
 * after decoding.
 */
export function filterCondition({ domain, pathContains, suffixes, kind }: EntryFilter, flags: string): Condition {
  const conditions = [EVERYTHING.sql];
  const values: SQLInputValue[] = [];
  if (domain !== undefined) {
    conditions.push('domain = ?');
    values.push(domain);
  }
  if (pathContains !== undefined && pathContains !== '') {
    conditions.push('instr(lower(relativePath), lower(?)) > 0');
    values.push(pathContains);
  }
  if (suffixes !== undefined) {
    const ends = suffixes.map(() => 'lower(substr(relativePath, -length(?))) = lower(?)');
    conditions.push(ends.length === 0 ? 'false' : `(${ends.join(' OR ')})`);
    values.push(...suffixes.flatMap((suffix) => [suffix, suffix]));
  }
  if (kind === 'unknown') conditions.push(unflagged(flags));
  else if (kind !== undefined) conditions.push(`(${flags} IS ${KIND_FLAGS[kind]} OR ${unflagged(flags)})`);
  return { sql: conditions.join(' AND '), values };
}

/**
 * Condition for rows after `place`, phrased so that SQLite seeks to it. `domain` is the one the filter already
 * requires.
 */
export function afterCondition(domain: string | undefined, place: Place | null): Condition {
  if (place === null) return EVERYTHING;
  const rest = [place.path, place.fileID];
  if (domain !== undefined && Buffer.from(domain).equals(place.domain)) {
    return { sql: `(relativePath, fileID) > (${TEXT}, ?)`, values: rest };
  }
  return { sql: `(domain, relativePath, fileID) > (${TEXT}, ${TEXT}, ?)`, values: [place.domain, ...rest] };
}

/** The stored bytes of a name if `text` was decoded from them, else the bytes of `text`. */
export function bytesOf(stored: SQLOutputValue | undefined, text: string): Uint8Array {
  return stored instanceof Uint8Array && Buffer.from(stored).toString('utf8') === text ? stored : Buffer.from(text);
}
