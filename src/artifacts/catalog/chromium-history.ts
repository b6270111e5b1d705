import { BROWSER, chromiumStore } from '../kit/records/chromium.ts';
import { defineRecords, f, from, millionths, textOf } from '../kit/records/index.ts';

/** How a page was reached; the bits above say more. */
const CORE = from(['transition'], (transition) => (typeof transition === 'number' ? transition & 0xff : null));

/** Source of visits that came with synchronisation; those made in this browser have no row. */
const SYNCED = 0;
/** Newer versions name the device of such a visit, older ones only its source. Other visits have an empty name. */
const IS_FROM_OTHER_DEVICE = from(
  ['originator_cache_guid', 'origin.source'],
  (device, source) => source === SYNCED || (textOf(device) ?? '') !== '',
);
/** What but a person added a visit. */
const ADDED_BY = from(['origin.source'], (source) => (source === SYNCED || source === 1 ? null : source));

/** Pages that Chrome, Edge and Brave visited. Newer versions keep them out of backups. */
export const chromiumHistory = defineRecords({
  id: 'chromium-history',
  area: 'web',
  version: 3,
  needs: 'any',
  absent: 'This backup holds no history of Chrome, Edge or Brave: newer versions keep it out of backups.',
  seenOn: ['iOS 14 (path in a real backup)', 'synthetic'],
  store: chromiumStore('History'),
  table: 'chromium_visits',
  name: ['Page visited in Chrome, Edge or Brave', 'Pages visited in Chrome, Edge and Brave'],
  icon: 'globe',
  privacy: 'P2',
  rows: 'visits',
  join: {
    page: { table: 'urls', on: 'url', key: 'id' },
    origin: { table: 'visit_source', on: 'id', key: 'id' },
  },
  fields: {
    visitedAt: f.webkitTime('visit_time', 'When it was opened.'),
    title: f.text('page.title', 'Title of the page.'),
    url: f.url('page.url', 'Its address.', { label: 'Address' }),
    how: f.code(CORE, 'How it was reached.', {
      0: ['link', 'By a link'],
      1: ['typed', 'Typed'],
      2: ['bookmark', 'By a bookmark'],
      3: ['frame', 'Part of a page'],
      4: ['frame-link', 'By a link in a part of a page'],
      5: ['search', 'Typed words, as a search'],
      6: ['start', 'Page at the start'],
      7: ['form', 'By a form'],
      8: ['reload', 'Loaded again'],
      9: ['keyword', 'By a search engine that was named'],
      10: ['keyword-search', 'Search of that engine'],
    }),
    seconds: f.duration(millionths('visit_duration'), 'How long it was open.', { label: 'Duration' }),
    visits: f.integer('page.visit_count', 'How often the page was opened in all.'),
    isFromOtherDevice: f.flag(IS_FROM_OTHER_DEVICE, 'Opened on another device, synchronised.'),
    device: f.text('originator_cache_guid', 'Id of that device in synchronisation.', { label: 'Device id' }),
    addedBy: f.code(
      ADDED_BY,
      'What added the visit, if it was not made in this browser.',
      {
        2: ['extension', 'An extension'],
        3: ['firefox', 'Import from Firefox'],
        4: ['internet-explorer', 'Import from Internet Explorer'],
        5: ['safari', 'Import from Safari'],
      },
      { label: 'Added by' },
    ),
    browser: BROWSER,
  },
  show: { at: 'visitedAt', title: ['title', 'url'], text: ['url'], duration: 'seconds' },
  example: {
    store: {
      tables: {
        urls: `
          id | url                         | title       | visit_count
          1  | https://example.org/ferries | Ferry times | 2
          2  | https://example.net/bees    |             | 1`,
        visits: `
          id | url | visit_time        | transition | visit_duration | originator_cache_guid
          1  | 1   | 13393673600000000 | 805306369  | 12500000       |
          2  | 2   | 13393723600500000 | 0          | 0              | 4mWc0vJ3nHk9Qx1sYbT2Zg==
          3  | 2   | 13393723600600000 | 0          | 0              |`,
        visit_source: `
          id | source
          2  | 0
          3  | 5`,
      },
    },
    rows: `
      visitedAt                | title       | url                         | how   | seconds | visits | isFromOtherDevice | device                   | addedBy | browser
      2025-06-06T08:53:20Z     | Ferry times | https://example.org/ferries | typed | 12.5    | 2      | false             |                          |         | com.google.chrome.ios
      2025-06-06T22:46:40.500Z |             | https://example.net/bees    | link  | 0       | 1      | true              | 4mWc0vJ3nHk9Qx1sYbT2Zg== |         | com.google.chrome.ios
      2025-06-06T22:46:40.600Z |             | https://example.net/bees    | link  | 0       | 1      | false             |                          | safari  | com.google.chrome.ios`,
  },
});
