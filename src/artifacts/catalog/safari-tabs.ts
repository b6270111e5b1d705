import { defineRecords, documents, f, from, sqlite, textOf } from '../kit/records/index.ts';
import { asList, asRecord, type Value } from '../kit/records/value.ts';
import {
  groupsOfWindows,
  IS_FREQUENT,
  IS_GROUP_FAVOURITE,
  IS_IN_PINNED_FOLDER,
  IS_IN_PRIVATE_FOLDER,
  TAB_GROUP,
  TAB_PROFILE,
} from '../kit/safari-tab-folders.ts';
import { IS_NOT_TAKEN_OVER, takenOverInto } from '../kit/taken-over.ts';

/** From iOS 26 on times count from 1970: such numbers are no times since 2001. */
const UNIX = 978_307_200;
const DOMAINS = ['HomeDomain', 'AppDomain-com.apple.mobilesafari'];
/** `subtype` of the folder of a profile. */
const PROFILE_FOLDER = 2;
const IS_PRIVATE = from(
  [['private_browsing', 'isPrivate'], IS_IN_PRIVATE_FOLDER],
  (flag, isInFolder) => flag === 1 || flag === true || isInFolder === true,
);
const IS_PINNED = from(
  ['extra_attributes/IsPinned', IS_IN_PINNED_FOLDER],
  (flag, isInFolder) => flag === true || isInFolder,
);
/** In place of a shared group, for systems that cannot show one. */
const PLACEHOLDER = /^https:\/\/www\.icloud\.com\/[^/]*\/unsupported-safari-version$/;
const IS_PLACEHOLDER = from(['hidden', 'url'], (isHidden, url) => isHidden === 1 && PLACEHOLDER.test(textOf(url)));
/** Dates, or seconds. The first is of all devices. */
const VIEWED = [
  'extra_attributes/DateLastViewed',
  'local_attributes/LastVisitTime',
  'last_viewed_time',
  'SafariStateDocumentLastViewedTime',
];
/**
 * The address is empty for a page that was opened and left blank. `url` is what other devices get, which is not there for
 * a file and can be that from before a redirection.
 */
const URLS = [
  'extra_attributes/LocalURL',
  'user_visible_url',
  'url',
  'SafariStateDocumentUserVisibleURL',
  'SafariStateDocumentURL',
];
const HAS_URL = from(URLS, (...urls) => urls.some((url) => textOf(url) !== ''));

/** Open pages of older systems; private ones are in a list of their own. */
function* pagesIn(document: Value): Generator<Value> {
  for (const key of ['SafariStateDocuments', 'SafariStatePrivateDocuments']) {
    for (const entry of asList(asRecord(document)?.[key]) ?? []) {
      const page = asRecord(entry);
      const isPrivate = page?.['SafariStateDocumentUsesPrivateBrowsingStyle'] === true || key.includes('Private');
      if (page !== null) yield { ...page, isPrivate };
    }
  }
}

const TABS = `
  ROWID | title     | url                        | last_viewed_time | private_browsing
  1     | Timetable | https://example.org/trains | 770900000        | 0`;
const BOOKMARKS = `
  id | parent | type | subtype | title                 | url                       | external_uuid | deleted | local_attributes
  0  |        | 1    | 0       | Root                  |                           |               | 0       |
  1  | 0      | 1    | 0       | private               |                           |               | 0       |
  2  | 1      | 0    | 0       | Ring sizes            | https://example.com/rings |               | 0       | plist{"LastVisitTime": "2025-06-01T18:00:00Z"}
  3  | 0      | 1    | 2       | Work                  |                           | 6F1C          | 0       |
  4  | 3      | 1    | 0       | Trips                 |                           |               | 0       |
  5  | 4      | 0    | 0       | Ferries               | https://example.org/ferry |               | 1       | plist{"DateClosed": "2025-06-02T18:00:00Z"}
  6  | 4      | 1    | 1       | TopScopedBookmarkList |                           |               | 0       |
  7  | 6      | 0    | 0       | Harbours              | https://example.org/ports |               | 0       |`;

/** Pages that were open in Safari when the backup was made, private ones too. */
export const safariTabs = defineRecords({
  id: 'safari-tabs',
  area: 'web',
  version: 6,
  needs: 'encrypted',
  absent: 'This backup holds no open pages of Safari.',
  seenOn: [
    'iOS 14 and 16 to 18 (schemas of other tools)',
    'iOS 26 (code of Safari)',
    'iOS 9 and earlier (keys as iOS takes them over, and as other tools read them)',
    'synthetic',
  ],
  lookups: {
    profiles: {
      store: 'store',
      of: 'bookmarks',
      where: from(['subtype'], (subtype) => subtype === PROFILE_FOLDER),
      key: 'external_uuid',
      value: 'title',
    },
    ...groupsOfWindows('store'),
    ...takenOverInto('store', 'tabs'),
  },
  stores: {
    store: [
      sqlite(DOMAINS, ['Library/Safari/BrowserState.db', 'Library/Safari/Profiles/*/BrowserState.db']),
      sqlite(DOMAINS, 'Library/Safari/SafariTabs.db'),
    ],
    older: documents(DOMAINS, 'Library/Safari/SuspendState.plist'),
  },
  table: 'safari_tabs',
  name: ['Open page', 'Open pages'],
  icon: 'panel-top',
  privacy: 'P2',
  rows: [
    {
      store: 'store',
      of: ['tabs', 'bookmarks'],
      tree: 'parent',
      where: from(
        ['@table', 'type', HAS_URL, IS_PLACEHOLDER],
        (table, type, hasUrl, isPlaceholder) =>
          hasUrl === true && isPlaceholder !== true && (table === 'tabs' || type === 0),
      ),
    },
    {
      store: 'older',
      of: pagesIn,
      where: from([HAS_URL, IS_NOT_TAKEN_OVER], (hasUrl, isNotTakenOver) => hasUrl === true && isNotTakenOver === true),
    },
  ],
  fields: {
    title: f.text(['extra_attributes/LocalTitle', 'title', 'SafariStateDocumentTitle'], 'Title of the page.'),
    url: f.url(URLS, 'Its address.', { label: 'Address' }),
    isPrivate: f.flag(IS_PRIVATE, 'Opened in private.', { label: 'Private' }),
    group: f.text(TAB_GROUP, 'Group of tabs.'),
    viewedAt: f.cocoaTime(VIEWED, 'When it was last looked at.', { label: 'Last viewed', unixFrom: UNIX }),
    closedAt: f.cocoaTime(['local_attributes/DateClosed', 'date_closed'], 'When it was closed.', {
      label: 'Closed',
      unixFrom: UNIX,
    }),
    isPinned: f.flag(IS_PINNED, 'Pinned.', { label: 'Pinned' }),
    isFavourite: f.flag(IS_GROUP_FAVOURITE, 'A favourite of the group of tabs, which was not open.', {
      label: 'Favourite',
    }),
    isFrequent: f.flag(IS_FREQUENT, 'A page that was often visited, which was not open.', {
      label: 'Frequently visited',
    }),
    isDeleted: f.flag('deleted', 'Removed, but still there for other devices.', { label: 'Deleted' }),
    profile: f.text([TAB_PROFILE, '@1 > profiles', '@1'], 'Profile of Safari.'),
  },
  show: { at: 'viewedAt', title: ['title', 'url'], text: ['url', 'group'], order: '-viewedAt' },
  example: {
    files: {
      'HomeDomain/Library/Safari/Profiles/6F1C/BrowserState.db': { tables: { tabs: TABS } },
      'HomeDomain/Library/Safari/SafariTabs.db': { tables: { bookmarks: BOOKMARKS } },
    },
    rows: `
      title      | url                        | isPrivate | group   | viewedAt             | closedAt             | isFavourite | isDeleted | profile
      Timetable  | https://example.org/trains | false     |         | 2025-06-06T10:53:20Z |                      | false      |           | Work
      Ring sizes | https://example.com/rings  | true      |         | 2025-06-01T18:00:00Z |                      | false      | false     |
      Ferries    | https://example.org/ferry  | false     | Trips   |                      | 2025-06-02T18:00:00Z | false      | true      | Work
      Harbours   | https://example.org/ports  | false     | Trips   |                      |                      | true       | false     | Work`,
  },
});
