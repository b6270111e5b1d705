import { InvalidArgumentError } from 'commander';
import { expect, it } from 'vitest';
import { registry } from '../artifacts/registry.ts';
import { SEARCH_TYPES } from '../contract/search-types.ts';
import { collectType } from './search-types.ts';

it('knows the types of all artifacts', () => {
  const types = registry.flatMap(({ searchTypes }) => Object.values(searchTypes ?? {}));
  expect(new Set(SEARCH_TYPES)).toEqual(new Set(types));
});

it('collects types, and refuses one that nothing has', () => {
  expect(collectType('Call', collectType('message'))).toEqual(['message', 'call']);
  expect(() => collectType('messages')).toThrow(InvalidArgumentError);
});
