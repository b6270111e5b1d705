import { defineRecords, documents, f, plistOf } from '../kit/records/index.ts';

/** Apps that were used on the display of a car. */
export const carplayApps = defineRecords({
  id: 'carplay-apps',
  area: 'apps',
  version: 1,
  needs: 'any',
  absent: 'This backup does not say which apps were used in a car.',
  seenOn: ['iOS 17 (7 apps in a backup, as another tool reads them)', 'synthetic'],
  store: documents('HomeDomain', 'Library/Preferences/com.apple.CarPlayApp.plist'),
  table: 'carplay_apps',
  name: ['App in CarPlay', 'Apps in CarPlay'],
  icon: 'car',
  privacy: 'P1',
  rows: 'CARRecentAppHistory/*',
  fields: {
    app: f.text('@key', 'Bundle id of the app.'),
    usedAt: f.unixTime('.', 'When it was last used in a car.', { label: 'Last used' }),
  },
  show: { at: 'usedAt', title: 'app' },
  example: {
    store: plistOf('{"CARRecentAppHistory": {"com.waze.iphone": 1749200000.5, "com.example.trails": 1749100000}}'),
    rows: `
      app                | usedAt
      com.waze.iphone    | 2025-06-06T08:53:20.500Z
      com.example.trails | 2025-06-05T05:06:40Z`,
  },
});
