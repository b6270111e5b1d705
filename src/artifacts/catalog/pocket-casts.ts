import { defineRecords, f, from, lookup, sqlite } from '../kit/records/index.ts';

/** Times are Unix seconds, and 0 or less for none. */
const time = (column: string) => from([column], (seconds) => (Number(seconds ?? 0) > 0 ? seconds : null));
/** All episodes of a podcast are stored: only those that were begun, played or starred are records. */
const CHOSEN = from(
  ['playingStatus', 'playedUpTo', 'keepEpisode', 'lastPlaybackInteractionDate'],
  (status, ...values) => status === 2 || status === 3 || values.some((value) => Number(value ?? 0) > 0),
);

/** Podcasts in Pocket Casts, what was played, and bookmarks. */
export const pocketCasts = defineRecords({
  id: 'pocket-casts',
  title: 'Pocket Casts',
  area: 'media',
  version: 1,
  needs: 'any',
  absent: 'This backup holds no podcasts of Pocket Casts.',
  seenOn: ['the source code of the app', 'synthetic'],
  stores: {
    podcasts: sqlite(
      'AppDomain-au.com.shiftyjelly.podcasts',
      'Library/Application Support/Pocket Casts/podcast_newDB.sqlite3',
    ),
  },
  lookups: {
    podcasts: { store: 'podcasts', of: 'SJPodcast', key: 'uuid', value: 'title' },
    episodes: { store: 'podcasts', of: 'SJEpisode', key: 'uuid', value: 'title' },
  },
  kinds: {
    pocket_casts_podcasts: {
      id: 'pocket-casts-podcast',
      name: ['Podcast in Pocket Casts', 'Podcasts in Pocket Casts'],
      icon: 'podcast',
      privacy: 'P1',
      rows: { store: 'podcasts', of: 'SJPodcast' },
      fields: {
        title: f.text('title', 'Name of the podcast.'),
        author: f.text('author', 'Who makes it.'),
        isFollowed: f.flag('subscribed', 'It is followed.', { label: 'Followed' }),
        addedAt: f.unixTime(time('addedDate'), 'When it was added.', { label: 'Added' }),
        url: f.url('podcastUrl', 'Its page.'),
      },
      show: { at: 'addedAt', title: 'title', text: ['author'] },
    },
    pocket_casts_episodes: {
      id: 'pocket-casts-episode',
      name: ['Episode in Pocket Casts', 'Episodes in Pocket Casts'],
      icon: 'headphones',
      privacy: 'P1',
      rows: { store: 'podcasts', of: 'SJEpisode' },
      where: CHOSEN,
      fields: {
        title: f.text('title', 'Name of the episode.'),
        podcast: f.text(lookup('podcasts', 'podcastUuid'), 'The podcast.', { label: 'Podcast' }),
        playedAt: f.unixTime(time('lastPlaybackInteractionDate'), 'When it was last played.', { label: 'Last played' }),
        status: f.code('playingStatus', 'How far it was played.', {
          1: ['not-played', 'Not played'],
          2: ['begun', 'Begun'],
          3: ['played', 'Played'],
          4: ['old', 'Old'],
        }),
        seconds: f.duration('duration', 'How long it is.', { label: 'Length' }),
        position: f.duration('playedUpTo', 'How far it was played.', { label: 'Played to' }),
        publishedAt: f.unixTime(time('publishedDate'), 'When it was published.', { label: 'Published' }),
        isStarred: f.flag('keepEpisode', 'It was starred.', { label: 'Starred' }),
      },
      show: { at: 'playedAt', title: 'title', text: ['podcast'], duration: 'seconds' },
    },
    pocket_casts_bookmarks: {
      id: 'pocket-casts-bookmark',
      name: ['Bookmark in Pocket Casts', 'Bookmarks in Pocket Casts'],
      icon: 'bookmark',
      privacy: 'P1',
      rows: { store: 'podcasts', of: 'Bookmark' },
      fields: {
        title: f.text('title', 'What it is called.'),
        episode: f.text(lookup('episodes', 'episode_uuid'), 'The episode.', { label: 'Episode' }),
        podcast: f.text(lookup('podcasts', 'podcast_uuid'), 'The podcast.', { label: 'Podcast' }),
        position: f.duration('time', 'Where in the episode it is.', { label: 'Position' }),
        createdAt: f.unixTime(time('date_added'), 'When it was set.'),
        isDeleted: f.flag('deleted', 'It was deleted.'),
      },
      show: { at: 'createdAt', title: 'title', text: ['episode', 'podcast'] },
    },
  },
  example: {
    files: {
      'AppDomain-au.com.shiftyjelly.podcasts/Library/Application Support/Pocket Casts/podcast_newDB.sqlite3': {
        tables: {
          SJPodcast: `
            id | uuid | title         | author       | subscribed | addedDate     | podcastUrl
            1  | P1   | Harbour Tales | Quay Studios | 1          | 1735725600    | https://example.org/harbour
            2  | P2   | Slow Rivers   | Quay Studios | 0          | 0             |`,
          SJEpisode: `
            id | uuid | podcastUuid | title          | playingStatus | playedUpTo | duration | keepEpisode | publishedDate | lastPlaybackInteractionDate
            1  | E1   | P1          | The lighthouse | 2             | 745.5      | 2400     | 1           | 1748700000    | 1749236400.25
            2  | E2   | P1          | The ferry      | 1             | 0          | 1800     | 0           | 1748800000    | 0
            3  | E3   | P2          | The weir       | 3             | 0          | 900      | 0           |               | -1`,
          Bookmark: `
            ROWID | uuid | title           | time  | date_added | episode_uuid | podcast_uuid | deleted
            1     | B1   | The lamp’s name | 512.0 | 1749236200 | E1           | P1           | 0
            2     | B2   | Bookmark        | 13    | 1749236300 | E9           |              | 1`,
        },
      },
    },
    rows: {
      pocket_casts_podcasts: `
        title         | author       | isFollowed | addedAt              | url
        Harbour Tales | Quay Studios | true       | 2025-01-01T10:00:00Z | https://example.org/harbour
        Slow Rivers   | Quay Studios | false      |                      |`,
      pocket_casts_episodes: `
        title          | podcast       | playedAt                 | status | seconds | position | publishedAt          | isStarred
        The lighthouse | Harbour Tales | 2025-06-06T19:00:00.250Z | begun  | 2400    | 745.5    | 2025-05-31T14:00:00Z | true
        The weir       | Slow Rivers   |                          | played | 900     | 0        |                      | false`,
      pocket_casts_bookmarks: `
        title           | episode        | podcast       | position | createdAt            | isDeleted
        The lamp’s name | The lighthouse | Harbour Tales | 512      | 2025-06-06T18:56:40Z | false
        Bookmark        |                |               | 13       | 2025-06-06T18:58:20Z | true`,
    },
  },
});
