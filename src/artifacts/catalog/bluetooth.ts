import { defineRecords, documents, f, from, plistOf, sqlite, textOf } from '../kit/records/index.ts';

const DOMAIN = 'SysSharedContainerDomain-systemgroup.com.apple.bluetooth';
const CLASSIC = 'Library/Preferences/com.apple.MobileBluetooth.devices.plist';
const LE = 'Library/Database/com.apple.MobileBluetooth.ledevices';
const KINDS = {
  classic: ['paired', 'Paired'],
  PairedDevices: ['paired-le', 'Paired (Low Energy)'],
  OtherDevices: ['nearby', 'Seen nearby'],
} as const;
const KIND = from(['@table'], (table) => table ?? 'classic');
/** Classic devices are listed by their address; rows of Low Energy devices have numbers, which are none. */
const ADDRESS = from(['ResolvedAddress', 'Address', '@key', '@table'], (resolved, address, key, table) => {
  // An address that could not be resolved is empty, or null.
  const text = textOf(resolved) || textOf(address);
  return text === '' ? (table === null ? key : null) : text.replace(/^(Public|Random) /, '');
});
/** Times of Low Energy devices are counters, not dates. */
const LAST_SEEN = from(['LastSeenTime', '@table'], (seen, table) => (table === null ? seen : null));

/** Bluetooth devices: headphones, cars and watches that were paired, and what was seen nearby. */
export const bluetooth = defineRecords({
  id: 'bluetooth',
  area: 'network',
  version: 3,
  needs: 'any',
  absent: 'This backup holds no list of Bluetooth devices.',
  seenOn: ['iOS 9 (schema)', 'iOS 17 (figures of another tool)', 'synthetic'],
  stores: {
    // Before iOS 9 among the settings of the owner.
    classic: documents([DOMAIN, 'HomeDomain'], CLASSIC),
    le: sqlite(DOMAIN, [`${LE}.paired.db`, `${LE}.other.db`]),
  },
  table: 'bluetooth_devices',
  name: ['Bluetooth device', 'Bluetooth devices'],
  icon: 'bluetooth',
  privacy: 'P1',
  rows: [
    { store: 'classic', of: '*', where: from(['.'], (device) => typeof device === 'object' && device !== null) },
    { store: 'le', of: ['PairedDevices', 'OtherDevices'] },
  ],
  fields: {
    name: f.text(['UserNameKey', 'Name', 'DefaultName'], 'What it is called.'),
    kind: f.code(KIND, 'How it is known.', KINDS),
    address: f.mac(ADDRESS, 'Hardware address.'),
    lastSeenAt: f.unixTime(LAST_SEEN, 'When it was last connected.', { label: 'Last seen' }),
    product: f.integer('DeviceIdProduct', 'Number of the product.'),
  },
  show: { at: 'lastSeenAt', title: ['name', 'address'], text: ['kind', 'address'], order: '-lastSeenAt' },
  example: {
    store: plistOf('{"0C:51:7E:11:22:33": {"Name": "Ada’s car", "LastSeenTime": 1749200000, "DeviceIdProduct": 8206}}'),
    files: {
      [`${DOMAIN}/${LE}.paired.db`]: {
        tables: { PairedDevices: [{ Name: 'Watch', Address: 'Random 4a:00:00:01:02:03' }] },
      },
      [`${DOMAIN}/${LE}.other.db`]: {
        tables: { OtherDevices: [{ Name: 'Sensor', Address: 'Public 00:1b:dc:0a:0b:0c' }] },
      },
    },
    rows: `
      name      | kind      | address           | lastSeenAt           | product
      Ada’s car | paired    | 0c:51:7e:11:22:33 | 2025-06-06T08:53:20Z | 8206
      Watch     | paired-le | 4a:00:00:01:02:03 |                      |
      Sensor    | nearby    | 00:1b:dc:0a:0b:0c |                      |`,
  },
});
