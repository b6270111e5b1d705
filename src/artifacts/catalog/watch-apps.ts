import { defineRecords, documents, f, plistOf } from '../kit/records/index.ts';

/** Apps on Apple Watches that are paired with the phone. */
export const watchApps = defineRecords({
  id: 'watch-apps',
  area: 'apps',
  version: 1,
  needs: 'any',
  absent: 'This backup holds no list of apps on an Apple Watch.',
  seenOn: ['iOS 17 (47 apps of one watch in a backup, as another tool reads them)', 'synthetic'],
  store: documents('HomeDomain', 'Library/DeviceRegistry/*/AppConduit/ACXRemoteAppList.plist'),
  table: 'watch_apps',
  name: ['App on Apple Watch', 'Apps on Apple Watch'],
  icon: 'watch',
  privacy: 'P1',
  rows: 'appList/*',
  fields: {
    app: f.text('@key', 'Bundle id of the app on the watch.'),
    companion: f.text('companionAppBundleID', 'Bundle id of its app on the phone.', { label: 'App on the phone' }),
    appVersion: f.text('bundleShortVersion', 'Version.', { label: 'Version' }),
    isOnWatch: f.flag('isLocallyAvailable', 'It is on the watch, not only listed.', { label: 'On the watch' }),
    watch: f.uuid('@1', 'Id of the watch.'),
  },
  show: { title: 'app', text: ['companion', 'appVersion'] },
  example: {
    files: {
      'HomeDomain/Library/DeviceRegistry/6F1C0A52/AppConduit/ACXRemoteAppList.plist': plistOf(
        `{"appList": {"com.example.trails.watch": {"companionAppBundleID": "com.example.trails", "bundleShortVersion": "3.1",
        "isLocallyAvailable": true}, "com.apple.Noise": {"isLocallyAvailable": false}}}`,
      ),
    },
    rows: `
      app                      | companion          | appVersion | isOnWatch | watch
      com.example.trails.watch | com.example.trails | 3.1        | true      | 6F1C0A52
      com.apple.Noise          |                    |            | false     | 6F1C0A52`,
  },
});
