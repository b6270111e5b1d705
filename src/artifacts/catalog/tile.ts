import { defineRecords, f, sqlite } from '../kit/records/index.ts';

/** Trackers of Tile, and where each was last seen. */
export const tile = defineRecords({
  id: 'tile',
  title: 'Tile',
  area: 'places',
  version: 1,
  needs: 'any',
  absent: 'This backup holds no trackers of Tile.',
  seenOn: ['tables and columns as other tools read them', 'synthetic'],
  store: sqlite('AppDomainGroup-group.thetileapp.Tile.Documents', 'com.thetileapp.tile-TileNetworkDB.sqlite'),
  table: 'tile_trackers',
  name: ['Tracker of Tile', 'Trackers of Tile'],
  icon: 'locate-fixed',
  privacy: 'P2',
  rows: 'ZTILENTITY_NODE',
  // Older databases have no table of states.
  join: { last: { table: 'ZTILENTITY_TILESTATE', on: 'ZTILE_STATE' } },
  fields: {
    seenAt: f.cocoaTime(['last.ZTIMESTAMP', 'ZTIMESTAMP'], 'When it was last seen.', { label: 'Last seen' }),
    name: f.text('ZNAME', 'What it is called.'),
    latitude: f.latitude(['last.ZLATITUDE', 'ZLATITUDE'], 'Where it was seen.'),
    longitude: f.longitude(['last.ZLONGITUDE', 'ZLONGITUDE'], 'Where it was seen.'),
    altitude: f.metres(['last.ZALTITUDE', 'ZALTITUDE'], 'Height above sea level.'),
    isLost: f.flag(['last.ZIS_LOST', 'ZIS_LOST'], 'It was reported as lost.', { label: 'Lost' }),
    activatedAt: f.cocoaTime('ZACTIVATION_TIMESTAMP', 'When it was set up.', { label: 'Set up' }),
    status: f.text('ZSTATUS', 'State, in words of Tile.'),
  },
  show: {
    at: 'seenAt',
    title: 'name',
    text: ['status'],
    place: { latitude: 'latitude', longitude: 'longitude', name: 'name' },
  },
  example: {
    store: {
      tables: {
        ZTILENTITY_TILESTATE: `
          Z_PK | ZTIMESTAMP | ZLATITUDE | ZLONGITUDE | ZALTITUDE | ZIS_LOST
          1    | 770900000  | 60.1699   | 24.9384    | 12.5      | 1`,
        ZTILENTITY_NODE: `
          Z_PK | ZNAME    | ZTILE_STATE | ZACTIVATION_TIMESTAMP | ZSTATUS
          1    | Ski bag  | 1           | 740000000             | ACTIVATED
          2    | Old keys |             | 700000000             | DEAD`,
      },
    },
    rows: `
      seenAt               | name     | latitude | longitude | altitude | isLost | activatedAt          | status
      2025-06-06T10:53:20Z | Ski bag  | 60.1699  | 24.9384   | 12.5     | true   | 2024-06-13T19:33:20Z | ACTIVATED
                           | Old keys |          |           |          |        | 2023-03-08T20:26:40Z | DEAD`,
  },
});
