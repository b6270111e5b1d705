import { defineRecords, documents, f, plistOf } from '../kit/records/index.ts';

/** Backups to iCloud that the phone made or tried to make. */
export const cloudBackups = defineRecords({
  id: 'cloud-backups',
  area: 'system',
  version: 1,
  needs: 'any',
  absent: 'This backup does not say when the phone was backed up to iCloud.',
  seenOn: ['property list of a real phone (10 backups)', 'synthetic'],
  store: documents(['HomeDomain', 'RootDomain'], 'Library/Preferences/com.apple.MobileBackup.plist'),
  table: 'cloud_backups',
  name: ['Backup to iCloud', 'Backups to iCloud'],
  icon: 'cloud-upload',
  privacy: 'P0',
  rows: 'BackupStateInfo/errors/*',
  fields: {
    madeAt: f.date('date', 'When it ended.', { label: 'When' }),
    outcome: f.text('localizedDescription', 'What became of it, in words of the phone.'),
    hasFailed: f.flag('code', 'It failed.'),
  },
  show: { at: 'madeAt', title: 'outcome' },
  example: {
    store: plistOf(`{"BackupStateInfo": {"errors": [
      {"code": 0, "localizedDescription": "Backup succeeded", "date": "2025-06-06T08:53:20Z"},
      {"code": 202, "localizedDescription": "Network is unavailable", "date": "2025-06-05T01:10:00Z"}]}}`),
    rows: `
      madeAt               | outcome                | hasFailed
      2025-06-06T08:53:20Z | Backup succeeded       | false
      2025-06-05T01:10:00Z | Network is unavailable | true`,
  },
});
