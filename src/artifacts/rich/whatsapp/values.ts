import { fromAppleSeconds } from '../../../formats/apple-time.ts';
import { asNumber, asText, type SourceTable, type SqlValue } from '../../kit/source-table.ts';

/** Maximum size of a name, path or JID, in bytes. */
const MAX_NAME = 16 * 1024;

/** Invisible direction marks around names and numbers, which would break search and comparison. */
const BIDI_MARKS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * A column as text: real ones can contain blobs, crafted ones numbers outside JavaScript's range. NULL if larger than
 * `maxBytes`.
 */
export function textColumn(table: SourceTable, name: string, maxBytes = MAX_NAME): string {
  return `CAST(${table.bounded(name, maxBytes)} AS TEXT)`;
}

/** Text without surrounding white space; null if empty. */
export function asTrimmed(value: SqlValue | undefined): string | null {
  return asText(value)?.trim() || null;
}

/** A name without direction marks. */
export function asName(value: SqlValue | undefined): string | null {
  return asText(value)?.replace(BIDI_MARKS, '').trim() || null;
}

/** Seconds since 2001 as UTC milliseconds; null for 0, which means "not set". */
export function asAppleTime(value: SqlValue | undefined): number | null {
  return fromAppleSeconds(asNumber(value) || null);
}
