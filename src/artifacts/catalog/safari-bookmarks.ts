import { defineRecords, f, folderPath, from, sqlite } from '../kit/records/index.ts';

/** Special folders: the reading list, and the pages that parental controls allow. */
const SPECIAL = [3, 4];

/** Pages that were saved in Safari, with their folders. */
export const safariBookmarks = defineRecords({
  id: 'safari-bookmarks',
  area: 'web',
  version: 1,
  needs: 'any',
  absent: 'This backup holds no bookmarks of Safari.',
  seenOn: ['iOS 9 (schema of a real backup)', 'synthetic'],
  store: sqlite(['HomeDomain', 'AppDomain-com.apple.mobilesafari'], 'Library/Safari/Bookmarks.db'),
  table: 'safari_bookmarks',
  name: ['Bookmark', 'Bookmarks'],
  icon: 'bookmark',
  privacy: 'P1',
  rows: 'bookmarks',
  tree: 'parent',
  where: from(
    ['type', 'deleted', 'hidden', '@up.special_id'],
    (type, isDeleted, isHidden, up) =>
      type === 0 && !isDeleted && !isHidden && Array.isArray(up) && !SPECIAL.some((id) => up.includes(id)),
  ),
  fields: {
    title: f.text('title', 'Title.'),
    url: f.url('url', 'Address of the page.', { label: 'Address' }),
    folder: f.text(folderPath('title'), 'Folders that it is in.'),
    position: f.integer('order_index', 'Its place in the folder.'),
  },
  show: { title: ['title', 'url'], text: ['url', 'folder'] },
  example: {
    store: {
      tables: {
        bookmarks: `
          id | special_id | parent | type | title                 | url                         | order_index | hidden | deleted
          1  | 0          |        | 1    | Root                  |                             | 0           | 0      | 0
          2  | 0          | 1      | 1    | Kitchen               |                             | 0           | 0      | 0
          3  | 3          | 1      | 1    | com.apple.ReadingList |                             | 1           | 0      | 0
          4  | 0          | 2      | 0    | Lemon cake            | https://example.org/cake    | 0           | 0      | 0
          5  | 0          | 3      | 0    | On bees               | https://example.net/bees    | 0           | 0      | 0
          6  | 0          | 1      | 0    | Ferry times           | https://example.org/ferries | 2           | 0      | 0`,
      },
    },
    rows: `
      title       | url                         | folder  | position
      Lemon cake  | https://example.org/cake    | Kitchen | 0
      Ferry times | https://example.org/ferries |         | 2`,
  },
});
