import { defineRecords, documents, f, from } from '../kit/records/index.ts';

/** What each process had sent and received when the phone last noted it for Apple’s statistics: system processes too. */
export const dailyTraffic = defineRecords({
  id: 'daily-traffic',
  area: 'network',
  version: 1,
  needs: 'any',
  absent: 'This backup does not say what processes sent and received.',
  seenOn: ['keys as two other tools read them, of a real backup', 'synthetic'],
  store: documents('HomeDomain', 'Library/Preferences/com.apple.osanalytics.addaily.plist'),
  table: 'daily_traffic',
  name: ['Data traffic of a program', 'Data traffic of programs'],
  icon: 'arrow-down-up',
  privacy: 'P1',
  rows: 'netUsageBaseline/*',
  where: from(['.'], (values) => Array.isArray(values)),
  fields: {
    process: f.text('@key', 'Name of the process, or bundle id of the app.'),
    notedAt: f.date('0', 'When it was noted.', { label: 'Noted' }),
    wifiIn: f.bytes('1', 'Received over Wi-Fi.', { label: 'Wi-Fi received' }),
    wifiOut: f.bytes('2', 'Sent over Wi-Fi.', { label: 'Wi-Fi sent' }),
    cellularIn: f.bytes('3', 'Received over the mobile network.'),
    cellularOut: f.bytes('4', 'Sent over the mobile network.'),
  },
  show: { at: 'notedAt', title: 'process' },
  example: {
    store: {
      plist: {
        netUsageBaseline: {
          mDNSResponder: [new Date('2025-06-06T22:00:00Z'), 20480, 10240, 512, 256],
          'com.example.trails': [new Date('2025-06-05T22:00:00Z'), 903872512, 20480000, 48211456, 1204224],
        },
      },
    },
    rows: `
      process            | notedAt              | wifiIn    | wifiOut  | cellularIn | cellularOut
      mDNSResponder      | 2025-06-06T22:00:00Z | 20480     | 10240    | 512        | 256
      com.example.trails | 2025-06-05T22:00:00Z | 903872512 | 20480000 | 48211456   | 1204224`,
  },
});
