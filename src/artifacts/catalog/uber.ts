import { defineRecords, f, sqlite } from '../kit/records/index.ts';

const DOMAIN = 'AppDomain-com.ubercab.UberClient';
const LOCATION = 'content/meta/location';

/** Places of Uber, and where the phone was while the app was used. */
export const uber = defineRecords({
  id: 'uber',
  title: 'Uber',
  area: 'places',
  version: 1,
  needs: 'any',
  absent: 'This backup holds no places of Uber.',
  seenOn: ['iOS 17 and 18 (tables and columns as another tool reads them)', 'synthetic'],
  stores: {
    places: sqlite(DOMAIN, 'Documents/database.db'),
    events: sqlite(DOMAIN, 'Documents/ur_message.db'),
  },
  kinds: {
    uber_places: {
      id: 'uber-place',
      name: ['Place of Uber', 'Places of Uber'],
      icon: 'map-pinned',
      privacy: 'P2',
      rows: { store: 'places', of: 'place' },
      fields: {
        usedAt: f.unixMsTime('timestamp_ms', 'When the app last stored it.', { label: 'Stored' }),
        name: f.text('title_segment', 'What it is called.'),
        address: f.text('subtitle_segment', 'Its address.'),
        tag: f.text('tag', 'What it is for the owner: home, work.', { label: 'Tag' }),
        latitude: f.latitude(['latitude_v2', 'latitude'], 'Where it is.'),
        longitude: f.longitude(['longitude_v2', 'longitude'], 'Where it is.'),
      },
      show: {
        at: 'usedAt',
        title: 'name',
        text: ['address', 'tag'],
        place: { latitude: 'latitude', longitude: 'longitude', name: 'name' },
      },
    },
    uber_positions: {
      id: 'uber-position',
      name: ['Position in Uber', 'Positions in Uber'],
      icon: 'locate-fixed',
      privacy: 'P2',
      large: true,
      searchable: false,
      rows: { store: 'events', of: 'message' },
      where: `${LOCATION}/latitude`,
      fields: {
        locatedAt: f.unixMsTime([`${LOCATION}/gps_time_ms`, 'content/meta/time_ms'], 'When the phone was there.', {
          label: 'Time',
        }),
        latitude: f.latitude(`${LOCATION}/latitude`, 'Where it was.'),
        longitude: f.longitude(`${LOCATION}/longitude`, 'Where it was.'),
        accuracy: f.metres(`${LOCATION}/horizontal_accuracy`, 'How exact that is.'),
        speed: f.metresPerSecond(`${LOCATION}/speed`, 'Speed in metres per second.', { label: 'Speed' }),
        city: f.text(`${LOCATION}/city`, 'Town, as Uber calls it.'),
      },
      show: {
        at: 'locatedAt',
        title: 'city',
        place: { latitude: 'latitude', longitude: 'longitude', accuracy: 'accuracy' },
      },
    },
  },
  example: {
    files: {
      [`${DOMAIN}/Documents/database.db`]: {
        tables: {
          place: `
            title_segment | subtitle_segment | latitude | longitude | latitude_v2 | longitude_v2 | tag  | timestamp_ms
            Ski hall      | Lift Road 4      | 60.21    | 24.62     | 60.2105     | 24.6201      |      | 1749200000000
            Home          | Birch Lane 9     | 60.18    | 24.93     |             |              | home | 1749100000000`,
        },
      },
      [`${DOMAIN}/Documents/ur_message.db`]: {
        tables: {
          message: [
            {
              ROWID: 1,
              content:
                '{"meta":{"time_ms":1749200000500,"location":{"latitude":60.2,"longitude":24.7,"horizontal_accuracy":8.5,"speed":12.5,"city":"helsinki","gps_time_ms":1749200000000}}}',
            },
            { ROWID: 2, content: '{"meta":{"time_ms":1749200001000}}' },
          ],
        },
      },
    },
    rows: {
      uber_places: `
        usedAt               | name     | address      | tag  | latitude | longitude
        2025-06-06T08:53:20Z | Ski hall | Lift Road 4  |      | 60.2105  | 24.6201
        2025-06-05T05:06:40Z | Home     | Birch Lane 9 | home | 60.18    | 24.93`,
      uber_positions: `
        locatedAt            | latitude | longitude | accuracy | speed | city
        2025-06-06T08:53:20Z | 60.2     | 24.7      | 8.5      | 12.5  | helsinki`,
    },
  },
});
