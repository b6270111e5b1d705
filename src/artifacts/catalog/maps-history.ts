import { MAP_ITEM, ROUTE_REQUEST } from '../../formats/examples/map-items.ts';
import { ofDestination, ofMapItem, stopsOf } from '../kit/map-item.ts';
import { defineRecords, f, from, sqlite, textOf } from '../kit/records/index.ts';

/**
 * `HistorySearchItem`, `HistoryPlaceItem`, `HistoryDirectionsItem`: entities are numbered differently in each version.
 * Routes with several stops, `HistoryMultiPointRoute`, are directions, too.
 */
const KIND = from(['entity.Z_NAME'], (name) => {
  const kind = /Search|Place|Direction|MultiPoint|Marked|Transit|RideShare|CuratedCollection/.exec(textOf(name))?.[0];
  return kind === 'MultiPoint' ? 'Direction' : (kind ?? name);
});
const KINDS = {
  Search: ['search', 'Search'],
  Place: ['place', 'Place'],
  Direction: ['directions', 'Directions'],
  Marked: ['marked-place', 'Marked place'],
  Transit: ['transit-line', 'Transit line'],
  RideShare: ['ride', 'Ride'],
  CuratedCollection: ['guide', 'Guide'],
} as const;
/** A coordinate, unless both are 0, which is no place. */
const known = (own: string, other: string) =>
  from([own, other], (value, beside) => (value === 0 && beside === 0 ? null : value));
/** Searches, places and what was marked have columns of their own; those of places are in the map item until iOS 15. */
const WHERE = {
  latitude: [
    known('ZLATITUDE', 'ZLONGITUDE'),
    known('ZLATITUDE1', 'ZLONGITUDE1'),
    known('ZLATITUDE2', 'ZLONGITUDE2'),
    known('item.ZLATITUDE', 'item.ZLONGITUDE'),
  ],
  longitude: [
    known('ZLONGITUDE', 'ZLATITUDE'),
    known('ZLONGITUDE1', 'ZLATITUDE1'),
    known('ZLONGITUDE2', 'ZLATITUDE2'),
    known('item.ZLONGITUDE', 'item.ZLATITUDE'),
  ],
} as const;
const STORED = 'item.ZMAPITEMSTORAGE';
/** What was marked has its place in a column of its own. */
const MARKED = 'ZMAPITEMSTORAGE';
/** Both kinds of directions have a column of that name, one of which gets a number. */
const ROUTE = 'ZROUTEREQUESTSTORAGE';
const OTHER_ROUTE = 'ZROUTEREQUESTSTORAGE1';
const PLACE = { latitude: 'latitude', longitude: 'longitude', name: 'place' } as const;

/** What was searched for in Maps, the places that were looked at, and destinations. */
export const mapsHistory = defineRecords({
  id: 'maps-history',
  area: 'places',
  version: 4,
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
      [
        'ZCUSTOMNAME',
        'item.ZNAME',
        ofMapItem(STORED, 'name'),
        ofMapItem(MARKED, 'name'),
        ofDestination(ROUTE, 'name'),
        ofDestination(OTHER_ROUTE, 'name'),
        'ZLOCATIONDISPLAY',
      ],
      'Name of the place or the destination, or of the area of the search.',
    ),
    address: f.text(
      [
        ofMapItem(STORED, 'address'),
        ofMapItem(MARKED, 'address'),
        ofDestination(ROUTE, 'address'),
        ofDestination(OTHER_ROUTE, 'address'),
      ],
      'Its address.',
    ),
    stops: f.list([stopsOf(ROUTE), stopsOf(OTHER_ROUTE)], 'Where the route leads, from its beginning to its end.', {
      label: 'Route',
    }),
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
          Z_PRIMARYKEY: `Z_ENT | Z_NAME \n 16 | HistoryDirectionsItem \n 20 | HistoryPlaceItem \n 22 | HistorySearchItem \n 17 | HistoryMarkedLocation \n 23 | HistoryTransitItem \n 21 | HistoryRideShareItem \n 15 | HistoryCuratedCollection`,
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
            {
              Z_PK: 5,
              Z_ENT: 17,
              ZCREATETIME: 770_900_500,
              ZCUSTOMNAME: 'Where we park',
              ZLATITUDE2: 45.4408,
              ZLONGITUDE2: 12.3155,
            },
            { Z_PK: 6, Z_ENT: 23, ZCREATETIME: 770_900_600 },
            { Z_PK: 7, Z_ENT: 21, ZCREATETIME: 770_900_700 },
            { Z_PK: 8, Z_ENT: 15, ZCREATETIME: 770_900_800 },
          ],
        },
      },
    },
    rows: `
      createdAt            | query     | place         | address                | stops                     | kind         | latitude | longitude | modifiedAt
      2025-06-06T10:53:20Z | ice cream | Padova        |                        |                           | search       |          |           |
      2025-06-06T10:55:00Z |           | Pizzeria Uno  | Uno St 1, 10117 Berlin |                           | place        | 45.4064  | 11.8768   | 2025-06-06T10:55:01Z
      2025-06-06T10:56:40Z |           | Zoo Tor       | Zoo 9, 10787 Berlin    | ["Start Cafe", "Zoo Tor"] | directions   |          |           | 2025-06-06T10:58:20Z
      2025-06-06T11:00:00Z |           |               |                        |                           | place        | 45.815   | 15.9819   |
      2025-06-06T11:01:40Z |           | Where we park |                        |                           | marked-place | 45.4408  | 12.3155   |
      2025-06-06T11:03:20Z |           |               |                        |                           | transit-line |          |           |
      2025-06-06T11:05:00Z |           |               |                        |                           | ride         |          |           |
      2025-06-06T11:06:40Z |           |               |                        |                           | guide        |          |           |`,
  },
});
