import { defineRecords, documents, f, from, plistOf, sqlite, textOf } from '../kit/records/index.ts';

const DOMAIN = 'SysSharedContainerDomain-systemgroup.com.apple.bluetooth';
const CLASSIC = 'Library/Preferences/com.apple.MobileBluetooth.devices.plist';
const LE = 'com.apple.MobileBluetooth.ledevices';
const FOLDER = 'Library/Database';
/** Where the lists of Low Energy devices were before. */
const BEFORE = 'Library/MobileBluetooth';
const KINDS = {
  classic: ['paired', 'Paired'],
  PairedDevices: ['paired-le', 'Paired (Low Energy)'],
  connected: ['connected-le', 'Connected (Low Energy)'],
  OtherDevices: ['nearby', 'Seen nearby'],
} as const;
/** The list of Low Energy devices that a device is in: a table, or a key of the oldest lists. Empty for others. */
const LIST = ['@table', '../@key'];
const KIND = from([LIST, 'LastConnectionTime'], (list, connected) => {
  if (list === 'OtherDevices' && typeof connected === 'number' && connected > 0) return 'connected';
  return textOf(list) || 'classic';
});
/** The oldest lists have devices by their UUID. */
const UUID = from(['Uuid', '@table', LIST, '@key'], (uuid, table, list, key) => {
  return textOf(uuid) || (table === null && textOf(list) !== '' ? key : null);
});
/** Classic devices are listed by their address; keys of Low Energy devices are none. */
const ADDRESS = from(['ResolvedAddress', 'Address', '@key', LIST], (resolved, address, key, list) => {
  // An address that could not be resolved is empty, or null.
  const text = textOf(resolved) || textOf(address);
  return text === '' ? (textOf(list) === '' ? key : null) : text.replace(/^(Public|Random) /, '');
});
/** Times of Low Energy devices are counters, not dates. */
const LAST_SEEN = from(['LastSeenTime', LIST], (seen, list) => (textOf(list) === '' ? seen : null));
/** A phone that was updated still has its oldest list, as it was then. */
const KEY = from([UUID, ADDRESS, '@table', '@key'], (uuid, address, table, key) => {
  return uuid ?? address ?? `${textOf(table)}-${textOf(key)}`;
});

/** Bluetooth devices: headphones, cars and watches that were paired, and what was seen nearby. */
export const bluetooth = defineRecords({
  id: 'bluetooth',
  area: 'network',
  version: 4,
  needs: 'any',
  absent: 'This backup holds no list of Bluetooth devices.',
  seenOn: ['iOS 9 (schema)', 'iOS 17 (figures of another tool)', 'synthetic'],
  stores: {
    // Before iOS 9 among the settings of the owner.
    classic: documents([DOMAIN, 'HomeDomain'], CLASSIC),
    le: sqlite(DOMAIN, [`${FOLDER}/${LE}.paired.db`, `${FOLDER}/${LE}.other.db`]),
    leBefore: sqlite('HomeDomain', [`${BEFORE}/${LE}.paired.db`, `${BEFORE}/${LE}.other.db`]),
    leOldest: documents('HomeDomain', [`Library/Preferences/${LE}.plist`, `${BEFORE}/${LE}.plist`]),
  },
  table: 'bluetooth_devices',
  name: ['Bluetooth device', 'Bluetooth devices'],
  icon: 'bluetooth',
  privacy: 'P1',
  rows: [
    { store: 'classic', of: '*', where: from(['.'], (device) => typeof device === 'object' && device !== null) },
    { store: 'le', of: ['PairedDevices', 'OtherDevices'] },
    { store: 'leBefore', of: ['PairedDevices', 'OtherDevices'] },
    { store: 'leOldest', of: ['PairedDevices/*', 'OtherDevices/*'] },
  ],
  key: KEY,
  merge: { newest: 'lastSeenAt' },
  fields: {
    name: f.text(['UserNameKey', 'Name', 'DefaultName'], 'What it is called.'),
    kind: f.code(KIND, 'How it is known.', KINDS),
    address: f.mac(ADDRESS, 'Hardware address.'),
    lastSeenAt: f.unixTime(LAST_SEEN, 'When it was last connected.', { label: 'Last seen' }),
    product: f.integer('DeviceIdProduct', 'Number of the product.'),
    identifier: f.uuid(UUID, 'What apps of this phone know it by.'),
  },
  show: { at: 'lastSeenAt', title: ['name', 'address'], text: ['kind', 'address'], order: '-lastSeenAt' },
  example: {
    store: plistOf('{"0C:51:7E:11:22:33": {"Name": "Ada’s car", "LastSeenTime": 1749200000, "DeviceIdProduct": 8206}}'),
    files: {
      [`${DOMAIN}/${FOLDER}/${LE}.paired.db`]: {
        tables: {
          PairedDevices: [
            { Uuid: 'B52E7C41-0000-4000-8000-000000000001', Name: 'Watch', Address: 'Random 4a:00:00:01:02:03' },
          ],
        },
      },
      [`${DOMAIN}/${FOLDER}/${LE}.other.db`]: {
        tables: { OtherDevices: [{ Name: 'Sensor', Address: 'Public 00:1b:dc:0a:0b:0c' }] },
      },
    },
    rows: `
      name      | kind      | address           | lastSeenAt           | product | identifier
      Ada’s car | paired    | 0c:51:7e:11:22:33 | 2025-06-06T08:53:20Z | 8206    |
      Watch     | paired-le | 4a:00:00:01:02:03 |                      |         | B52E7C41-0000-4000-8000-000000000001
      Sensor    | nearby    | 00:1b:dc:0a:0b:0c |                      |         |`,
  },
});
