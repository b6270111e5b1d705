import { defineRecords, f, sqlite } from '../kit/records/index.ts';

/** Podcasts that are or were followed. */
export const podcasts = defineRecords({
  id: 'podcasts',
  area: 'media',
  version: 1,
  needs: 'any',
  absent: 'This backup holds no podcasts.',
  seenOn: ['iOS 13 to 18 (tables as two other tools read them, also in backups)', 'synthetic'],
  store: sqlite('AppDomainGroup-243LU875E5.groups.com.apple.podcasts', 'Documents/MTLibrary.sqlite'),
  table: 'podcasts',
  name: ['Podcast', 'Podcasts'],
  icon: 'podcast',
  privacy: 'P1',
  rows: 'ZMTPODCAST',
  fields: {
    title: f.text('ZTITLE', 'Name of the podcast.'),
    author: f.text('ZAUTHOR', 'Who publishes it.'),
    category: f.text('ZCATEGORY', 'Its category, as its publisher has it.'),
    isFollowed: f.flag('ZSUBSCRIBED', 'It is followed.', { label: 'Followed' }),
    addedAt: f.cocoaTime('ZADDEDDATE', 'When it was added.', { label: 'Added' }),
    lastPlayedAt: f.cocoaTime('ZLASTDATEPLAYED', 'When an episode was last played.', { label: 'Last played' }),
    feed: f.url('ZFEEDURL', 'Address of its feed.', { label: 'Feed' }),
  },
  show: { at: 'lastPlayedAt', title: 'title', text: ['author'] },
  example: {
    store: {
      tables: {
        ZMTPODCAST: `
          Z_PK | ZTITLE      | ZAUTHOR      | ZCATEGORY | ZSUBSCRIBED | ZADDEDDATE | ZLASTDATEPLAYED | ZFEEDURL
          1    | Lemon Hours | Citrus Radio | Food      | 1           | 760000000  | 770900000       | https://example.org/lemon.xml`,
      },
    },
    rows: `
      title       | author       | category | isFollowed | addedAt              | lastPlayedAt         | feed
      Lemon Hours | Citrus Radio | Food     | true       | 2025-01-31T07:06:40Z | 2025-06-06T10:53:20Z | https://example.org/lemon.xml`,
  },
});
