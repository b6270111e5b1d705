import { defineRecords, f, from, sqlite } from '../kit/records/index.ts';
import { SAFARI_FOLDERS } from '../kit/safari-folders.ts';

/** Special folders: the reading list, and the pages that parental controls allow. */
const SPECIAL = [3, 4];

/** Pages that were saved in Safari, with their folders. */
export const safariBookmarks = defineRecords({
  id: 'safari-bookmarks',
  area: 'web',
  version: 2,
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
    ['type', 'deleted', 'hidden', '@up.special_id', '@up.hidden'],
    (type, isDeleted, isHidden, up, areHidden) =>
      type === 0 &&
      !isDeleted &&
      !isHidden &&
      !(Array.isArray(areHidden) && areHidden.includes(1)) &&
      Array.isArray(up) &&
      !SPECIAL.some((id) => up.includes(id)),
  ),
  fields: {
    title: f.text('title', 'Title.'),
    url: f.url('url', 'Address of the page.', { label: 'Address' }),
    folder: f.text(SAFARI_FOLDERS, 'Folders that it is in.'),
    position: f.integer('order_index', 'Its place in the folder.'),
  },
  show: { title: ['title', 'url'], text: ['url', 'folder'] },
  example: {
    store: {
      tables: {
        bookmarks: `
          id | special_id | parent | type | title                 | url                         | order_index | hidden | deleted
          1  | 0          |        | 1    | Root                  |                             | 0           | 0      | 0
          2  | 1          | 1      | 1    | BookmarksBar          |                             | 0           | 0      | 0
          3  | 3          | 1      | 1    | com.apple.ReadingList |                             | 1           | 0      | 0
          7  | 0          | 2      | 1    | Kitchen               |                             | 0           | 0      | 0
          4  | 0          | 7      | 0    | Lemon cake            | https://example.org/cake    | 0           | 0      | 0
          5  | 0          | 3      | 0    | On bees               | https://example.net/bees    | 0           | 0      | 0
          6  | 0          | 1      | 0    | Ferry times           | https://example.org/ferries | 2           | 0      | 0`,
      },
    },
    rows: `
      title       | url                         | folder               | position
      Lemon cake  | https://example.org/cake    | Favourites / Kitchen | 0
      Ferry times | https://example.org/ferries |                      | 2`,
  },
});
