import { isDomainError } from '../../model/errors.ts';
import { defineRecords, documents, f, from } from '../kit/records/index.ts';
import { asList, asRecord, decodeValue, type Value } from '../kit/records/value.ts';

/** What a configuration does: the key of its settings. */
const KINDS = {
  VPN: ['vpn', 'VPN'],
  AppVPN: ['app-vpn', 'VPN of single apps'],
  AlwaysOnVPN: ['always-on-vpn', 'VPN that is always on'],
  ContentFilter: ['content-filter', 'Content filter'],
  DNSProxy: ['dns-proxy', 'DNS proxy'],
  DNSSettings: ['dns', 'DNS server'],
  Relay: ['relay', 'Relay'],
  URLFilter: ['url-filter', 'Filter of web addresses'],
} as const;
const NAMES = Object.keys(KINDS);
/** How deep configurations are searched, and how many values. */
const MAX_DEPTH = 12;
const MAX_VALUES = 200_000;

/** Archives within the file are opened; what is damaged or no archive has no configurations. */
function opened(value: Value): Value {
  if (!(value instanceof Uint8Array)) return value;
  try {
    return decodeValue(value);
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return null;
  }
}

/** The configurations in an archive: its outer layout differs between systems. */
function* configurationsIn(root: Value): Generator<Value> {
  const seen = new Set<object>();
  const waiting = [{ value: root, depth: 0 }];
  for (const { value: found, depth } of waiting) {
    const value = opened(found);
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    if (depth > MAX_DEPTH || seen.size > MAX_VALUES) continue;
    seen.add(value);
    const record = asRecord(value);
    if (record?.['Identifier'] !== undefined && NAMES.some((name) => asRecord(record[name]) !== null)) yield record;
    else
      for (const each of asList(value) ?? Object.values(record ?? {})) waiting.push({ value: each, depth: depth + 1 });
  }
}

const KIND = from(NAMES, (...settings) => NAMES[settings.findIndex((each) => asRecord(each) !== null)] ?? null);
/** The value of a key in whichever settings there are. */
const inSettings = (path: string) => NAMES.map((name) => `${name}/${path}`);

/** VPNs, filters and DNS servers that were set up, mostly by apps: through them goes what other apps send. */
export const vpnFilters = defineRecords({
  id: 'vpn-filters',
  area: 'network',
  version: 1,
  needs: 'any',
  absent: 'No VPN and no filter was set up.',
  seenOn: ['keys as iOS 18 writes them', 'synthetic'],
  store: documents('SystemPreferencesDomain', 'com.apple.networkextension.plist'),
  table: 'vpn_filters',
  name: ['VPN or filter', 'VPNs and filters'],
  icon: 'globe-lock',
  privacy: 'P2',
  rows: configurationsIn,
  fields: {
    name: f.text(['Name', 'ApplicationName'], 'Its name.'),
    kind: f.code(KIND, 'What it does.', KINDS),
    app: f.text('Application', 'Bundle id of the app that set it up.'),
    appName: f.text('ApplicationName', 'Name of that app.', { label: 'App name' }),
    isEnabled: f.flag(inSettings('Enabled'), 'It is chosen.', { label: 'On' }),
    isOnDemand: f.flag(inSettings('OnDemandEnabled'), 'It connects by itself.', { label: 'By itself' }),
    server: f.text(inSettings('Protocol/ServerAddress'), 'Its server.', { label: 'Server' }),
    account: f.text(inSettings('Protocol/Username'), 'Account there.', { label: 'Account' }),
  },
  show: { title: ['name', 'app'], text: ['kind', 'server', 'account', 'app'] },
  example: {
    store: {
      archive: {
        Version: 1,
        Configurations: [
          {
            Identifier: 'A6E1B0C2-1111-4222-8333-444455556666',
            Name: 'Harbour VPN',
            Application: 'com.example.harbourvpn',
            ApplicationName: 'Harbour',
            VPN: {
              Enabled: true,
              OnDemandEnabled: false,
              Protocol: { Type: 2, ServerAddress: 'vpn.example.com', Username: 'robin' },
            },
          },
          {
            Identifier: 'B7F2C1D3-1111-4222-8333-444455556666',
            Name: 'Quiet DNS',
            Application: 'com.example.quietdns',
            DNSSettings: { Enabled: false, Protocol: { ServerAddress: 'https://dns.example.com/query' } },
          },
        ],
      },
    },
    rows: `
      name        | kind | app                    | appName | isEnabled | isOnDemand | server                        | account
      Harbour VPN | vpn  | com.example.harbourvpn | Harbour | true      | false      | vpn.example.com               | robin
      Quiet DNS   | dns  | com.example.quietdns   |         | false     |            | https://dns.example.com/query |`,
  },
});
