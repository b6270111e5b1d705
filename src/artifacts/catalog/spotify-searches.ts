import { defineRecords, documents, f, from, textOf } from '../kit/records/index.ts';

/** `robin.com.spotify.feature.search.com.spotify.search.fancyRecents/0`: the key begins with the account. */
const LIST = /^(.+?)\.com\.spotify\..*search\.fancyRecents\/\d+$/;
const OWNER = from(['@key'], (key) => LIST.exec(textOf(key))?.[1]);

/** What was last found and opened in the search of Spotify, newest first, without times. */
export const spotifySearches = defineRecords({
  id: 'spotify-searches',
  area: 'web',
  version: 1,
  needs: 'any',
  absent: 'This backup holds no searches of Spotify.',
  seenOn: ['layout of 2020, as another tool reads it', 'synthetic'],
  store: documents('AppDomain-com.spotify.client', 'Library/Preferences/com.spotify.client.plist'),
  table: 'spotify_searches',
  name: ['Search in Spotify', 'Searches in Spotify'],
  icon: 'search',
  privacy: 'P1',
  rows: '*/*',
  where: OWNER,
  fields: {
    title: f.text('title', 'Song, artist, list or podcast.'),
    subtitle: f.text('subtitle', 'What it is, and of whom.'),
    account: f.text(OWNER, 'Account name of the owner.'),
  },
  show: { title: 'title', text: ['subtitle'] },
  example: {
    store: {
      plist: {
        'robin.com.spotify.feature.search.com.spotify.search.fancyRecents': [
          { title: 'Lemon Tree', subtitle: 'Song • Fools Garden', placeholderIconIdentifier: 'track' },
          { title: 'Winter', subtitle: 'Playlist' },
        ],
        'robin.com.spotify.other': ['x'],
      },
    },
    rows: `
      title      | subtitle            | account
      Lemon Tree | Song • Fools Garden | robin
      Winter     | Playlist            | robin`,
  },
});
