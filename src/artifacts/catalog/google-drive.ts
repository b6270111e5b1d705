import { defineRecords, f, from, sqlite } from '../kit/records/index.ts';

/** Apps of Google that keep the list of files: Drive itself, Docs, Sheets, Gmail, Chat. */
const DOMAINS = ['AppDomain-com.google.*', 'AppDomainPlugin-com.google.*'];
const FOLDERS = ['cello', 'gdx-cello'].map((folder) => `Documents/drivekit/users/*/${folder}/cello.db`);

/** Files of Google Drive by name, as far as the phone had seen them; their contents are in the cloud. */
export const googleDrive = defineRecords({
  id: 'google-drive',
  title: 'Google Drive',
  area: 'documents',
  version: 1,
  needs: 'any',
  absent: 'This backup holds no list of files of Google Drive.',
  seenOn: ['iOS 12 to 18 (tables and columns as another tool reads them)', 'synthetic'],
  store: sqlite(DOMAINS, FOLDERS),
  table: 'google_drive_files',
  name: ['File in Google Drive', 'Files in Google Drive'],
  icon: 'cloud',
  privacy: 'P1',
  rows: 'items',
  where: from(['is_folder'], (isFolder) => isFolder !== 1),
  join: {
    parent: { table: 'stable_parents', on: 'stable_id', key: 'item_stable_id' },
    folder: { table: 'items', on: 'parent.parent_stable_id', key: 'stable_id' },
  },
  // Each app of Google has a list of its own.
  key: ['id', 'stable_id'],
  merge: {},
  fields: {
    name: f.text(['title', 'local_title'], 'Name of the file.'),
    folder: f.text(['folder.title', 'folder.local_title'], 'The folder that it lies in.'),
    type: f.text('mime_type', 'Its type.'),
    size: f.bytes(['quota_bytes', 'file_size'], 'Size.'),
    createdAt: f.unixMsTime('created_date', 'When it was created.'),
    modifiedAt: f.unixMsTime('modified_date', 'When it was last changed.', { label: 'Last changed' }),
    viewedAt: f.unixMsTime('viewed_by_me_date', 'When it was last opened by this account.', { label: 'Last opened' }),
    sharedAt: f.unixMsTime('shared_with_me_date', 'When it was shared with this account.', { label: 'Shared' }),
    isOwn: f.flag('is_owner', 'It belongs to this account.', { label: 'Own' }),
    isStarred: f.flag('starred', 'It is starred.', { label: 'Starred' }),
    isDeleted: f.flag('trashed', 'It is in the bin.', { label: 'Deleted' }),
    deletedAt: f.unixMsTime('trashed_date', 'When it was put into the bin.', { label: 'Deleted on' }),
    account: f.text('@1', 'The number of the account.'),
  },
  show: { at: 'modifiedAt', title: 'name', text: ['folder', 'type'] },
  example: {
    files: {
      'AppDomain-com.google.Drive/Documents/drivekit/users/104200000000000000001/cello/cello.db': {
        sql: [
          `CREATE TABLE items (stable_id INTEGER PRIMARY KEY, id TEXT, title TEXT, mime_type TEXT, created_date INTEGER,
             modified_date INTEGER, viewed_by_me_date INTEGER, shared_with_me_date INTEGER, trashed_date INTEGER,
             quota_bytes INTEGER, is_folder INTEGER, starred INTEGER, is_owner INTEGER, trashed INTEGER)`,
          `INSERT INTO items VALUES
             (1, 'root', 'My Drive', 'application/vnd.google-apps.folder', 1740000000000, 1740000000000, NULL, NULL, NULL,
               NULL, 1, 0, 1, 0),
             (2, '1AbcD', 'Lease.pdf', 'application/pdf', 1748000000000, 1749200000000, 1749250000000, NULL, NULL,
               120400, 0, 1, 1, 0),
             (3, '2EfgH', 'Seating.xls', 'application/vnd.ms-excel', 1747000000000, 1747000100000, NULL, 1748100000000,
               1749000000000, 2048, 0, 0, 0, 1)`,
          'CREATE TABLE stable_parents (item_stable_id INTEGER, parent_stable_id INTEGER)',
          'INSERT INTO stable_parents VALUES (2, 1)',
        ],
      },
    },
    rows: `
      name        | folder   | type                     | size   | createdAt            | modifiedAt           | viewedAt             | sharedAt             | isOwn | isStarred | isDeleted | deletedAt            | account
      Lease.pdf   | My Drive | application/pdf          | 120400 | 2025-05-23T11:33:20Z | 2025-06-06T08:53:20Z | 2025-06-06T22:46:40Z |                      | true  | true      | false     |                      | 104200000000000000001
      Seating.xls |          | application/vnd.ms-excel | 2048   | 2025-05-11T21:46:40Z | 2025-05-11T21:48:20Z |                      | 2025-05-24T15:20:00Z | false | false     | true      | 2025-06-04T01:20:00Z | 104200000000000000001`,
  },
});
