import { InvalidArgumentError } from 'commander';
import { AREAS, type Area } from '../model/kind.ts';

/** Items on one page, as the API allows them. */
const MAX_LIMIT = 200;

/** Reads `--limit`. */
export function parseLimit(text: string): number {
  const limit = Number(text);
  if (/^\d{1,3}$/.test(text) && limit >= 1 && limit <= MAX_LIMIT) return limit;
  throw new InvalidArgumentError(`Say a number from 1 to ${MAX_LIMIT}.`);
}

/** The most messages a demo is made of. */
const MAX_COUNT = 1_000_000;

/** Reads how many of something to make. */
export function parseCount(text: string): number {
  const count = Number(text);
  if (/^\d{1,7}$/.test(text) && count >= 1 && count <= MAX_COUNT) return count;
  throw new InvalidArgumentError(`Say a number from 1 to ${MAX_COUNT}.`);
}

/** Reads a moment: a day or a time in ISO 8601, local time unless it says otherwise. Gives UTC milliseconds. */
export function parseTime(text: string): number {
  // A bare day is UTC by the standard, but people mean their own.
  const time = Date.parse(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00` : text);
  if (!Number.isNaN(time)) return time;
  throw new InvalidArgumentError('Say a day like 2024-05-01, or a time like 2024-05-01T14:03.');
}

/** Collects the values of a repeatable option. */
export function append(value: string, previous: readonly string[] = []): string[] {
  return [...previous, value];
}

/** Collects the areas of a repeatable option. */
export function appendArea(value: string, previous: readonly Area[] = []): Area[] {
  const area = AREAS.find((each) => each === value.toLowerCase());
  if (area === undefined) throw new InvalidArgumentError(`Say one of ${AREAS.join(', ')}.`);
  return [...previous, area];
}
