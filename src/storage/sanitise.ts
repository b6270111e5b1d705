import type { JsonValue } from '../model/columns.ts';

/** Stands for what a database cannot hold. */
const REPLACEMENT = '\uFFFD';

/**
 * Text that every engine can store: NUL and lone surrogates become U+FFFD, everything else stays
 * (PostgreSQL refuses both, SQLite would cut at NUL in some functions).
 */
export function sanitiseText(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed();
  return whole.includes('\0') ? whole.replaceAll('\0', REPLACEMENT) : whole;
}

/** JSON text of `value` with every string in it, keys included, as {@link sanitiseText} has it. */
export function sanitiseJson(value: JsonValue | undefined): string | null {
  if (value === undefined || value === null) return null;
  const text = JSON.stringify(value);
  // Only an escape can stand for NUL or a lone surrogate: JSON.stringify writes both as \uXXXX.
  return text.includes('\\u') ? JSON.stringify(sanitiseValue(value)) : text;
}

function sanitiseValue(value: JsonValue): JsonValue {
  if (typeof value === 'string') return sanitiseText(value);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(sanitiseValue);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [sanitiseText(key), sanitiseValue(item)]));
}
