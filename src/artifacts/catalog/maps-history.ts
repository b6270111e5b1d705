import { defineRecords, f, from, sqlite, textOf } from '../kit/records/index.ts';

/** `HistorySearchItem`, `HistoryPlaceItem`, `HistoryDirectionsItem`: entities are numbered differently in each version. */
const KIND = from(['entity.Z_NAME'], (name) => /Search|Place|Direction/.exec(textOf(name))?.[0] ?? name);
const KINDS = {
  Search: ['search', 'Search'],
  Place: ['place', 'Place'],
  Direction: ['directions', 'Directions'],
} as const;
/** A coordinate, unless both are 0, which is no place. */
const known = (own: string, other: string) =>
  from([own, other], (value, beside) => (value === 0 && beside === 0 ? null : value));
const PLACE = { latitude: 'latitude', longitude: 'longitude', name: 'place' } as const;

/** What was searched for in Maps, the places that were looked at, and destinations. */
export const mapsHistory = defineRecords({
  id: 'maps-history',
  area: 'places',
  version: 2,
  needs: 'any',
  absent: 'This backup holds no history of Maps.',
  seenOn: ['iOS 14 to 18 (tables as another tool reads them)', 'synthetic'],
  store: sqlite('AppDomainGroup-group.com.apple.Maps', '**/MapsSync_0.0.1'),
  table: 'maps_history',
  name: ['Search in Maps', 'Searches in Maps'],
  icon: 'map-pinned',
  privacy: 'P2',
  rows: 'ZHISTORYITEM',
  join: {
    item: { table: 'ZMIXINMAPITEM', on: 'ZMAPITEM' },
    entity: { table: 'Z_PRIMARYKEY', on: 'Z_ENT', key: 'Z_ENT' },
  },
  fields: {
    createdAt: f.cocoaTime('ZCREATETIME', 'When, on this or another device of the account.', { label: 'Searched' }),
    query: f.text('ZQUERY', 'What was typed.', { label: 'Search' }),
    place: f.text(['item.ZNAME', 'ZLOCATIONDISPLAY'], 'Name of the place, or of the area of the search.'),
    kind: f.code(KIND, 'What it was.', KINDS),
    latitude: f.latitude([known('ZLATITUDE', 'ZLONGITUDE'), 'ZLATITUDE1'], 'Where it is.'),
    longitude: f.longitude([known('ZLONGITUDE', 'ZLATITUDE'), 'ZLONGITUDE1'], 'Where it is.'),
    modifiedAt: f.cocoaTime('ZMODIFICATIONTIME', 'When the entry was last changed.'),
  },
  show: { at: 'createdAt', title: ['query', 'place'], text: ['place'], place: PLACE },
  example: {
    files: {
      'AppDomainGroup-group.com.apple.Maps/Maps/MapsSync_0.0.1': {
        tables: {
          Z_PRIMARYKEY: `Z_ENT | Z_NAME \n 16 | HistoryDirectionsItem \n 20 | HistoryPlaceItem \n 22 | HistorySearchItem`,
          ZMIXINMAPITEM: `Z_PK | ZNAME \n 1 | Bike shop by the lake`,
          ZHISTORYITEM: `
            Z_PK | Z_ENT | ZCREATETIME | ZMODIFICATIONTIME | ZQUERY    | ZLOCATIONDISPLAY | ZLATITUDE | ZLONGITUDE | ZLATITUDE1 | ZLONGITUDE1 | ZMAPITEM
            1    | 22    | 770900000   | 770900001         | ice cream | Padova           |           |            |            |             |
            2    | 20    | 770900100   | 770900100         |           |                  | 45.4064   | 11.8768    |            |             | 1
            3    | 16    | 770900200   | 770900300         |           |                  |           |            | 45.815     | 15.9819     |`,
        },
      },
    },
    rows: `
      createdAt            | query     | place                 | kind       | latitude | longitude | modifiedAt
      2025-06-06T10:53:20Z | ice cream | Padova                | search     |          |           | 2025-06-06T10:53:21Z
      2025-06-06T10:55:00Z |           | Bike shop by the lake | place      | 45.4064  | 11.8768   | 2025-06-06T10:55:00Z
      2025-06-06T10:56:40Z |           |                       | directions | 45.815   | 15.9819   | 2025-06-06T10:58:20Z`,
  },
});
