import { defineRecords, documents, f, from, textOf } from '../kit/records/index.ts';

const CLIENT = from(['@key'], (key) => textOf(key).replace(/^[ip](.*):$/, '$1'));
/** Both have the time at which it stopped: the later one is the last use. */
const STOPS = ['LocationTimeStopped', 'ReceivingLocationInformationTimeStopped'];
const STOPPED = from(STOPS, (...times) => {
  const known = times.filter((time) => typeof time === 'number' && time > 0);
  return known.length === 0 ? null : Math.max(...known.map(Number));
});
const AUTHORIZATION = {
  1: ['denied', 'Never'],
  2: ['when-in-use', 'While using the app'],
  4: ['always', 'Always'],
} as const;

/** Apps and services that requested the location, with their last access. */
export const locationClients = defineRecords({
  id: 'location-clients',
  area: 'privacy',
  version: 2,
  needs: 'any',
  absent: 'This backup does not say which apps used the location.',
  seenOn: ['iOS 9 (real backup)', 'iOS 17 (figures of another tool)', 'synthetic'],
  store: documents('RootDomain', 'Library/Caches/locationd/clients.plist'),
  table: 'location_clients',
  name: ['Location use', 'Location use'],
  icon: 'locate-fixed',
  privacy: 'P1',
  rows: '*',
  where: from(['.'], (client) => typeof client === 'object' && client !== null),
  fields: {
    client: f.text(['BundleId', CLIENT], 'Bundle id of the app, else the path of the service.'),
    authorization: f.code('Authorization', 'When it may use the location.', AUTHORIZATION),
    stoppedAt: f.cocoaTime([STOPPED, ...STOPS], 'When it last used the location.', { label: 'Last used' }),
    fenceStartedAt: f.cocoaTime('FenceTimeStarted', 'Since when it watches an area.'),
    path: f.text(['BundlePath', 'Executable'], 'Where the app is on the phone.'),
  },
  show: { at: 'stoppedAt', title: 'client', text: ['authorization'], order: '-stoppedAt' },
  example: {
    store: {
      plist: {
        'icom.example.trails:': {
          BundleId: 'com.example.trails',
          BundlePath: '/private/var/containers/Bundle/Application/6F1C/Trails.app',
          Authorization: 4,
          LocationTimeStopped: 770_900_000.5,
          FenceTimeStarted: 770_000_000.5,
        },
        'p/System/Library/LocationBundles/Weather.bundle:': { Executable: '/usr/libexec/weatherd', Authorization: 2 },
      },
    },
    rows: `
      client                                         | authorization | stoppedAt                | path
      com.example.trails                             | always        | 2025-06-06T10:53:20.500Z | /private/var/containers/Bundle/Application/6F1C/Trails.app
      /System/Library/LocationBundles/Weather.bundle | when-in-use   |                          | /usr/libexec/weatherd`,
  },
});
