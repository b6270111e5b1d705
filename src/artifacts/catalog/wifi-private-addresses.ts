import { defineRecords, documents, f, plistOf } from '../kit/records/index.ts';

const ADDRESS = 'PRIVATE_MAC_ADDRESS';
const DOMAIN = 'SystemPreferencesDomain';
const FILE = 'SystemConfiguration/com.apple.wifi-private-mac-networks.plist';

/** Hardware addresses that the phone showed to each Wi-Fi network instead of its own: those that a router logs. */
export const wifiPrivateAddresses = defineRecords({
  id: 'wifi-private-addresses',
  area: 'network',
  version: 1,
  needs: 'encrypted',
  absent: 'This backup holds no private Wi-Fi addresses.',
  seenOn: ['iOS 16 (5 networks)', 'synthetic'],
  store: documents(DOMAIN, FILE),
  table: 'wifi_private_addresses',
  name: ['Private Wi-Fi address', 'Private Wi-Fi addresses'],
  icon: 'shuffle',
  privacy: 'P2',
  rows: 'List of scanned networks with private mac/*',
  fields: {
    network: f.text('SSID_STR', 'Name of the network (SSID).'),
    address: f.mac(
      [`${ADDRESS}/${ADDRESS}_IN_USE`, `${ADDRESS}/${ADDRESS}_VALUE`],
      'Hardware address that the phone showed to it.',
      { label: 'Private address' },
    ),
    accessPoint: f.mac('BSSID', 'Hardware address of the access point (BSSID).'),
    joinedAt: f.date('lastJoined', 'When the phone last joined it.', { label: 'Last joined' }),
    firstJoinedAt: f.date('FirstJoinWithNewMacTimestamp', 'When it first joined with this address.', {
      label: 'First joined',
    }),
    leftAt: f.date('LinkDownTimestamp', 'When the connection last ended.', { label: 'Last left' }),
    madeAt: f.date('MacGenerationTimeStamp', 'When the address was made.', { label: 'Made' }),
    addedAt: f.date('addedAt', 'When the network was added.', { label: 'Added' }),
    updatedAt: f.date('lastUpdated', 'When this entry was last changed.', { label: 'Last changed' }),
    isOpen: f.flag('IsOpenNetwork', 'It needs no password.', { label: 'Open' }),
    hasPortal: f.flag('NetworkWasCaptive', 'It had a sign-in page.', { label: 'Sign-in page' }),
    isKnown: f.flag('PresentInKnownNetworks', 'It is a known network.', { label: 'Known' }),
  },
  show: { at: 'joinedAt', title: 'network', text: ['address', 'accessPoint'] },
  example: {
    store: plistOf(`{"List of scanned networks with private mac": [
      {"SSID_STR": "Café Zitrone", "BSSID": "0:e1:6d:4:5:6", "lastJoined": "2025-05-17T08:12:00Z", "addedAt": "2024-11-02T10:00:00Z",
        "PRIVATE_MAC_ADDRESS": {"PRIVATE_MAC_ADDRESS_VALUE": "1a:7b:f1:c6:aa:bc", "PRIVATE_MAC_ADDRESS_VALID": true},
        "FirstJoinWithNewMacTimestamp": "2024-11-02T10:00:05Z", "MacGenerationTimeStamp": "2024-11-02T10:00:01Z",
        "LinkDownTimestamp": "2025-05-17T09:00:00Z", "lastUpdated": "2025-06-01T06:00:00Z",
        "IsOpenNetwork": true, "NetworkWasCaptive": true, "PresentInKnownNetworks": true}]}`),
    rows: `
      network      | address           | accessPoint       | joinedAt             | firstJoinedAt        | leftAt               | madeAt               | addedAt              | updatedAt            | isOpen | hasPortal | isKnown
      Café Zitrone | 1a:7b:f1:c6:aa:bc | 00:e1:6d:04:05:06 | 2025-05-17T08:12:00Z | 2024-11-02T10:00:05Z | 2025-05-17T09:00:00Z | 2024-11-02T10:00:01Z | 2024-11-02T10:00:00Z | 2025-06-01T06:00:00Z | true   | true      | true`,
  },
});
