import type { JsonValue } from '../../../model/columns.ts';
import { asList, asRecord, type Value } from './value.ts';

/** Maximum depth and number of values of a JSON column. */
const MAX_DEPTH = 32;
const MAX_VALUES = 10_000;

/**
 * A value as JSON: times as ISO text, bytes as hexadecimal digits, integers beyond 2^53 as text. Undefined if too deep
 * or too large.
 */
export function jsonOf(value: Value): JsonValue | undefined {
  let left = MAX_VALUES;
  const convert = (part: Value, depth: number): JsonValue | undefined => {
    if (--left < 0 || depth > MAX_DEPTH) return undefined;
    if (part === null || typeof part === 'string' || typeof part === 'boolean') return part;
    if (typeof part === 'number') return Number.isFinite(part) ? part : null;
    if (typeof part === 'bigint') return `${part}`;
    if (part instanceof Date) return part.toISOString();
    if (part instanceof Uint8Array) return Buffer.from(part).toString('hex');
    const list = asList(part);
    if (list !== null) return all(list.map((each) => convert(each, depth + 1)));
    const entries = Object.entries(asRecord(part) ?? {}).map(([key, each]) => [key, convert(each, depth + 1)] as const);
    return all(entries.map(([, each]) => each)) === undefined
      ? undefined
      : (Object.fromEntries(entries) as { [key: string]: JsonValue });
  };
  return convert(value, 0);
}

function all(values: readonly (JsonValue | undefined)[]): readonly JsonValue[] | undefined {
  return values.every((value) => value !== undefined) ? values : undefined;
}
