import { defineRecords, f, sqlite } from '../kit/records/index.ts';

/** Devices with files in iCloud Drive of the account: computers, tablets and phones, older ones too. */
export const icloudDevices = defineRecords({
  id: 'icloud-devices',
  area: 'system',
  version: 1,
  needs: 'any',
  absent: 'This backup does not name other devices of the account.',
  seenOn: ['table as another tool reads it in backups', 'synthetic'],
  store: sqlite('HomeDomain', 'Library/Application Support/CloudDocs/session/db/server.db'),
  table: 'icloud_devices',
  name: ['Device in iCloud', 'Devices in iCloud'],
  icon: 'monitor-smartphone',
  privacy: 'P1',
  rows: 'devices',
  fields: { name: f.text('name', 'What it is called.') },
  show: { title: 'name' },
  example: {
    store: { tables: { devices: `key | name \n 1 | Robin’s Mac \n 2 | Robin’s iPad` } },
    rows: `
      name
      Robin’s Mac
      Robin’s iPad`,
  },
});
