import { defineRecords, f, from, sqlite } from '../kit/records/index.ts';

/** A feed is stored with all of its episodes: only those that were played, saved or downloaded are records. */
const CHOSEN = from(['ZPLAYCOUNT', 'ZPLAYHEAD', 'ZLASTDATEPLAYED', 'ZDOWNLOADDATE', 'ZISBOOKMARKED'], (...values) =>
  values.some((value) => Number(value ?? 0) > 0),
);

/** Episodes of podcasts that were played, saved or downloaded. */
export const podcastEpisodes = defineRecords({
  id: 'podcast-episodes',
  area: 'media',
  version: 3,
  needs: 'any',
  absent: 'This backup holds no podcasts.',
  seenOn: ['iOS 13 and 17 (18 and 35 chosen episodes in backups, as another tool reads them)', 'synthetic'],
  store: sqlite('AppDomainGroup-243LU875E5.groups.com.apple.podcasts', 'Documents/MTLibrary.sqlite'),
  table: 'podcast_episodes',
  name: ['Podcast episode', 'Podcast episodes'],
  icon: 'headphones',
  privacy: 'P1',
  rows: 'ZMTEPISODE',
  where: CHOSEN,
  join: {
    show: { table: 'ZMTPODCAST', on: 'ZPODCAST' },
    // The relation is not set in all rows; the id is.
    named: { table: 'ZMTPODCAST', on: 'ZPODCASTUUID', key: 'ZUUID' },
  },
  fields: {
    title: f.text('ZTITLE', 'Name of the episode.'),
    podcast: f.text(['show.ZTITLE', 'named.ZTITLE'], 'The podcast.', { label: 'Podcast' }),
    playedAt: f.cocoaTime('ZLASTDATEPLAYED', 'When it was last played.', { label: 'Last played' }),
    seconds: f.duration('ZDURATION', 'How long it is.', { label: 'Length' }),
    position: f.duration('ZPLAYHEAD', 'How far it was played.', { label: 'Played to' }),
    plays: f.integer('ZPLAYCOUNT', 'How often it was played.', { label: 'Plays' }),
    downloadedAt: f.cocoaTime('ZDOWNLOADDATE', 'When it was downloaded.', { label: 'Downloaded' }),
    publishedAt: f.cocoaTime('ZPUBDATE', 'When it was published.', { label: 'Published' }),
    isSaved: f.flag('ZISBOOKMARKED', 'It was saved for later.', { label: 'Saved' }),
  },
  show: { at: 'playedAt', title: 'title', text: ['podcast'], duration: 'seconds' },
  example: {
    store: {
      tables: {
        ZMTPODCAST: `
          Z_PK | ZTITLE      | ZAUTHOR      | ZCATEGORY | ZSUBSCRIBED | ZADDEDDATE | ZLASTDATEPLAYED | ZFEEDURL
          2    | Garden Talk | Citrus Radio | Leisure   | 0           | 750000000  | 770900000       | https://example.org/garden.xml`,
        ZMTEPISODE: `
          Z_PK | ZPODCAST | ZTITLE       | ZDURATION | ZPLAYHEAD | ZPLAYCOUNT | ZDOWNLOADDATE | ZLASTDATEPLAYED | ZPUBDATE  | ZISBOOKMARKED
          1    | 2        | Peel or zest | 1800      | 600.5     | 1          | 770890000     | 770900000       | 770000000 | 1
          2    | 2        | Never heard  | 1200      | 0         | 0          |               |                 | 769000000 | 0`,
      },
    },
    rows: `
      title        | podcast     | playedAt             | seconds | position | plays | downloadedAt         | publishedAt          | isSaved
      Peel or zest | Garden Talk | 2025-06-06T10:53:20Z | 1800    | 600.5    | 1     | 2025-06-06T08:06:40Z | 2025-05-27T00:53:20Z | true`,
  },
});
