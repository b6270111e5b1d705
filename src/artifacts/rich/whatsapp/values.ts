import { fromAppleSeconds } from '../../../formats/apple-time.ts';
import { asNumber, asText, type SourceTable, type SqlValue } from '../../kit/source-table.ts';

/** Longest name, path or address that is read, in bytes. */
const MAX_NAME = 16 * 1024;

/** Marks of direction around names and numbers; invisible, and in the way of search and comparison. */
const BIDI_MARKS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * A column as text, whatever it holds: real ones hold blobs, crafted ones numbers beyond what JavaScript can count.
 * NULL where it takes more than `maxBytes`.
 */
export function textColumn(table: SourceTable, name: string, maxBytes = MAX_NAME): string {
  return `CAST(${table.bounded(name, maxBytes)} AS TEXT)`;
}

/** Text without white space around it; null when nothing is left. */
export function asTrimmed(value: SqlValue | undefined): string | null {
  return asText(value)?.trim() || null;
}

/** A name for people to read: without marks of direction. */
export function asName(value: SqlValue | undefined): string | null {
  return asText(value)?.replace(BIDI_MARKS, '').trim() || null;
}

/** Seconds since 2001 as UTC milliseconds. WhatsApp writes 0 for "not set". */
export function asAppleTime(value: SqlValue | undefined): number | null {
  return fromAppleSeconds(asNumber(value) || null);
}
