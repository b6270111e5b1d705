import { defineRecords, documents, f } from '../kit/records/index.ts';

/** Words that were searched for in TikTok. */
export const tiktokSearches = defineRecords({
  id: 'tiktok-searches',
  area: 'web',
  version: 1,
  needs: 'any',
  absent: 'This backup holds no searches of TikTok.',
  seenOn: ['iOS 17 (6 searches, as another tool reads them)', 'synthetic'],
  store: documents('AppDomain-com.zhiliaoapp.musically', 'Documents/search_history/history_words/AWESearchHistory*'),
  table: 'tiktok_searches',
  name: ['Search in TikTok', 'Searches in TikTok'],
  icon: 'search',
  privacy: 'P2',
  rows: ['*', 'historyList/*'],
  where: 'keyword',
  fields: {
    words: f.text('keyword', 'What was typed.'),
    searchedAt: f.cocoaTime('time', 'When.', { label: 'Searched' }),
  },
  show: { at: 'searchedAt', title: 'words' },
  example: {
    files: {
      'AppDomain-com.zhiliaoapp.musically/Documents/search_history/history_words/AWESearchHistory': {
        archive: [
          { keyword: 'kite lines', time: 770_900_000 },
          { keyword: 'lemon cake', time: 770_986_400.5 },
        ],
      },
    },
    rows: `
      words      | searchedAt
      kite lines | 2025-06-06T10:53:20Z
      lemon cake | 2025-06-07T10:53:20.500Z`,
  },
});
