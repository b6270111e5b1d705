import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';
import type { EntryFilter } from '../types.ts';
import { KIND_FLAGS } from './entry.ts';

/** A condition over `Files` and the values of its placeholders. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

/** A place in the (domain, relativePath, fileID) order, in bytes: names may be no valid UTF-8. */
export interface Place {
  readonly domain: Uint8Array;
  readonly path: Uint8Array;
  readonly fileID: string;
}

/**
 * A placeholder for bytes that are compared as text. The plus takes away the type affinity a cast has, which would keep
 * SQLite from using the index for the rest of a row value.
 */
export const TEXT = '+CAST(? AS TEXT)';

const EVERYTHING: Condition = { sql: 'true', values: [] };

/** Rows whose flags name no kind; their record may. */
export function unflagged(flags: string): string {
  return `(${flags} IS NULL OR ${flags} NOT IN (1, 2, 4))`;
}

/** Rows that may pass `filter`. With a kind it also lets unflagged rows through, whose kind shows once they are decoded. */
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

/** Rows after `place`, put so that SQLite starts there; `domain` is the one the filter already names. */
export function afterCondition(domain: string | undefined, place: Place | null): Condition {
  if (place === null) return EVERYTHING;
  const rest = [place.path, place.fileID];
  if (domain !== undefined && Buffer.from(domain).equals(place.domain)) {
    return { sql: `(relativePath, fileID) > (${TEXT}, ?)`, values: rest };
  }
  return { sql: `(domain, relativePath, fileID) > (${TEXT}, ${TEXT}, ?)`, values: [place.domain, ...rest] };
}

/** The stored bytes of a name, where they are what `text` was read from. */
export function bytesOf(stored: SQLOutputValue | undefined, text: string): Uint8Array {
  return stored instanceof Uint8Array && Buffer.from(stored).toString('utf8') === text ? stored : Buffer.from(text);
}
