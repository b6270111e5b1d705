import { defineRecords, f, sqlite } from '../kit/records/index.ts';

/** Pages that DuckDuckGo visited and did not forget. */
export const duckduckgo = defineRecords({
  id: 'duckduckgo',
  title: 'DuckDuckGo',
  area: 'web',
  version: 1,
  needs: 'any',
  absent: 'This backup holds no history of DuckDuckGo.',
  seenOn: ['tables as another tool reads them', 'synthetic'],
  store: sqlite('AppDomain-com.duckduckgo.mobile.ios', 'Library/Application Support/History.sqlite'),
  table: 'duckduckgo_pages',
  name: ['Page visited in DuckDuckGo', 'Pages visited in DuckDuckGo'],
  icon: 'globe',
  privacy: 'P2',
  rows: 'ZBROWSINGHISTORYENTRYMANAGEDOBJECT',
  fields: {
    visitedAt: f.cocoaTime('ZLASTVISIT', 'When it was last opened.', { label: 'Last visited' }),
    title: f.text('ZTITLE', 'Title of the page.'),
    url: f.url('ZURL', 'Its address.', { label: 'Address' }),
    visits: f.integer('ZNUMBEROFTOTALVISITS', 'How often the page was opened in all.'),
  },
  show: { at: 'visitedAt', title: ['title', 'url'], text: ['url'] },
  example: {
    store: {
      tables: {
        ZBROWSINGHISTORYENTRYMANAGEDOBJECT: `
          Z_PK | ZURL                        | ZTITLE      | ZLASTVISIT | ZNUMBEROFTOTALVISITS
          1    | https://example.org/ferries | Ferry times | 770900000  | 3
          2    | https://example.net/bees    |             | 770986400  | 1`,
      },
    },
    rows: `
      visitedAt            | title       | url                         | visits
      2025-06-06T10:53:20Z | Ferry times | https://example.org/ferries | 3
      2025-06-07T10:53:20Z |             | https://example.net/bees    | 1`,
  },
});
