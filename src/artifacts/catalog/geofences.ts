import { defineRecords, f, sqlite } from '../kit/records/index.ts';

/** Areas that an app wanted to know the phone to enter or leave: reminders at a place, a home, a shop. */
export const geofences = defineRecords({
  id: 'geofences',
  area: 'places',
  version: 1,
  needs: 'any',
  absent: 'This backup does not say which areas apps watch.',
  seenOn: ['iOS 9 to 14 (table in real backups, without rows)', 'synthetic'],
  store: sqlite('RootDomain', 'Library/Caches/locationd/consolidated.db'),
  table: 'geofences',
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
  example: {
    store: {
      tables: {
        Fences: `
          ROWID | BundleId            | Name | Timestamp | Latitude | Longitude | Distance | OnBehalfBundleId
          1     | com.apple.reminders | Quay | 770900000 | 45.44    | 12.33     | 100      | com.apple.remindd`,
      },
    },
    rows: `
      name | app                 | behalf            | setAt                | radius | latitude | longitude
      Quay | com.apple.reminders | com.apple.remindd | 2025-06-06T10:53:20Z | 100    | 45.44    | 12.33`,
  },
});
