import { InvalidArgumentError, Option } from 'commander';
import { AREAS, type Area } from '../model/kind.ts';
import { parseMoment } from '../model/moment.ts';

/** What an argument that names a backup can be. */
export const BACKUP = 'id or name of a backup, the beginning of one, or its folder';

/** Maximum number of items per page. */
export const MAX_LIMIT = 200;

/** Parses `--limit`. */
export function parseLimit(text: string): number {
  const limit = Number(text);
  if (/^\d{1,3}$/.test(text) && limit >= 1 && limit <= MAX_LIMIT) return limit;
  throw new InvalidArgumentError(`Use a number from 1 to ${MAX_LIMIT}.`);
}

/** `--limit` of a list. */
export function limitOption(items: string, count = 50): Option {
  return new Option('--limit <N>', `${items} per page, 1–${MAX_LIMIT}`).argParser(parseLimit).default(count);
}

/** `--cursor` of a list. */
export function cursorOption(): Option {
  return new Option('--cursor <CURSOR>', 'cursor of another page');
}

/** `--all` of a list. */
export function allOption(): Option {
  return new Option('--all', 'all pages').conflicts('cursor');
}

/** Maximum number of messages of the demo. */
const MAX_COUNT = 1_000_000;

/** Parses the number of messages of the demo. */
export function parseCount(text: string): number {
  const count = Number(text);
  if (/^\d{1,7}$/.test(text) && count >= 1 && count <= MAX_COUNT) return count;
  throw new InvalidArgumentError(`Use a number from 1 to ${MAX_COUNT}.`);
}

/** Parses a day or time in ISO 8601 (local time by default) to UTC milliseconds; of a day its start. */
export function parseTime(text: string): number {
  return parseEdge(text, 'start');
}

/** Like {@link parseTime}, as an exclusive limit: a day is included. */
export function parseEndTime(text: string): number {
  return parseEdge(text, 'end');
}

function parseEdge(text: string, edge: 'start' | 'end'): number {
  try {
    return parseMoment(text, new Intl.DateTimeFormat().resolvedOptions().timeZone, edge);
  } catch {
    throw new InvalidArgumentError('Use a day like 2024-05-01 or a time like 2024-05-01T14:03.');
  }
}

/** Collects the values of a repeatable option. */
export function append(value: string, previous: readonly string[] = []): string[] {
  return [...previous, value];
}

/** Collects the areas of a repeatable option. */
export function appendArea(value: string, previous: readonly Area[] = []): Area[] {
  const area = AREAS.find((each) => each === value.toLowerCase());
  if (area === undefined) throw new InvalidArgumentError(`Use one of ${AREAS.join(', ')}.`);
  return [...previous, area];
}
