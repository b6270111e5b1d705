import { defineRecords, f, from, sqlite } from '../kit/records/index.ts';

/** The special folder that is the reading list. */
const READING_LIST = 3;
const FACTS = 'extra_attributes/com.apple.ReadingList';

/** Pages that were put on Safari's reading list. */
export const safariReadingList = defineRecords({
  id: 'safari-reading-list',
  area: 'web',
  version: 1,
  needs: 'any',
  absent: 'This backup holds no reading list of Safari.',
  seenOn: ['iOS 9 (schema of a real backup)', 'synthetic'],
  store: sqlite(['HomeDomain', 'AppDomain-com.apple.mobilesafari'], 'Library/Safari/Bookmarks.db'),
  table: 'safari_reading_list',
  name: ['Reading list item', 'Reading list'],
  icon: 'glasses',
  privacy: 'P1',
  rows: 'bookmarks',
  tree: 'parent',
  where: from(
    ['type', 'deleted', '@up.special_id'],
    (type, isDeleted, up) => type === 0 && !isDeleted && Array.isArray(up) && up.includes(READING_LIST),
  ),
  fields: {
    title: f.text('title', 'Title.'),
    url: f.url('url', 'Address of the page.', { label: 'Address' }),
    preview: f.text(`${FACTS}/PreviewText`, 'How the text begins.'),
    addedAt: f.date(`${FACTS}/DateAdded`, 'When it was added.', { label: 'Added' }),
    readAt: f.date(`${FACTS}/DateLastViewed`, 'When it was last read.', { label: 'Last read' }),
  },
  show: { at: 'addedAt', title: ['title', 'url'], text: ['preview', 'url'], order: '-addedAt' },
  example: {
    // The database itself is part of the example of the bookmarks.
    files: {
      'AppDomain-com.apple.mobilesafari/Library/Safari/Bookmarks.db': {
        tables: {
          bookmarks: `
            id | special_id | parent | type | title                 | url                      | deleted | extra_attributes
            1  | 3          |        | 1    | com.apple.ReadingList |                          | 0       |
            2  | 0          | 1      | 0    | On bees               | https://example.net/bees | 0       | plist{"com.apple.ReadingList": {"DateAdded": "2025-03-02T10:00:00Z", "DateLastViewed": "2025-03-09T10:00:00Z", "PreviewText": "A hive has one queen."}}`,
        },
      },
    },
    rows: `
      title   | url                      | preview               | addedAt              | readAt
      On bees | https://example.net/bees | A hive has one queen. | 2025-03-02T10:00:00Z | 2025-03-09T10:00:00Z`,
  },
});
