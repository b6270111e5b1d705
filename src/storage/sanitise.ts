import type { JsonValue } from '../model/columns.ts';

/** Replacement for characters that a database cannot store. */
const REPLACEMENT = '\uFFFD';

/**
 * Makes text storable on every engine: NUL and lone surrogates become U+FFFD (PostgreSQL refuses both, and SQLite would
 * cut at NUL in some functions).
 */
export function sanitiseText(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed();
  return whole.includes('\0') ? whole.replaceAll('\0', REPLACEMENT) : whole;
}

/** JSON text of `value` with all its strings and keys sanitised by {@link sanitiseText}. */
export function sanitiseJson(value: JsonValue | undefined): string | null {
  if (value === undefined || value === null) return null;
  const text = JSON.stringify(value);
  // NUL and lone surrogates can only occur as escapes, because JSON.stringify writes both as \uXXXX.
  return text.includes('\\u') ? JSON.stringify(sanitiseValue(value)) : text;
}

function sanitiseValue(value: JsonValue): JsonValue {
  if (typeof value === 'string') return sanitiseText(value);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(sanitiseValue);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [sanitiseText(key), sanitiseValue(item)]));
}
