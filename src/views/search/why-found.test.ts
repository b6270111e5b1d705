import { afterAll, beforeAll, expect, it } from 'vitest';
import { onEachEngine } from '../../../test/support/storage/engines.ts';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import { SearchResultSchema } from '../../contract/search.ts';
import { search } from './search.ts';

onEachEngine('why a record was found', (engine) => {
  let fixture: ViewFixture;

  beforeAll(async () => {
    fixture = await openViewFixture(engine);
    await fixture.index('calendar', (rows) => {
      const event = {
        key: 'e',
        title: 'Lunch',
        location: 'Café Kranzler',
        place: { title: null, address: 'Carla', latitude: null, longitude: null, radius: null },
      };
      const also = 'Café Kranzler\nCarla';
      rows.add('calendar_events', event, { text: 'Lunch', also, at: 1000, payload: {} });
    });
    await fixture.index('messages', (rows) => {
      rows.conversation(1, ['+491712345678']);
      const sent = { conversation: 1, sentAt: 2000, text: 'look', sender: '+491712345678', isFromMe: false };
      const payload = { conversation: 1, sender: '+491712345678', isFromMe: false };
      const search = { text: 'look', also: 'lemon tart.pdf', at: 2000, payload };
      rows.add('messages', { key: 7, ...sent }, search);
      rows.add('message_attachments', { key: 1, message: 7, transferName: 'lemon tart.pdf' });
      rows.add('message_attachments', { key: 2, message: 8, transferName: 'lemon pie.pdf' });
    });
    await fixture.index('photos', (rows) => {
      rows.add(
        'photo_assets',
        { key: 'a', filename: 'IMG_1.HEIC' },
        {
          text: 'IMG_1.HEIC',
          also: 'Zoe\nSea',
          at: 3000,
        },
      );
      rows.add('photo_people', { key: 'p', name: 'Zoe' });
      rows.add('photo_faces', { key: 'f', asset: 'a', person: 'p' });
      rows.add('photo_albums', { key: 's', title: 'Sea' });
      rows.add('photo_album_assets', { album: 's', asset: 'a' });
    });
    await fixture.index('cookies', (rows) => {
      const row = { key: 'w', name: 'Hotel', value: 'lemonade' };
      rows.add('cookies' as 'contacts', row, { text: 'Hotel', also: 'lemonade', at: 4000 });
    });
  });

  afterAll(() => fixture.dispose());

  const reasons = async (q: string) => {
    const result = await search(fixture.ctx, { q, sort: 'newest', limit: 50 });
    expect(SearchResultSchema.parse(result)).toEqual(result);
    return result.items.map(({ ref, foundIn }) => [ref, foundIn.map(({ column, snippet }) => [column, snippet])]);
  };

  it.each([
    ['lunch', [['e', []]]],
    ['kranzler', [['e', [['location', 'Café Kranzler']]]]],
    ['lunch carla', [['e', [['place', 'Carla']]]]],
    [
      'kranzler carla',
      [
        [
          'e',
          [
            ['location', 'Café Kranzler'],
            ['place', 'Carla'],
          ],
        ],
      ],
    ],
    ['tart', [['7', [['transferName', 'lemon tart.pdf']]]]],
    ['zoe', [['a', [['name', 'Zoe']]]]],
    ['sea', [['a', [['title', 'Sea']]]]],
    ['lemonade', [['w', []]]],
  ])('%s: the fields with its words that the hit does not show, never a secret', async (q, found) => {
    expect(await reasons(q)).toEqual(found);
  });

  it('marks the words, and names the field in every language', async () => {
    const { items } = await search(fixture.ctx, { q: 'kranz*', sort: 'newest', limit: 5 });
    expect(items[0]?.foundIn).toMatchObject([{ table: 'calendar_events', highlights: [[5, 13]] }]);
    expect(items[0]?.foundIn[0]?.names['de']).toBe('Standort');
  });
});
