import { defineRecords, f, sqlite } from '../kit/records/index.ts';

/** Videos that were watched in TikTok: their numbers only, by which TikTok itself finds them. */
export const tiktokWatched = defineRecords({
  id: 'tiktok-watched',
  area: 'media',
  version: 1,
  needs: 'any',
  absent: 'This backup does not say which videos were watched in TikTok.',
  seenOn: ['table and columns as another tool reads them', 'synthetic'],
  store: sqlite('AppDomain-com.zhiliaoapp.musically', 'Documents/WatchHistory/*_history_WCDB.sqlite'),
  table: 'tiktok_watched',
  name: ['Video watched in TikTok', 'Videos watched in TikTok'],
  icon: 'video',
  privacy: 'P2',
  rows: 'kTableName_history',
  fields: {
    watchedAt: f.unixAnyTime('timestamp', 'When it was watched.', { label: 'Watched' }),
    video: f.text('aid', 'The number of the video.'),
    account: f.text('@1', 'The number of the account that watched it.'),
  },
  show: { at: 'watchedAt', title: 'video', text: ['account'] },
  example: {
    files: {
      'AppDomain-com.zhiliaoapp.musically/Documents/WatchHistory/6787436503258760198_history_WCDB.sqlite': {
        tables: {
          kTableName_history: `
            aid                   | timestamp
            '7350001112223334445' | 1749200000
            '7350009998887776665' | 1749203600`,
        },
      },
    },
    rows: `
      watchedAt            | video               | account
      2025-06-06T08:53:20Z | 7350001112223334445 | 6787436503258760198
      2025-06-06T09:53:20Z | 7350009998887776665 | 6787436503258760198`,
  },
});
