import { chromiumBookmarks as rowsOf } from '../../formats/chromium-bookmarks.ts';
import { BROWSER, CHROMIUM, inProfile } from '../kit/records/chromium.ts';
import { defineRecords, documents, f } from '../kit/records/index.ts';

/** Pages that were saved in Chrome, Edge and Brave, with their folders. */
export const chromiumBookmarks = defineRecords({
  id: 'chromium-bookmarks',
  area: 'web',
  version: 1,
  needs: 'any',
  absent: 'This backup holds no bookmarks of Chrome, Edge or Brave.',
  seenOn: ['files of Chrome, Edge and Brave in backups, as another tool reads them', 'synthetic'],
  store: documents(CHROMIUM, inProfile('Bookmarks')),
  table: 'chromium_bookmarks',
  name: ['Bookmark in Chrome, Edge or Brave', 'Bookmarks in Chrome, Edge and Brave'],
  icon: 'bookmark',
  privacy: 'P1',
  rows: rowsOf,
  fields: {
    title: f.text('name', 'Title.'),
    url: f.url('url', 'Address of the page.', { label: 'Address' }),
    folder: f.text('folder', 'Folders that it is in.'),
    addedAt: f.webkitTime('date_added', 'When it was saved.', { label: 'Added' }),
    browser: BROWSER,
  },
  show: { at: 'addedAt', title: ['title', 'url'], text: ['url', 'folder'] },
  example: {
    store: {
      json: {
        roots: {
          bookmark_bar: { name: 'Bookmarks Bar', children: [] },
          synced: {
            name: 'Mobile Bookmarks',
            children: [
              {
                name: 'Kitchen',
                children: [{ name: 'Lemon cake', url: 'https://example.org/cake', date_added: '13393673600000000' }],
              },
              { name: 'Ferry times', url: 'https://example.org/ferries', date_added: '13393723600500000' },
            ],
          },
        },
      },
    },
    rows: `
      title       | url                         | folder                     | addedAt                  | browser
      Lemon cake  | https://example.org/cake    | Mobile Bookmarks / Kitchen | 2025-06-06T08:53:20Z     | com.google.chrome.ios
      Ferry times | https://example.org/ferries | Mobile Bookmarks           | 2025-06-06T22:46:40.500Z | com.google.chrome.ios`,
  },
});
