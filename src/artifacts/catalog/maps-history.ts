import { MAP_ITEM, ROUTE_REQUEST } from '../../formats/examples/map-items.ts';
import { ofDestination, ofMapItem, stopsOf } from '../kit/map-item.ts';
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
/** Searches and places have columns of their own; those of places are in the map item until iOS 15. */
const WHERE = {
  latitude: [
    known('ZLATITUDE', 'ZLONGITUDE'),
    known('ZLATITUDE1', 'ZLONGITUDE1'),
    known('item.ZLATITUDE', 'item.ZLONGITUDE'),
  ],
  longitude: [
    known('ZLONGITUDE', 'ZLATITUDE'),
    known('ZLONGITUDE1', 'ZLATITUDE1'),
    known('item.ZLONGITUDE', 'item.ZLATITUDE'),
  ],
} as const;
const STORED = 'item.ZMAPITEMSTORAGE';
const ROUTE = 'ZROUTEREQUESTSTORAGE';
const PLACE = { latitude: 'latitude', longitude: 'longitude', name: 'place' } as const;

/** What was searched for in Maps, the places that were looked at, and destinations. */
export const mapsHistory = defineRecords({
  id: 'maps-history',
  area: 'places',
  version: 3,
  needs: 'any',
  absent: 'This backup holds no history of Maps.',
  seenOn: ['iOS 14 to 18 (tables and messages as another tool reads them, classes of iOS)', 'synthetic'],
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
    place: f.text(
      ['item.ZNAME', ofMapItem(STORED, 'name'), ofDestination(ROUTE, 'name'), 'ZLOCATIONDISPLAY'],
      'Name of the place or the destination, or of the area of the search.',
    ),
    address: f.text([ofMapItem(STORED, 'address'), ofDestination(ROUTE, 'address')], 'Its address.'),
    stops: f.list(stopsOf(ROUTE), 'Where the route leads, from its beginning to its end.', { label: 'Route' }),
    kind: f.code(KIND, 'What it was.', KINDS),
    latitude: f.latitude(WHERE.latitude, 'Where it is.'),
    longitude: f.longitude(WHERE.longitude, 'Where it is.'),
    modifiedAt: f.cocoaTime('ZMODIFICATIONTIME', 'When the entry was last changed.'),
  },
  show: {
    at: 'createdAt',
    title: ['query', 'place', 'address'],
    text: ['place', 'address', 'stops'],
    place: PLACE,
  },
  example: {
    files: {
      'AppDomainGroup-group.com.apple.Maps/Maps/MapsSync_0.0.1': {
        tables: {
          Z_PRIMARYKEY: `Z_ENT | Z_NAME \n 16 | HistoryDirectionsItem \n 20 | HistoryPlaceItem \n 22 | HistorySearchItem`,
          ZMIXINMAPITEM: [
            { Z_PK: 1, ZLATITUDE: 45.4064, ZLONGITUDE: 11.8768, ZMAPITEMSTORAGE: Buffer.from(MAP_ITEM, 'base64') },
          ],
          ZHISTORYITEM: [
            { Z_PK: 1, Z_ENT: 22, ZCREATETIME: 770_900_000, ZQUERY: 'ice cream', ZLOCATIONDISPLAY: 'Padova' },
            { Z_PK: 2, Z_ENT: 20, ZCREATETIME: 770_900_100, ZMODIFICATIONTIME: 770_900_101, ZMAPITEM: 1 },
            {
              Z_PK: 3,
              Z_ENT: 16,
              ZCREATETIME: 770_900_200,
              ZMODIFICATIONTIME: 770_900_300,
              ZROUTEREQUESTSTORAGE: Buffer.from(ROUTE_REQUEST, 'base64'),
            },
            { Z_PK: 4, Z_ENT: 20, ZCREATETIME: 770_900_400, ZLATITUDE1: 45.815, ZLONGITUDE1: 15.9819 },
          ],
        },
      },
    },
    rows: `
      createdAt            | query     | place        | address                | stops                     | kind       | latitude | longitude | modifiedAt
      2025-06-06T10:53:20Z | ice cream | Padova       |                        |                           | search     |          |           |
      2025-06-06T10:55:00Z |           | Pizzeria Uno | Uno St 1, 10117 Berlin |                           | place      | 45.4064  | 11.8768   | 2025-06-06T10:55:01Z
      2025-06-06T10:56:40Z |           | Zoo Tor      | Zoo 9, 10787 Berlin    | ["Start Cafe", "Zoo Tor"] | directions |          |           | 2025-06-06T10:58:20Z
      2025-06-06T11:00:00Z |           |              |                        |                           | place      | 45.815   | 15.9819   |`,
  },
});
