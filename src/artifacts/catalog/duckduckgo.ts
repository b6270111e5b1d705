import { defineRecords, f, folderPath, from, sqlite } from '../kit/records/index.ts';

/** Pages that DuckDuckGo visited and did not forget, and its bookmarks. */
export const duckduckgo = defineRecords({
  id: 'duckduckgo',
  title: 'DuckDuckGo',
  area: 'web',
  version: 2,
  needs: 'any',
  absent: 'This backup holds no history or bookmarks of DuckDuckGo.',
  seenOn: ['tables as another tool reads them, and as the app itself declares them', 'synthetic'],
  stores: {
    history: sqlite('AppDomain-com.duckduckgo.mobile.ios', 'Library/Application Support/History.sqlite'),
    bookmarks: sqlite('AppDomainGroup-group.com.duckduckgo.bookmarks', 'Bookmarks.sqlite'),
  },
  kinds: {
    duckduckgo_pages: {
      id: 'duckduckgo',
      name: ['Page visited in DuckDuckGo', 'Pages visited in DuckDuckGo'],
      icon: 'globe',
      privacy: 'P2',
      rows: { store: 'history', of: 'ZBROWSINGHISTORYENTRYMANAGEDOBJECT' },
      fields: {
        visitedAt: f.cocoaTime('ZLASTVISIT', 'When it was last opened.', { label: 'Last visited' }),
        title: f.text('ZTITLE', 'Title of the page.'),
        url: f.url('ZURL', 'Its address.', { label: 'Address' }),
        visits: f.integer('ZNUMBEROFTOTALVISITS', 'How often the page was opened in all.'),
      },
      show: { at: 'visitedAt', title: ['title', 'url'], text: ['url'] },
    },
    duckduckgo_bookmarks: {
      id: 'duckduckgo-bookmark',
      name: ['Bookmark in DuckDuckGo', 'Bookmarks in DuckDuckGo'],
      icon: 'bookmark',
      privacy: 'P1',
      rows: {
        store: 'bookmarks',
        of: 'ZBOOKMARKENTITY',
        tree: 'ZPARENT',
        // Of a stub the synchronisation knows the id only.
        where: from(['ZISFOLDER', 'ZISSTUB'], (isFolder, isStub) => isFolder !== 1 && isStub !== 1),
      },
      fields: {
        title: f.text('ZTITLE', 'Title.'),
        url: f.url('ZURL', 'Address of the page.', { label: 'Address' }),
        folder: f.text(folderPath('ZTITLE'), 'Folders that it is in.'),
        changedAt: f.cocoaTime('ZMODIFIEDAT', 'When it was saved or last changed.', { label: 'Last changed' }),
        isDeleted: f.flag('ZISPENDINGDELETION', 'It was deleted, and other devices have not been told yet.'),
      },
      show: { at: 'changedAt', title: ['title', 'url'], text: ['url', 'folder'] },
    },
  },
  example: {
    files: {
      'AppDomain-com.duckduckgo.mobile.ios/Library/Application Support/History.sqlite': {
        tables: {
          ZBROWSINGHISTORYENTRYMANAGEDOBJECT: `
            Z_PK | ZURL                        | ZTITLE      | ZLASTVISIT | ZNUMBEROFTOTALVISITS
            1    | https://example.org/ferries | Ferry times | 770900000  | 3
            2    | https://example.net/bees    |             | 770986400  | 1`,
        },
      },
      'AppDomainGroup-group.com.duckduckgo.bookmarks/Bookmarks.sqlite': {
        tables: {
          ZBOOKMARKENTITY: `
            Z_PK | ZPARENT | ZISFOLDER | ZISSTUB | ZISPENDINGDELETION | ZTITLE         | ZURL                        | ZMODIFIEDAT
            1    |         | 1         | 0       | 0                  | bookmarks_root |                             |
            2    | 1       | 1         | 0       | 0                  | Travel         |                             | 770800000
            3    | 2       | 0         | 0       | 0                  | Ferry times    | https://example.org/ferries | 770900000
            4    | 1       | 0         | 0       | 1                  | Bees           | https://example.net/bees    |
            5    | 1       | 0         | 1       | 0                  |                |                             |`,
        },
      },
    },
    rows: {
      duckduckgo_pages: `
        visitedAt            | title       | url                         | visits
        2025-06-06T10:53:20Z | Ferry times | https://example.org/ferries | 3
        2025-06-07T10:53:20Z |             | https://example.net/bees    | 1`,
      duckduckgo_bookmarks: `
        title       | url                         | folder | changedAt            | isDeleted
        Ferry times | https://example.org/ferries | Travel | 2025-06-06T10:53:20Z | false
        Bees        | https://example.net/bees    |        |                      | true`,
    },
  },
});
