import { defineRecords, f, from, sqlite, textOf } from '../kit/records/index.ts';

const FOLDER = from(['@up.item_filename'], (names) => (Array.isArray(names) ? names.map(textOf).join('/') : null));
/** More than 4 is shared; the bits below say what may be done with it. */
const SHARED = from(['item_sharing_options'], (options) => (typeof options === 'number' ? options > 4 : null));
/** Only what was deleted itself has the path that it comes back to: not what is in a deleted folder. */
const DELETED = from(
  ['item_trash_put_back_path', '@up.item_trash_put_back_path'],
  (path, above) => path !== null || (Array.isArray(above) && above.some((each) => each !== null)),
);

/** Files of iCloud Drive by name, also those whose contents are in iCloud only. */
export const icloudDrive = defineRecords({
  id: 'icloud-drive',
  area: 'documents',
  version: 3,
  needs: 'any',
  absent: 'This backup holds no list of files of iCloud Drive.',
  seenOn: ['iOS 16 and 17 (26 and 27 files in backups, as another tool reads them)', 'synthetic'],
  stores: { drive: sqlite('HomeDomain', 'Library/Application Support/CloudDocs/session/db/client.db') },
  kinds: {
    icloud_files: {
      id: 'icloud-drive',
      name: ['File in iCloud Drive', 'Files in iCloud Drive'],
      icon: 'cloud',
      privacy: 'P1',
      rows: { store: 'drive', of: 'client_items' },
      // Folders have no size: they are part of the path of their files. Files have none until they are in iCloud.
      where: from(['version_size', 'item_type'], (size, type) => size !== null || type === 1),
      tree: { parent: 'item_parent_id', key: 'item_id' },
      join: { app: { table: 'app_libraries', on: 'app_library_rowid' } },
      fields: {
        name: f.text('item_filename', 'Name of the file.'),
        folder: f.text(FOLDER, 'The folder, from that of the app on.'),
        size: f.bytes('version_size', 'Size.'),
        createdAt: f.unixTime('item_birthtime', 'When it was created.'),
        modifiedAt: f.unixTime('version_mtime', 'When it was last changed.', { label: 'Last changed' }),
        openedAt: f.unixTime('item_lastusedtime', 'When it was last opened.', { label: 'Last opened' }),
        app: f.text('app.app_library_name', 'Bundle id of the app that the folder belongs to.'),
        isShared: f.flag(SHARED, 'It is shared with others.', { label: 'Shared' }),
        isDeleted: f.flag(DELETED, 'It was recently deleted.', { label: 'Recently deleted' }),
      },
      show: { at: 'modifiedAt', title: 'name', text: ['folder'] },
    },
    icloud_app_folders: {
      id: 'icloud-app-folder',
      name: ['App with files in iCloud', 'Apps with files in iCloud'],
      icon: 'folder',
      privacy: 'P1',
      rows: { store: 'drive', of: 'app_libraries' },
      // An app that only could have files has none.
      where: from(['auto_document_count', 'auto_client_item_count'], (...counts) =>
        counts.some((count) => typeof count === 'number' && count > 0),
      ),
      fields: {
        app: f.text('app_library_name', 'Bundle id of the app, or the container that several apps share.'),
        documents: f.integer('auto_document_count', 'How many files it has there.', { label: 'Files' }),
        items: f.integer('auto_client_item_count', 'How many files and folders.', { label: 'Files and folders' }),
        size: f.bytes('auto_aggregate_size', 'Size of all of them.'),
      },
      show: { title: 'app', text: ['documents', 'size'], order: 'app' },
    },
  },
  example: {
    store: {
      tables: {
        app_libraries: `
          rowid | app_library_name    | auto_document_count | auto_client_item_count | auto_aggregate_size
          1     | com.apple.CloudDocs | 2                   | 4                      | 120412
          2     | com.apple.Numbers   | 0                   | 0                      | 0`,
        client_items: `
          rowid | item_id | item_parent_id | item_filename | version_size | item_birthtime | version_mtime | item_lastusedtime | app_library_rowid | item_sharing_options | item_trash_put_back_path
          1     | x'01aa' | x'00'          | Garden        |              | 1740000000     |               |                   | 1                 | 0                    |
          2     | x'02aa' | x'01aa'        | Beds          |              | 1740000000     |               |                   | 1                 | 0                    |
          3     | x'03aa' | x'02aa'        | plan.pdf      | 120400       | 1740000000     | 1749200000    | 1749250000        | 1                 | 68                   |
          4     | x'04aa' | x'00'          | old.txt       | 12           | 1730000000     | 1730000100    |                   | 1                 | 0                    | /`,
      },
    },
    rows: {
      icloud_files: `
      name     | folder      | size   | createdAt            | modifiedAt           | openedAt             | app                 | isShared | isDeleted
      plan.pdf | Garden/Beds | 120400 | 2025-02-19T21:20:00Z | 2025-06-06T08:53:20Z | 2025-06-06T22:46:40Z | com.apple.CloudDocs | true     | false
      old.txt  |             | 12     | 2024-10-27T03:33:20Z | 2024-10-27T03:35:00Z |                      | com.apple.CloudDocs | false    | true`,
      icloud_app_folders: `
        app                 | documents | items | size
        com.apple.CloudDocs | 2         | 4     | 120412`,
    },
  },
});
