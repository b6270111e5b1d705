import type { Column, JsonValue } from '../../model/columns.ts';
import { sanitiseJson, sanitiseText } from '../sanitise.ts';
import type { BatchValue } from './batch.ts';

/** Result of {@link storedValue} for a value that its column cannot hold. */
export const UNFIT = Symbol('unfit');

/**
 * Converts a value to its column's stored form. Fractions are truncated in integer columns. Numbers that are not finite
 * or not safe and values of other types, as in hostile sources, yield {@link UNFIT}.
 */
export function storedValue(kind: Column['kind'], value: unknown): BatchValue | typeof UNFIT {
  if (value === null || value === undefined) return null;
  switch (kind) {
    case 'text':
    case 'handle':
    case 'file':
      return typeof value === 'string' ? sanitiseText(value) : UNFIT;
    case 'integer':
    case 'time': {
      const whole = Math.trunc(value as number);
      return Number.isSafeInteger(whole) ? whole : UNFIT;
    }
    case 'real':
      return Number.isFinite(value) ? (value as number) : UNFIT;
    case 'boolean':
      return value === true ? 1 : value === false ? 0 : UNFIT;
    case 'json':
      return sanitiseJson(value as JsonValue);
    default:
      return UNFIT;
  }
}
