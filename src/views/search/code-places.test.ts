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
  it('have a place each in a list', async () => {
    await fixture.index('health-diary', (rows) => {
      const row = { key: '1', feelings: ['happy', 'proud'], note: 'Lemons' };
      rows.add('health_moods' as 'contacts', row, { text: 'happy proud\nLemons', at: null });
    });
    const { items } = await search(fixture.ctx, { q: 'lemons', sort: 'newest', limit: 5 });
    expect(items).toMatchObject([
      {
        snippet: 'happy proud Lemons',
        codes: [
          { start: 0, end: 5, column: 'feelings' },
          { start: 6, end: 11, column: 'feelings' },
        ],
      },
    ]);
  });

  it('have places, for their names in each language; words that look like them have none', async () => {
    const { items } = await search(fixture.ctx, { q: 'kite', sort: 'newest', limit: 5 });
    expect(items).toMatchObject([{ snippet: 'nearby Kite nearby', codes: [{ start: 0, end: 6, column: 'kind' }] }]);
  });
});
