import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import { ownWords, searchableTerms } from './own-words.ts';
import type { RemovedKind } from './terms.ts';

let fixture: ViewFixture;
beforeAll(async () => {
  fixture = await openViewFixture();
});
afterAll(() => fixture.dispose());

const VALUES: readonly (readonly [RemovedKind, string, isSearched: boolean])[] = [
  ['name', 'WhatsApp', false],
  ['name', 'Apple', false],
  ['name', 'Apple Juicer', false],
  ['name', 'Anna', true],
  // All words are in texts of exports, but not one after the other.
  ['name', 'Message Apple', true],
  ['address', 'message@apple.com', true],
  ['name', 'Message 7', true],
  ['number', '+49 170 1234567', true],
  ['number', '72975', false],
  ['name', 'X', false],
];

describe('words of the exports themselves', () => {
  it.each(VALUES)('the %s %j is searched: %s', async (kind, value, isSearched) => {
    const own = await ownWords(fixture.ctx, fixture.backup, 'en');
    const term = { label: 'x', kind, value };
    const { searched, notSearched } = searchableTerms([term], own);
    expect([searched, notSearched]).toEqual(isSearched ? [[term], []] : [[], ['x']]);
  });
});
