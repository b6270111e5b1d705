import { defineRecords, f, from, millionths, sqlite, textOf } from '../kit/records/index.ts';

const STREET = from(['place.street', 'place.house'], (street, house) =>
  [textOf(street), textOf(house)].filter((part) => part !== '').join(' '),
);
const IN_PLACES = { place: { table: 'PLACES', on: 'place_id', key: 'id' } } as const;
/** Fields of both kinds. */
const PLACE = {
  usedAt: f.unixTime('access_time', 'When it was last chosen.', { label: 'Last used' }),
  name: f.text(['name', 'place.name'], 'What it is called.'),
  street: f.text(STREET, 'Its street and number.'),
  city: f.text('place.city', 'Its town.'),
  country: f.text('place.country', 'Its country.'),
  latitude: f.latitude(millionths('place.latitude'), 'Where it is.'),
  longitude: f.longitude(millionths('place.longitude'), 'Where it is.'),
};
const SHOW = {
  at: 'usedAt',
  title: ['name', 'street'],
  text: ['street', 'city'],
  place: { latitude: 'latitude', longitude: 'longitude', name: 'name' },
} as const;

/** Destinations and favourite places of Waze. */
export const waze = defineRecords({
  id: 'waze',
  title: 'Waze',
  area: 'places',
  version: 2,
  needs: 'any',
  absent: 'This backup holds no places of Waze.',
  seenOn: ['iOS 17 (7 places in a backup, as another tool reads them)', 'synthetic'],
  store: sqlite('AppDomain-com.waze.iphone', 'Documents/user.db'),
  kinds: {
    waze_destinations: {
      id: 'waze-destination',
      name: ['Destination in Waze', 'Destinations in Waze'],
      icon: 'navigation',
      privacy: 'P2',
      rows: 'RECENTS',
      join: IN_PLACES,
      fields: {
        ...PLACE,
        addedAt: f.unixTime('created_time', 'When it was first chosen.', { label: 'Added' }),
      },
      show: SHOW,
    },
    waze_favorites: {
      id: 'waze-favorite',
      name: ['Favourite in Waze', 'Favourites in Waze'],
      icon: 'star',
      privacy: 'P2',
      rows: 'FAVORITES',
      join: IN_PLACES,
      fields: {
        ...PLACE,
        addedAt: f.unixTime('created_time', 'When it was saved.', { label: 'Added' }),
      },
      show: SHOW,
    },
  },
  example: {
    store: {
      tables: {
        PLACES: `
          id | name       | house | street    | city   | country | latitude | longitude
          1  | Ice parlour | 5    | Via Limone | Padova | Italy  | 45406400 | 11876800
          2  |            | 8     | Elm Road  | Porto  | Portugal | 41149600 | -8611000`,
        RECENTS: `id | place_id | name | access_time | created_time \n 1 | 1 | | 1749200000 | 1749100000 \n 2 | 9 | Gone | 0 | 1749000000`,
        FAVORITES: `id | place_id | name | access_time | created_time \n 1 | 2 | Work | 1749250000 | 1740000000`,
      },
    },
    rows: {
      waze_destinations: `
        usedAt               | name        | street       | city   | country | latitude | longitude | addedAt
        2025-06-06T08:53:20Z | Ice parlour | Via Limone 5 | Padova | Italy   | 45.4064  | 11.8768   | 2025-06-05T05:06:40Z
                             | Gone        |              |        |         |          |           | 2025-06-04T01:20:00Z`,
      waze_favorites: `
        usedAt               | name | street     | city  | country  | latitude | longitude | addedAt
        2025-06-06T22:46:40Z | Work | Elm Road 8 | Porto | Portugal | 41.1496  | -8.611    | 2025-02-19T21:20:00Z`,
    },
  },
});
