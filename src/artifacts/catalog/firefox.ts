import { defineRecords, f, folderPath, from, sqlite } from '../kit/records/index.ts';

/** Pages that Firefox visited and saved. */
export const firefox = defineRecords({
  id: 'firefox',
  title: 'Firefox',
  area: 'web',
  version: 1,
  needs: 'any',
  absent: 'This backup holds no pages of Firefox.',
  seenOn: ['iOS 14 (path in a real backup)', 'tables as another tool reads them', 'synthetic'],
  store: sqlite('AppDomainGroup-group.org.mozilla.ios.Firefox', 'profile.profile/places.db'),
  kinds: {
    firefox_visits: {
      id: 'firefox-visit',
      name: ['Page visited in Firefox', 'Pages visited in Firefox'],
      icon: 'globe',
      privacy: 'P2',
      rows: 'moz_historyvisits',
      join: { page: { table: 'moz_places', on: 'place_id', key: 'id' } },
      fields: {
        visitedAt: f.unixMsTime('visit_date', 'When it was opened.'),
        title: f.text('page.title', 'Title of the page.'),
        url: f.url('page.url', 'Its address.', { label: 'Address' }),
        isFromOtherDevice: f.flag('is_local', 'Opened on another device, synchronised.', { is: 0 }),
        visits: f.integer('page.visit_count_local', 'How often the page was opened on this phone.'),
      },
      show: { at: 'visitedAt', title: ['title', 'url'], text: ['url'] },
    },
    firefox_bookmarks: {
      id: 'firefox-bookmark',
      name: ['Bookmark in Firefox', 'Bookmarks in Firefox'],
      icon: 'bookmark',
      privacy: 'P1',
      rows: 'moz_bookmarks',
      tree: 'parent',
      join: { page: { table: 'moz_places', on: 'fk', key: 'id' } },
      where: from(['type'], (type) => type === 1),
      fields: {
        title: f.text(['title', 'page.title'], 'Title.'),
        url: f.url('page.url', 'Address of the page.', { label: 'Address' }),
        folder: f.text(folderPath('title'), 'Folders that it is in.'),
        addedAt: f.unixAnyTime('dateAdded', 'When it was saved.', { label: 'Added' }),
      },
      show: { at: 'addedAt', title: ['title', 'url'], text: ['url', 'folder'] },
    },
  },
  example: {
    store: {
      tables: {
        moz_places: `
          id | url                         | title       | visit_count_local
          1  | https://example.org/ferries | Ferry times | 2`,
        moz_historyvisits: `
          id | place_id | visit_date    | is_local
          1  | 1        | 1749200000000 | 1
          2  | 1        | 1749250000500 | 0`,
        moz_bookmarks: `
          id | type | fk | parent | title  | dateAdded
          1  | 2    |    |        | root   | 1740000000000
          2  | 2    |    | 1      | mobile | 1740000000000
          3  | 1    | 1  | 2      |        | 1749200000000`,
      },
    },
    rows: {
      firefox_visits: `
        visitedAt                | title       | url                         | isFromOtherDevice | visits
        2025-06-06T08:53:20Z     | Ferry times | https://example.org/ferries | false             | 2
        2025-06-06T22:46:40.500Z | Ferry times | https://example.org/ferries | true              | 2`,
      firefox_bookmarks: `
        title       | url                         | folder | addedAt
        Ferry times | https://example.org/ferries | mobile | 2025-06-06T08:53:20Z`,
    },
  },
});
