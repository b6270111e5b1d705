import { defineRecords, f, from, sqlite } from '../kit/records/index.ts';

const DOMAINS = ['HomeDomain', 'AppDomain-com.apple.mobilesafari'];
const PRIVATE = ['private', 'privatePinned'];
const IS_PRIVATE = from(
  ['private_browsing', '@up.title'],
  (flag, up) => flag === 1 || (Array.isArray(up) && PRIVATE.some((title) => up.includes(title))),
);
const GROUP = from(['@up.title'], (titles) => (Array.isArray(titles) ? (titles.at(-1) ?? null) : null));
/** Dates, or seconds since 2001. */
const VIEWED = ['local_attributes/LastVisitTime', 'extra_attributes/DateLastViewed', 'last_viewed_time'];

const TABS = `
  ROWID | title     | url                        | last_viewed_time | private_browsing
  1     | Timetable | https://example.org/trains | 770900000        | 0`;
const BOOKMARKS = `
  id | parent | type | title      | url                       | local_attributes
  1  |        | 1    | private    |                           |
  2  | 1      | 0    | Ring sizes | https://example.com/rings | plist{"LastVisitTime": "2025-06-01T18:00:00Z"}`;

/** Pages that were open in Safari when the backup was made, private ones too. */
export const safariTabs = defineRecords({
  id: 'safari-tabs',
  area: 'web',
  version: 2,
  needs: 'encrypted',
  absent: 'This backup holds no open pages of Safari.',
  seenOn: ['iOS 14 and 16 to 18 (schemas of other tools)', 'synthetic'],
  store: [
    sqlite(DOMAINS, ['Library/Safari/BrowserState.db', 'Library/Safari/Profiles/*/BrowserState.db']),
    sqlite(DOMAINS, 'Library/Safari/SafariTabs.db'),
  ],
  table: 'safari_tabs',
  name: ['Open page', 'Open pages'],
  icon: 'panel-top',
  privacy: 'P2',
  rows: ['tabs', 'bookmarks'],
  tree: 'parent',
  where: from(['@table', 'type', 'url'], (table, type, url) => url !== null && (table === 'tabs' || type === 0)),
  fields: {
    title: f.text('title', 'Title of the page.'),
    url: f.url(['user_visible_url', 'url'], 'Its address.', { label: 'Address' }),
    isPrivate: f.flag(IS_PRIVATE, 'Opened in private.', { label: 'Private' }),
    group: f.text(GROUP, 'Group of tabs.'),
    viewedAt: f.cocoaTime(VIEWED, 'When it was last looked at.', { label: 'Last viewed' }),
    profile: f.text('@1', 'Profile of Safari.'),
  },
  show: { at: 'viewedAt', title: ['title', 'url'], text: ['url', 'group'], order: '-viewedAt' },
  example: {
    files: {
      'HomeDomain/Library/Safari/Profiles/6F1C/BrowserState.db': { tables: { tabs: TABS } },
      'HomeDomain/Library/Safari/SafariTabs.db': { tables: { bookmarks: BOOKMARKS } },
    },
    rows: `
      title      | url                        | isPrivate | group   | viewedAt             | profile
      Timetable  | https://example.org/trains | false     |         | 2025-06-06T10:53:20Z | 6F1C
      Ring sizes | https://example.com/rings  | true      | private | 2025-06-01T18:00:00Z |`,
  },
});
