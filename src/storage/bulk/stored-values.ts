import type { Column, JsonValue } from '../../model/columns.ts';
import { sanitiseJson, sanitiseText } from '../sanitise.ts';
import type { BatchValue } from './batch.ts';

/** What {@link storedValue} gives for a number that its column cannot hold. */
export const UNFIT = Symbol('unfit');

/**
 * A value as its column stores it. Whole numbers are cut to whole ones; a number that is not finite or not safe, or a value of another
 * type, is {@link UNFIT}: hostile sources have those.
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
