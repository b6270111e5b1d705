import { fromAppleSeconds } from '../../../formats/apple-time.ts';
import { asNumber, asText, type SourceTable, type SqlValue } from '../../kit/source-table.ts';

/** Maximum size of a name, path or address, in bytes. */
const MAX_NAME = 16 * 1024;

/** Invisible marks of text direction around names and numbers, which would break search and comparison. */
const BIDI_MARKS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * A column as text, whatever it holds: real ones hold blobs, crafted ones numbers outside of JavaScript's range. NULL where
 * it takes more than `maxBytes`.
 */
export function textColumn(table: SourceTable, name: string, maxBytes = MAX_NAME): string {
  return `CAST(${table.bounded(name, maxBytes)} AS TEXT)`;
}

/** Text without surrounding white space; null for none. */
export function asTrimmed(value: SqlValue | undefined): string | null {
  return asText(value)?.trim() || null;
}

/** A name without marks of text direction. */
export function asName(value: SqlValue | undefined): string | null {
  return asText(value)?.replace(BIDI_MARKS, '').trim() || null;
}

/** Seconds since 2001 as UTC milliseconds. WhatsApp writes 0 for "not set". */
export function asAppleTime(value: SqlValue | undefined): number | null {
  return fromAppleSeconds(asNumber(value) || null);
}
