import { defineRecords, documents, f, from, plistOf, textOf } from '../kit/records/index.ts';
import type { MaybeValue } from '../kit/records/value.ts';

/** The name of a network in the key of its entry, `wifi.network.ssid.Attic`. */
const PREFIX = 'wifi.network.ssid.';
const nameIn = (key: unknown): string => String(key).replace(PREFIX, '');
const DOMAIN = 'SystemPreferencesDomain';
const OLDER = ['wifi.plist', 'wifi-networks.plist', 'wifi-networks.plist.backup'].map(
  (name) => `SystemConfiguration/com.apple.${name}`,
);
const LIST = 'networkKnownBSSListKey';
const PLACE = { latitude: 'latitude', longitude: 'longitude', accuracy: 'accuracy', name: 'network' } as const;
/** Joined by hand, and by the phone itself: the later one is the last time. */
const JOINS = ['JoinedByUserAt', 'JoinedBySystemAt', 'lastJoined', 'lastAutoJoined'];
const joined = (prefix = '') =>
  from(
    JOINS.map((key) => prefix + key),
    (...times) => {
      const known = times.flatMap((time) => (time instanceof Date ? [time.getTime()] : []));
      return known.length === 0 ? null : new Date(Math.max(...known));
    },
  );
const PORTAL = ['CaptiveProfile/UserPortalURL', 'CaptiveProfile/CaptivePortalAPI'];
/** The name as text: it is bytes in newer lists, and the same network is text in older ones. */
const named = (name: MaybeValue, key: unknown): string => {
  const text = name instanceof Uint8Array ? Buffer.from(name).toString() : textOf(name);
  return text === '' ? nameIn(key) : text;
};
/** Newer lists have what older ones have in a dictionary of their own. */
const own = (key: string) => [`__OSSpecific__/${key}`, key];
const WPS = 'WPS_PROB_RESP_IE/IE_KEY_WPS';
const ROUTER = from([own(`${WPS}_MANUFACTURER`), own(`${WPS}_MODEL_NAME`)], (...parts) => {
  const known = parts.map(textOf).filter((part) => part !== '');
  return known.length === 0 ? null : known.join(' ');
});
/** An access point is in a list of its network, or the network itself: at most three levels above. */
const UP = ['', '../', '../../', '../../../'];
const NETWORK = from(
  [UP.flatMap((up) => [`${up}SSID_STR`, `${up}SSID`]), ...UP.toReversed().map((up) => `${up}@key`)],
  (name, ...keys) => named(name, keys.find((key) => textOf(key).startsWith(PREFIX)) ?? ''),
);
const ACCESS_POINT = from([NETWORK, 'BSSID'], (network, address) =>
  [
    textOf(network),
    textOf(address)
      .toLowerCase()
      .replace(/(^|:)0(?=[\da-f])/g, '$1'),
  ].join(' '),
);
/** The last access point of a network that has no list of them. */
const isOnly = (list: string) =>
  from(['BSSID', LIST, list], (address, known, newer) => textOf(address) !== '' && known === null && newer === null);
const NAME = from([['SSID_STR', 'SSID'], '@key'], named);

/** Known Wi-Fi networks, and their access points with the locations from Apple. */
export const wifi = defineRecords({
  id: 'wifi',
  area: 'network',
  version: 4,
  needs: 'encrypted',
  absent: 'This backup holds no list of Wi-Fi networks.',
  seenOn: ['iOS 16 (5 networks, 3 with a place)', 'synthetic'],
  stores: {
    known: documents(DOMAIN, 'com.apple.wifi.known-networks.plist'),
    older: documents(DOMAIN, OLDER),
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
        security: f.text(['SupportedSecurityTypes', 'SECURITY_TYPE', 'SecurityMode'], 'How it is protected.'),
        joinedAt: f.date([joined(), ...JOINS], 'When the phone last joined it.', { label: 'Last joined' }),
        addedAt: f.date(['AddedAt', 'addedAt'], 'When it was added.', { label: 'Added' }),
        isHidden: f.flag(['Hidden', 'HIDDEN_NETWORK'], 'It does not show its name.', { label: 'Hidden' }),
        isFromCloud: f.flag('AddReason', 'It came from iCloud, not from here.', { is: 'Cloud Sync' }),
        portal: f.url(PORTAL, 'Its sign-in page.', { label: 'Sign-in page' }),
        previousAt: f.date(own('prevJoined'), 'When the phone joined it before that.', { label: 'Joined before' }),
        signedInAt: f.date('CaptiveProfile/CaptiveWebSheetLoginDate', 'When its sign-in page was last used.', {
          label: 'Signed in',
        }),
        foundAt: f.date('LastDiscoveredAt', 'When the phone last found it nearby.', { label: 'Last found' }),
        passwordAt: f.date(own('WiFiNetworkPasswordModificationDate'), 'When its password was last changed here.', {
          label: 'Password changed',
        }),
        updatedAt: f.date(['UpdatedAt', 'lastUpdated'], 'When this entry was last changed.', { label: 'Last changed' }),
        addedBy: f.text('BundleID', 'Bundle id of the app that added it.', { label: 'Added by' }),
        isCarPlay: f.flag([...own('CarPlayNetwork'), ...own('CARPLAY_NETWORK')], 'It is that of a car.', {
          label: 'CarPlay',
        }),
        router: f.text(ROUTER, 'Maker and model of the router.', { label: 'Router' }),
        routerName: f.text(own(`${WPS}_DEV_NAME`), 'What the router calls itself.', { label: 'Name of the router' }),
        routerSerial: f.text(own(`${WPS}_SERIAL_NUM`), 'Serial number of the router.', { label: 'Serial number' }),
        country: f.text(own('80211D_IE/IE_KEY_80211D_COUNTRY_CODE'), 'Country that the router is set to.', {
          label: 'Country',
        }),
      },
      show: { at: 'joinedAt', title: 'name', text: ['security'], order: '-joinedAt' },
    },
    wifi_access_points: {
      id: 'wifi-access-point',
      name: ['Wi-Fi access point', 'Wi-Fi access points'],
      icon: 'router',
      privacy: 'P2',
      area: 'places',
      rows: [
        { store: 'known', of: ['*/BSSList/*', `*/__OSSpecific__/${LIST}/*`] },
        { store: 'known', of: '*/__OSSpecific__', where: isOnly('../BSSList') },
        { store: 'older', of: `List of known networks/*/${LIST}/*` },
        { store: 'older', of: 'List of known networks/*', where: isOnly('BSSList') },
      ],
      // Networks with an address only, and those of several lists, have an access point once.
      key: ACCESS_POINT,
      merge: { newest: 'joinedAt' },
      fields: {
        network: f.text(NETWORK, 'Name of the network (SSID).'),
        address: f.mac('BSSID', 'Hardware address (BSSID).'),
        joinedAt: f.date(['LastAssociatedAt', 'lastRoamed', joined(), joined('../')], 'When it was last used.'),
        channel: f.integer(['Channel', 'CHANNEL'], 'Channel.'),
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
        "SupportedSecurityTypes": "WPA2 Personal", "JoinedByUserAt": "2025-05-17T08:12:00Z", "UpdatedAt": "2025-05-17T08:13:00Z",
        "AddedAt": "2024-11-02T10:00:00Z", "Hidden": false, "AddReason": "Cloud Sync", "BundleID": "com.apple.Preferences",
        "LastDiscoveredAt": "2025-05-18T07:00:00Z",
        "CaptiveProfile": {"UserPortalURL": "https://portal.example/login", "CaptiveWebSheetLoginDate": "2025-05-17T08:12:30Z"},
        "__OSSpecific__": {"prevJoined": "2025-05-10T08:00:00Z", "CarPlayNetwork": false,
          "WiFiNetworkPasswordModificationDate": "2024-11-02T10:00:00Z"}, "BSSList": [{
          "BSSID": "0:e1:6d:4:5:6", "LastAssociatedAt": "2025-05-17T08:12:00Z", "Channel": 36, "LocationLatitude": 45.4064,
          "LocationLongitude": 11.8768, "LocationAccuracy": 24, "LocationTimestamp": "2025-05-17T08:15:00Z"}]}}`),
      [`${DOMAIN}/SystemConfiguration/com.apple.wifi.plist`]: plistOf(
        `{"List of known networks": [{"SSID_STR": "Attic", "lastJoined": "2023-02-01T19:30:00Z", "BSSID": "8:9:a:b:c:d", "CHANNEL": 11,
          "80211D_IE": {"IE_KEY_80211D_COUNTRY_CODE": "DE"}, "WPS_PROB_RESP_IE": {"IE_KEY_WPS_MANUFACTURER": "Lemon Ltd.",
            "IE_KEY_WPS_MODEL_NAME": "LR-7", "IE_KEY_WPS_DEV_NAME": "Lemon router", "IE_KEY_WPS_SERIAL_NUM": "L0042"}}]}`,
      ),
    },
    rows: {
      wifi_networks: `
        name         | security      | joinedAt             | addedAt              | isHidden | isFromCloud | portal                       | previousAt           | signedInAt           | foundAt              | passwordAt           | updatedAt            | addedBy               | isCarPlay | router          | routerName   | routerSerial | country
        Café Zitrone | WPA2 Personal | 2025-05-17T08:12:00Z | 2024-11-02T10:00:00Z | false    | true        | https://portal.example/login | 2025-05-10T08:00:00Z | 2025-05-17T08:12:30Z | 2025-05-18T07:00:00Z | 2024-11-02T10:00:00Z | 2025-05-17T08:13:00Z | com.apple.Preferences | false     |                 |              |              |
        Attic        |               | 2023-02-01T19:30:00Z |                      |          |             |                              |                      |                      |                      |                      |                      |                       |           | Lemon Ltd. LR-7 | Lemon router | L0042        | DE`,
      wifi_access_points: `
        network      | address           | joinedAt             | channel | latitude | longitude | accuracy | locatedAt
        Café Zitrone | 00:e1:6d:04:05:06 | 2025-05-17T08:12:00Z | 36      | 45.4064  | 11.8768   | 24       | 2025-05-17T08:15:00Z
        Attic        | 08:09:0a:0b:0c:0d | 2023-02-01T19:30:00Z | 11      |          |           |          |`,
    },
  },
});
