import { defineRecords, documents, f, from, plistOf } from '../kit/records/index.ts';

const HOW = from(
  ['WasCloudRestore', 'RestoreDate', 'RestoreStartDate', 'FileTransferStartDate'],
  (cloud, restored, ...moved) =>
    moved.some((date) => date !== null)
      ? 'phone'
      : restored === null
        ? null
        : cloud === true || cloud === 1
          ? 'icloud'
          : 'computer',
);

/** How the data came onto this phone: restored from a backup, or moved from the phone before. */
export const phoneTransfers = defineRecords({
  id: 'phone-transfers',
  area: 'system',
  version: 1,
  needs: 'any',
  absent: 'This backup does not say that the phone was restored or set up from another one.',
  seenOn: ['iOS 12 to 18 (values as another tool reads them) and 27 (keys of a real backup)', 'synthetic'],
  store: documents(['HomeDomain', 'RootDomain'], 'Library/Preferences/com.apple.MobileBackup.plist'),
  table: 'phone_transfers',
  name: ['Data taken over', 'Data taken over'],
  icon: 'refresh-cw',
  privacy: 'P1',
  rows: ['RestoreInfo', 'DeviceTransferInfo'],
  where: HOW,
  fields: {
    at: f.date(['RestoreDate', 'RestoreStartDate', 'FileTransferStartDate', 'PreFlightStartDate'], 'When.', {
      label: 'When',
    }),
    how: f.code(
      HOW,
      'Where the data came from.',
      {
        icloud: ['icloud', 'Backup in iCloud'],
        computer: ['computer', 'Backup on a computer'],
        phone: ['phone', 'Another phone'],
      },
      { label: 'From' },
    ),
    fromBuild: f.text(['BackupBuildVersion', 'SourceDeviceBuildVersion'], 'Build of iOS that the data came from.', {
      label: 'Earlier iOS (build)',
    }),
    toBuild: f.text(['DeviceBuildVersion', 'BuildVersion'], 'Build of iOS of this phone then.', {
      label: 'iOS (build)',
    }),
    fileCount: f.integer('FilesTransferred', 'How many files were moved.', { label: 'Files' }),
    size: f.bytes('BytesTransferred', 'How much was moved.'),
    fromDevice: f.text('SourceDeviceUDID', 'Id of the phone before.', { label: 'Earlier phone' }),
  },
  show: { at: 'at', title: 'how', text: ['fromBuild', 'toBuild', 'size'] },
  example: {
    store: plistOf(`{"RestoreInfo": {"RestoreDate": "2023-09-22T17:05:00Z", "WasCloudRestore": true,
      "BackupBuildVersion": "20G81", "DeviceBuildVersion": "21A329"},
      "DeviceTransferInfo": {"RestoreStartDate": "2024-09-20T16:01:00Z", "BytesTransferred": 64123456789,
      "FilesTransferred": 121212, "SourceDeviceBuildVersion": "21G93", "BuildVersion": "22A3354",
      "SourceDeviceUDID": "00008101-000A11223344001E"}}`),
    rows: `
      at                   | how    | fromBuild | toBuild | fileCount | size        | fromDevice
      2023-09-22T17:05:00Z | icloud | 20G81     | 21A329  |        |             |
      2024-09-20T16:01:00Z | phone  | 21G93     | 22A3354 | 121212 | 64123456789 | 00008101-000A11223344001E`,
  },
});
