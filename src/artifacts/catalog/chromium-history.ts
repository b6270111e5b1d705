import { BROWSER, chromiumStore } from '../kit/records/chromium.ts';
import { defineRecords, f, from, millionths } from '../kit/records/index.ts';

/** How a page was reached; the bits above say more. */
const CORE = from(['transition'], (transition) => (typeof transition === 'number' ? transition & 0xff : null));

/** Pages that Chrome, Edge and Brave visited. Newer versions keep them out of backups. */
export const chromiumHistory = defineRecords({
  id: 'chromium-history',
  area: 'web',
  version: 2,
  needs: 'any',
  absent: 'This backup holds no history of Chrome, Edge or Brave: newer versions keep it out of backups.',
  seenOn: ['iOS 14 (path in a real backup)', 'synthetic'],
  store: chromiumStore('History'),
  table: 'chromium_visits',
  name: ['Page visited in Chrome, Edge or Brave', 'Pages visited in Chrome, Edge and Brave'],
  icon: 'globe',
  privacy: 'P2',
  rows: 'visits',
  join: { page: { table: 'urls', on: 'url', key: 'id' } },
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
          id | url | visit_time        | transition | visit_duration
          1  | 1   | 13393673600000000 | 805306369  | 12500000
          2  | 2   | 13393723600500000 | 0          | 0`,
      },
    },
    rows: `
      visitedAt                | title       | url                         | how   | seconds | visits | browser
      2025-06-06T08:53:20Z     | Ferry times | https://example.org/ferries | typed | 12.5    | 2      | com.google.chrome.ios
      2025-06-06T22:46:40.500Z |             | https://example.net/bees    | link  | 0       | 1      | com.google.chrome.ios`,
  },
});
