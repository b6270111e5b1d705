import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import { search } from './search.ts';

let fixture: ViewFixture;

beforeAll(async () => {
  fixture = await openViewFixture();
  await fixture.index('bluetooth', (rows) => {
    const row = { key: '7', name: 'Kite', kind: 'nearby' };
    rows.add('bluetooth_devices' as 'contacts', row, { text: 'nearby\nKite nearby', at: null });
  });
});

afterAll(() => fixture.dispose());

describe('codes in a hit', () => {
  it('have places, for their names in each language; words that look like them have none', async () => {
    const { items } = await search(fixture.ctx, { q: 'kite', sort: 'newest', limit: 5 });
    expect(items).toMatchObject([{ snippet: 'nearby Kite nearby', codes: [{ start: 0, end: 6, column: 'kind' }] }]);
  });
});
