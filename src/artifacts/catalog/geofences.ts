import { defineRecords, f, from, sqlite } from '../kit/records/index.ts';

/** −1 stands for what is not known. */
const known = (...columns: readonly string[]) =>
  from([[...columns]], (number) => (typeof number === 'number' && number >= 0 ? number : null));
const NOTED = from(['Timestamp'], (time) => (typeof time === 'number' && time > 0 ? time : null));

/**
 * What the location service keeps: areas that an app wanted to know the phone to enter or leave (reminders at a place, a
 * home, a shop), and in iOS 4 the cell towers and Wi-Fi access points around the phone. Their places are those of the
 * antennas, as Apple's servers knew them, and one answer of the servers has antennas of a wide area.
 */
export const geofences = defineRecords({
  id: 'geofences',
  title: 'Location service',
  area: 'places',
  version: 2,
  needs: 'any',
  absent: 'This backup does not say which areas apps watch.',
  seenOn: ['iOS 9 to 14 (table in real backups, without rows)', 'iOS 4 (rows as others published them)', 'synthetic'],
  stores: { service: sqlite('RootDomain', 'Library/Caches/locationd/consolidated.db') },
  kinds: {
    geofences: {
      id: 'geofences',
      name: ['Watched area', 'Watched areas'],
      icon: 'target',
      privacy: 'P2',
      rows: ['Fences', 'GeoFence'],
      fields: {
        name: f.text('Name', 'What the app calls the area.'),
        app: f.text('BundleId', 'Bundle id of the app.'),
        behalf: f.text('OnBehalfBundleId', 'Bundle id of the app that it is for.', { label: 'On behalf of' }),
        setAt: f.cocoaTime('Timestamp', 'When it was set.', { label: 'Set' }),
        radius: f.metres('Distance', 'Radius.'),
        latitude: f.latitude('Latitude', 'Its middle.'),
        longitude: f.longitude('Longitude', 'Its middle.'),
      },
      show: {
        at: 'setAt',
        title: ['name', 'app'],
        text: ['app', 'behalf'],
        place: { latitude: 'latitude', longitude: 'longitude', accuracy: 'radius', name: 'name' },
      },
    },
    cell_towers: {
      id: 'cell-tower',
      name: ['Cell tower around the phone', 'Cell towers around the phone'],
      icon: 'radio-tower',
      privacy: 'P2',
      large: true,
      rows: ['CellLocation', 'CdmaCellLocation'],
      fields: {
        notedAt: f.cocoaTime(NOTED, 'When the phone got its place: it was somewhere around.', { label: 'Noted' }),
        country: f.integer(known('MCC'), 'Country code (MCC).', { label: 'Country code' }),
        network: f.integer(known('MNC', 'SID'), 'Network (MNC; in CDMA SID).', { label: 'Network' }),
        region: f.integer(known('LAC', 'NID'), 'Area of the network (LAC; in CDMA NID).', { label: 'Area' }),
        cell: f.integer(known('CI', 'BSID'), 'Cell (CI; in CDMA BSID).', { label: 'Cell' }),
        latitude: f.latitude('Latitude', 'Where the tower is.'),
        longitude: f.longitude('Longitude', 'Where the tower is.'),
        accuracy: f.metres(known('HorizontalAccuracy'), 'How exact that is.'),
      },
      show: {
        at: 'notedAt',
        title: 'cell',
        place: { latitude: 'latitude', longitude: 'longitude', accuracy: 'accuracy' },
      },
    },
    wifi_points: {
      id: 'wifi-around',
      name: ['Wi-Fi around the phone', 'Wi-Fi around the phone'],
      icon: 'wifi',
      privacy: 'P2',
      large: true,
      rows: 'WifiLocation',
      // A phone has hundreds of thousands.
      searchable: false,
      fields: {
        notedAt: f.cocoaTime(NOTED, 'When the phone got its place: it was somewhere around.', { label: 'Noted' }),
        address: f.mac('MAC', 'Hardware address (BSSID).'),
        latitude: f.latitude('Latitude', 'Where the access point is.'),
        longitude: f.longitude('Longitude', 'Where the access point is.'),
        accuracy: f.metres(known('HorizontalAccuracy'), 'How exact that is.'),
      },
      show: { title: 'address', order: '-notedAt' },
    },
  },
  example: {
    files: {
      'RootDomain/Library/Caches/locationd/consolidated.db': {
        tables: {
          Fences: `
            ROWID | BundleId            | Name | Timestamp | Latitude | Longitude | Distance | OnBehalfBundleId
            1     | com.apple.reminders | Quay | 770900000 | 45.44    | 12.33     | 100      | com.apple.remindd`,
          CellLocation: `
            ROWID | MCC | MNC | LAC   | CI       | Timestamp        | Latitude | Longitude | HorizontalAccuracy
            1     | 222 | 10  | 49802 | 21036492 | 314034125.866114 | 45.43    | 12.31     | 1211
            2     | 222 | 1   | 12    | -1       | -1               | 45.5     | 12.25     | -1`,
          WifiLocation: `
            ROWID | MAC           | Timestamp | Latitude | Longitude | HorizontalAccuracy
            1     | 0:1c:c4:a:b:c | 314034200 | 45.4301  | 12.3102   | 60`,
        },
      },
    },
    rows: {
      geofences: `
        name | app                 | behalf            | setAt                | radius | latitude | longitude
        Quay | com.apple.reminders | com.apple.remindd | 2025-06-06T10:53:20Z | 100    | 45.44    | 12.33`,
      cell_towers: `
        notedAt                  | country | network | region | cell     | latitude | longitude | accuracy
        2010-12-14T15:42:05.866Z | 222     | 10      | 49802  | 21036492 | 45.43    | 12.31     | 1211
                                 | 222     | 1       | 12     |          | 45.5     | 12.25     |`,
      wifi_points: `
        notedAt              | address           | latitude | longitude | accuracy
        2010-12-14T15:43:20Z | 00:1c:c4:0a:0b:0c | 45.4301  | 12.3102   | 60`,
    },
  },
});
