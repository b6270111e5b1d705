import { InvalidArgumentError } from 'commander';
import { SEARCH_TYPES } from '../contract/search-types.ts';

/** Collects the values of `--type`. */
export function collectType(value: string, previous: readonly string[] = []): string[] {
  const type = value.toLowerCase();
  if (!SEARCH_TYPES.includes(type)) throw new InvalidArgumentError(`Allowed are ${SEARCH_TYPES.join(', ')}.`);
  return [...previous, type];
}
