import { defineRecords, f, from, sqlite } from '../kit/records/index.ts';

/** How much each app sent and received, removed apps too. */
export const dataUsage = defineRecords({
  id: 'data-usage',
  area: 'network',
  version: 2,
  needs: 'any',
  absent: 'This backup does not count the data that apps used.',
  seenOn: ['iOS 9 family (DataUsage.sqlite of another project)', 'synthetic'],
  store: sqlite('WirelessDomain', 'Library/Databases/DataUsage.sqlite'),
  table: 'data_usage',
  name: ['Data usage', 'Data usage'],
  icon: 'arrow-down-up',
  privacy: 'P1',
  rows: ['ZLIVEUSAGE', 'ZPROCESS'],
  // Processes without usage are only listed: those with usage come joined to it.
  where: from(['@table', 'usage.Z_PK'], (table, usage) => table !== 'ZPROCESS' || usage === null),
  join: {
    process: { table: 'ZPROCESS', on: 'ZHASPROCESS' },
    usage: { table: 'ZLIVEUSAGE', on: 'Z_PK', key: 'ZHASPROCESS' },
  },
  fields: {
    app: f.text(['process.ZBUNDLENAME', 'ZBUNDLENAME'], 'Bundle id of the app.'),
    process: f.text(['process.ZPROCNAME', 'ZPROCNAME'], 'Name of the process.'),
    cellularIn: f.bytes('ZWWANIN', 'Received over the mobile network.'),
    cellularOut: f.bytes('ZWWANOUT', 'Sent over the mobile network.'),
    wifiIn: f.bytes('ZWIFIIN', 'Received over Wi-Fi.', { label: 'Wi-Fi received' }),
    wifiOut: f.bytes('ZWIFIOUT', 'Sent over Wi-Fi.', { label: 'Wi-Fi sent' }),
    firstAt: f.cocoaTime(['process.ZFIRSTTIMESTAMP', 'ZFIRSTTIMESTAMP'], 'When the app was first seen.', {
      label: 'First seen',
    }),
    lastAt: f.cocoaTime('ZTIMESTAMP', 'When it last used the network.', { label: 'Last used' }),
    kind: f.integer('ZKIND', 'Kind of the count, as the source has it.'),
  },
  show: { at: 'lastAt', title: ['app', 'process'], text: ['process'], order: '-lastAt' },
  example: {
    store: {
      tables: {
        ZPROCESS: `
          Z_PK | ZBUNDLENAME          | ZPROCNAME                     | ZFIRSTTIMESTAMP | ZTIMESTAMP
          1    | com.example.trails   | mDNSResponder/com.example.trails | 700000000    | 770900000
          2    |                      | com.example.gone              | 690000000       | 695000000`,
        ZLIVEUSAGE: `
          Z_PK | ZHASPROCESS | ZTIMESTAMP | ZWWANIN  | ZWWANOUT | ZWIFIIN   | ZWIFIOUT | ZKIND
          1    | 1           | 770900000  | 48211456 | 1204224  | 903872512 | 20480000 | 0`,
      },
    },
    rows: `
      app                | process                          | cellularIn | cellularOut | wifiIn    | wifiOut  | firstAt              | lastAt
      com.example.trails | mDNSResponder/com.example.trails | 48211456   | 1204224     | 903872512 | 20480000 | 2023-03-08T20:26:40Z | 2025-06-06T10:53:20Z
                         | com.example.gone                 |            |             |           |          | 2022-11-13T02:40:00Z | 2023-01-09T23:33:20Z`,
  },
});
