import { defineRecords, documents, f, from, plistOf, textOf } from '../kit/records/index.ts';
import type { MaybeValue } from '../kit/records/value.ts';

/** The name of a network in the key of its entry, `wifi.network.ssid.Attic`. */
const nameIn = (key: unknown): string => String(key).replace(/^wifi\.network\.ssid\./, '');
const DOMAIN = 'SystemPreferencesDomain';
const OLDER = 'SystemConfiguration/com.apple.wifi-networks.plist';
const PLACE = { latitude: 'latitude', longitude: 'longitude', accuracy: 'accuracy', name: 'network' } as const;
/** Joined by hand, and by the phone itself: the later one is the last time. */
const JOINS = ['JoinedByUserAt', 'JoinedBySystemAt', 'lastJoined', 'lastAutoJoined'];
const JOINED = from(JOINS, (...times) => {
  const known = times.flatMap((time) => (time instanceof Date ? [time.getTime()] : []));
  return known.length === 0 ? null : new Date(Math.max(...known));
});
const PORTAL = ['CaptiveProfile/UserPortalURL', 'CaptiveProfile/CaptivePortalAPI'];
/** The name as text: it is bytes in newer lists, and the same network is text in older ones. */
const named = (name: MaybeValue, key: unknown): string => {
  const text = name instanceof Uint8Array ? Buffer.from(name).toString() : textOf(name);
  return text === '' ? nameIn(key) : text;
};
const NETWORK = from(['../../SSID', '../../@key'], named);
const NAME = from([['SSID_STR', 'SSID'], '@key'], named);

/** Known Wi-Fi networks, and their access points with the locations from Apple. */
export const wifi = defineRecords({
  id: 'wifi',
  area: 'network',
  version: 3,
  needs: 'encrypted',
  absent: 'This backup holds no list of Wi-Fi networks.',
  seenOn: ['iOS 16 (5 networks, 3 with a place)', 'synthetic'],
  stores: {
    known: documents(DOMAIN, 'com.apple.wifi.known-networks.plist'),
    older: documents(DOMAIN, ['SystemConfiguration/com.apple.wifi.plist', OLDER]),
  },
  kinds: {
    wifi_networks: {
      id: 'wifi-network',
      name: ['Wi-Fi network', 'Wi-Fi networks'],
      icon: 'wifi',
      privacy: 'P2',
      rows: [
        { store: 'known', of: '*', where: from(['.'], (network) => typeof network === 'object' && network !== null) },
        { store: 'older', of: 'List of known networks/*' },
      ],
      key: [NAME],
      merge: { newest: 'joinedAt' },
      fields: {
        name: f.text(NAME, 'Name of the network (SSID).'),
        security: f.text(['SupportedSecurityTypes', 'SECURITY_TYPE'], 'How it is protected.'),
        joinedAt: f.date([JOINED, ...JOINS], 'When the phone last joined it.', { label: 'Last joined' }),
        addedAt: f.date(['AddedAt', 'addedAt'], 'When it was added.', { label: 'Added' }),
        isHidden: f.flag(['Hidden', 'HIDDEN_NETWORK'], 'It does not show its name.', { label: 'Hidden' }),
        isFromCloud: f.flag('AddReason', 'It came from iCloud, not from here.', { is: 'Cloud Sync' }),
        portal: f.url(PORTAL, 'Its sign-in page.', { label: 'Sign-in page' }),
      },
      show: { at: 'joinedAt', title: 'name', text: ['security'], order: '-joinedAt' },
    },
    wifi_access_points: {
      id: 'wifi-access-point',
      name: ['Wi-Fi access point', 'Wi-Fi access points'],
      icon: 'router',
      privacy: 'P2',
      area: 'places',
      rows: { store: 'known', of: '*/BSSList/*' },
      fields: {
        network: f.text(NETWORK, 'Name of the network (SSID).'),
        address: f.mac('BSSID', 'Hardware address (BSSID).'),
        joinedAt: f.date('LastAssociatedAt', 'When it was last used.'),
        channel: f.integer('Channel', 'Channel.'),
        latitude: f.latitude('LocationLatitude', 'Where Apple has it.'),
        longitude: f.longitude('LocationLongitude', 'Where Apple has it.'),
        accuracy: f.metres('LocationAccuracy', 'How exact that is.'),
        locatedAt: f.date('LocationTimestamp', 'When the phone learnt the place.'),
      },
      show: { at: 'joinedAt', title: 'network', text: ['address'], place: PLACE, order: '-joinedAt' },
    },
  },
  example: {
    files: {
      [`${DOMAIN}/com.apple.wifi.known-networks.plist`]: plistOf(`{"wifi.network.ssid.Café Zitrone": {
        "SupportedSecurityTypes": "WPA2 Personal", "JoinedByUserAt": "2025-05-17T08:12:00Z",
        "AddedAt": "2024-11-02T10:00:00Z", "Hidden": false, "AddReason": "Cloud Sync",
        "CaptiveProfile": {"UserPortalURL": "https://portal.example/login"}, "BSSList": [{
          "BSSID": "0:e1:6d:4:5:6", "LastAssociatedAt": "2025-05-17T08:12:00Z", "Channel": 36, "LocationLatitude": 45.4064,
          "LocationLongitude": 11.8768, "LocationAccuracy": 24, "LocationTimestamp": "2025-05-17T08:15:00Z"}]}}`),
      [`${DOMAIN}/SystemConfiguration/com.apple.wifi.plist`]: plistOf(
        '{"List of known networks": [{"SSID_STR": "Attic", "lastJoined": "2023-02-01T19:30:00Z"}]}',
      ),
    },
    rows: {
      wifi_networks: `
        name         | security      | joinedAt             | addedAt              | isHidden | isFromCloud | portal
        Café Zitrone | WPA2 Personal | 2025-05-17T08:12:00Z | 2024-11-02T10:00:00Z | false    | true        | https://portal.example/login
        Attic        |               | 2023-02-01T19:30:00Z |                      |          |             |`,
      wifi_access_points: `
        network      | address           | joinedAt             | channel | latitude | longitude | accuracy | locatedAt
        Café Zitrone | 00:e1:6d:04:05:06 | 2025-05-17T08:12:00Z | 36      | 45.4064  | 11.8768   | 24       | 2025-05-17T08:15:00Z`,
    },
  },
});
