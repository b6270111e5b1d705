import { defineRecords, f, from, lookup, sqlite, textOf } from '../kit/records/index.ts';

const GROUP = 'AppDomainGroup-group.org.mozilla.ios.Firefox';

/** `browser.db` has microseconds, of which the migration to `places.db` kept whole milliseconds. */
const EARLIER_DATE = from(['date'], (date) => (typeof date === 'number' ? Math.floor(date / 1000) : null));
/** Page and time of a visit, which are the same in both databases. */
const visitOf = (url: string, date: Parameters<typeof from>[0][number]) =>
  from([url, date], (page, time) => `${textOf(page)} ${textOf(time)}`);
/** Bookmarks of `browser.db` that are neither deleted, nor replaced by one on the phone, nor in `places.db` since. */
const IS_EARLIER_BOOKMARK = from(
  ['type', 'is_deleted', 'is_overridden', lookup('savedSince', 'guid')],
  (type, isDeleted, isOverridden, since) => type === 1 && isDeleted !== 1 && isOverridden !== 1 && since === null,
);
/** The roots have no title in `browser.db`, but an id such as `mobile______`. */
const FOLDER = from(['@up.title', '@up.guid', 'parentName'], (titles, ids, parent) =>
  Array.isArray(titles) && titles.length > 0
    ? titles
        .map((title, at) => textOf(title) || textOf(Array.isArray(ids) ? ids[at] : null).replace(/_+$/, ''))
        .slice(1)
        .join(' / ')
    : parent,
);

/** Pages that Firefox visited and saved: in `places.db`, and in `browser.db` of earlier versions. */
export const firefox = defineRecords({
  id: 'firefox',
  title: 'Firefox',
  area: 'web',
  version: 2,
  needs: 'any',
  absent: 'This backup holds no pages of Firefox.',
  seenOn: ['iOS 14 (path in a real backup)', 'tables as other tools read them', 'synthetic'],
  stores: {
    places: sqlite(GROUP, 'profile.profile/places.db'),
    earlier: sqlite(GROUP, 'profile.profile/browser.db'),
  },
  lookups: {
    visitedSince: {
      store: 'places',
      of: 'moz_historyvisits',
      join: { page: { table: 'moz_places', on: 'place_id', key: 'id' } },
      key: visitOf('page.url', 'visit_date'),
      value: '@key',
    },
    savedSince: { store: 'places', of: 'moz_bookmarks', key: 'guid', value: '@key' },
  },
  kinds: {
    firefox_visits: {
      id: 'firefox-visit',
      name: ['Page visited in Firefox', 'Pages visited in Firefox'],
      icon: 'globe',
      privacy: 'P2',
      rows: [
        {
          store: 'places',
          of: 'moz_historyvisits',
          join: { page: { table: 'moz_places', on: 'place_id', key: 'id' } },
        },
        {
          store: 'earlier',
          of: 'visits',
          join: { page: { table: 'history', on: 'siteID', key: 'id' } },
          where: from([lookup('visitedSince', visitOf('page.url', EARLIER_DATE))], (since) => since === null),
        },
      ],
      fields: {
        visitedAt: f.unixMsTime(['visit_date', EARLIER_DATE], 'When it was opened.'),
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
      rows: [
        {
          store: 'places',
          of: 'moz_bookmarks',
          tree: 'parent',
          join: { page: { table: 'moz_places', on: 'fk', key: 'id' } },
          where: from(['type'], (type) => type === 1),
        },
        ...['bookmarksLocal', 'bookmarksMirror', 'bookmarksBuffer'].map((of) => ({
          store: 'earlier',
          of,
          tree: { parent: 'parentid', key: 'guid' },
          where: IS_EARLIER_BOOKMARK,
        })),
      ],
      fields: {
        title: f.text(['title', 'page.title'], 'Title.'),
        url: f.url(['page.url', 'bmkUri'], 'Address of the page.', { label: 'Address' }),
        folder: f.text(FOLDER, 'Folders that it is in.'),
        addedAt: f.unixAnyTime(['dateAdded', 'date_added'], 'When it was saved.', { label: 'Added' }),
      },
      show: { at: 'addedAt', title: ['title', 'url'], text: ['url', 'folder'] },
    },
  },
  example: {
    files: {
      [`${GROUP}/profile.profile/places.db`]: {
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
