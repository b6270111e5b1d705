import { defineRecords, f, sqlite } from '../kit/records/index.ts';

/** From iOS 26 on times count from 1970: such numbers are no times since 2001. */
const UNIX = 978_307_200;
const DOMAINS = ['HomeDomain', 'AppDomain-com.apple.mobilesafari'];

/** Pages that Safari visited. */
export const safariHistory = defineRecords({
  id: 'safari-history',
  area: 'web',
  version: 1,
  needs: 'encrypted',
  absent: 'This backup holds no history of Safari.',
  seenOn: ['iOS 9 and 14 (real backups)', 'synthetic'],
  stores: {
    history: sqlite(DOMAINS, ['Library/Safari/History.db', 'Library/Safari/Profiles/*/History.db']),
    tabs: sqlite(DOMAINS, 'Library/Safari/SafariTabs.db', { enriches: true }),
  },
  lookups: { profiles: { store: 'tabs', of: 'bookmarks', key: 'external_uuid', value: 'title' } },
  table: 'safari_visits',
  name: ['Visited page', 'Visited pages'],
  icon: 'globe',
  privacy: 'P2',
  rows: 'history_visits',
  join: { page: { table: 'history_items', on: 'history_item', key: 'id' } },
  fields: {
    visitedAt: f.cocoaTime('visit_time', 'When it was opened.', { unixFrom: UNIX }),
    title: f.text('title', 'Title of the page.'),
    url: f.url('page.url', 'Its address.', { label: 'Address' }),
    visits: f.integer('page.visit_count', 'How often the page was opened in all.'),
    isFromOtherDevice: f.flag('origin', 'Opened on another device, synchronised.', { is: 1 }),
    hasFailed: f.flag('load_successful', 'The page could not be loaded.', { is: 0 }),
    profile: f.text(['@1 > profiles', '@1'], 'Profile of Safari.'),
  },
  show: { at: 'visitedAt', title: ['title', 'url'], text: ['url'] },
  example: {
    store: {
      tables: {
        history_items: [{ id: 1, url: 'https://example.org/tandem-tours', visit_count: 2 }],
        history_visits: `
          id | history_item | visit_time  | title                        | load_successful | origin
          1  | 1            | 770900000   | Tandem tours along the river | 1               | 0
          2  | 1            | 770986400.5 |                              | 0               | 1`,
      },
    },
    files: {
      'HomeDomain/Library/Safari/Profiles/6F1C/History.db': {
        tables: { history_visits: [{ id: 1, visit_time: 1_749_200_000, title: 'Lemonade' }] },
      },
      'HomeDomain/Library/Safari/SafariTabs.db': {
        tables: { bookmarks: [{ id: 91, title: 'Work', external_uuid: '6F1C' }] },
      },
    },
    rows: `
      visitedAt                | title                        | visits | isFromOtherDevice | hasFailed | profile
      2025-06-06T10:53:20Z     | Tandem tours along the river | 2      | false             | false     |
      2025-06-07T10:53:20.500Z |                              | 2      | true              | true      |
      2025-06-06T08:53:20Z     | Lemonade                     |        |                   |           | Work`,
  },
});
