import { defineRecords, f, sqlite } from '../kit/records/index.ts';

/** Versions of iOS that the phone started with: when it was updated. */
export const systemVersions = defineRecords({
  id: 'system-versions',
  area: 'system',
  version: 1,
  needs: 'any',
  absent: 'This backup does not say when the phone was updated.',
  seenOn: ['table as other tools read it in backups', 'synthetic'],
  store: sqlite('HomeDomain', 'Library/Application Support/CloudDocs/session/db/client.db'),
  table: 'system_versions',
  name: ['Version of iOS', 'Versions of iOS'],
  icon: 'history',
  privacy: 'P0',
  rows: 'boot_history',
  fields: {
    build: f.text('os', 'Build of iOS, as Apple numbers it.', { label: 'Build' }),
    startedAt: f.unixTime('date', 'When the phone first started iCloud Drive with it.', { label: 'Since' }),
  },
  show: { at: 'startedAt', title: 'build' },
  example: {
    store: {
      tables: {
        boot_history: `rowid | date | os | device_id \n 1 | 1726500000 | 22A3354 | 1 \n 2 | 1747100000 | 22F76 | 1`,
      },
    },
    rows: `
      build   | startedAt
      22A3354 | 2024-09-16T15:20:00Z
      22F76   | 2025-05-13T01:33:20Z`,
  },
});
