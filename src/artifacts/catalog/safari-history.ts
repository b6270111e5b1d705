import { defineRecords, documents, f, from, sqlite } from '../kit/records/index.ts';
import { asList, asRecord, type Value } from '../kit/records/value.ts';
import { IS_NOT_TAKEN_OVER, takenOverInto } from '../kit/taken-over.ts';

/** From iOS 26 on times count from 1970: such numbers are no times since 2001. */
const UNIX = 978_307_200;
const DOMAINS = ['HomeDomain', 'AppDomain-com.apple.mobilesafari'];

/** Pages in the history of iOS 7 and earlier, with their last visit. The key of the address is empty. */
function* pagesIn(document: Value): Generator<Value> {
  for (const entry of asList(asRecord(document)?.['WebHistoryDates']) ?? []) {
    const page = asRecord(entry);
    if (page !== null) yield { ...page, address: page[''] ?? null };
  }
}

const FAILED = from(['load_successful', 'lastVisitWasFailure'], (isLoaded, hasFailed) =>
  isLoaded === null ? hasFailed : isLoaded === 0,
);

/** Pages that Safari visited. */
export const safariHistory = defineRecords({
  id: 'safari-history',
  area: 'web',
  version: 2,
  needs: 'encrypted',
  absent: 'This backup holds no history of Safari.',
  seenOn: ['iOS 9 and 14 (real backups)', 'iOS 7 and earlier (keys as other tools read them)', 'synthetic'],
  stores: {
    history: sqlite(DOMAINS, ['Library/Safari/History.db', 'Library/Safari/Profiles/*/History.db']),
    older: documents(DOMAINS, 'Library/Safari/History.plist'),
    tabs: sqlite(DOMAINS, 'Library/Safari/SafariTabs.db', { enriches: true }),
  },
  lookups: {
    profiles: { store: 'tabs', of: 'bookmarks', key: 'external_uuid', value: 'title' },
    ...takenOverInto('history', 'history_visits'),
  },
  table: 'safari_visits',
  name: ['Visited page', 'Visited pages'],
  icon: 'globe',
  privacy: 'P2',
  rows: [
    {
      store: 'history',
      of: 'history_visits',
      join: { page: { table: 'history_items', on: 'history_item', key: 'id' } },
    },
    { store: 'older', of: pagesIn, where: IS_NOT_TAKEN_OVER },
  ],
  fields: {
    visitedAt: f.cocoaTime(['visit_time', 'lastVisitedDate'], 'When it was opened.', { unixFrom: UNIX }),
    title: f.text(['title', 'displayTitle'], 'Title of the page.'),
    url: f.url(['page.url', 'address'], 'Its address.', { label: 'Address' }),
    visits: f.integer(['page.visit_count', 'visitCount'], 'How often the page was opened in all.'),
    isFromOtherDevice: f.flag('origin', 'Opened on another device, synchronised.', { is: 1 }),
    hasFailed: f.flag(FAILED, 'The page could not be loaded.'),
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
