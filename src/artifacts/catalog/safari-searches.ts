import { defineRecords, documents, f, from, plistOf, sqlite } from '../kit/records/index.ts';

const DOMAIN = 'AppDomain-com.apple.mobilesafari';
/** The key of the profile that is there without any. */
const PROFILE = from(['profile'], (profile) => (profile === 'DefaultProfile' ? null : profile));

/**
 * Words that were typed into the search field of Safari: its own short list, and those for which it suggested a page
 * that was not opened.
 */
export const safariSearches = defineRecords({
  id: 'safari-searches',
  area: 'web',
  version: 2,
  needs: 'any',
  absent: 'This backup holds no searches of Safari.',
  seenOn: [
    'property list of a real phone (without searches)',
    'iOS 27 (table of a real backup, as another tool reads it)',
    'synthetic',
  ],
  stores: {
    settings: documents(DOMAIN, 'Library/Preferences/com.apple.mobilesafari.plist'),
    suggestions: sqlite(DOMAIN, 'Library/Safari/IgnoredSiriSuggestedSites.db'),
  },
  table: 'safari_searches',
  name: ['Search in Safari', 'Searches in Safari'],
  icon: 'search',
  privacy: 'P2',
  rows: [
    { store: 'settings', of: 'RecentWebSearches/*' },
    { store: 'suggestions', of: 'ignored_siri_suggested_sites' },
  ],
  fields: {
    words: f.text(['SearchString', 'query'], 'What was typed, perhaps only its beginning.'),
    searchedAt: f.cocoaTime(['Date', 'timestamp'], 'When.', { label: 'Searched' }),
    opened: f.url('visitedURL', 'The page that was opened instead of the one that Safari suggested.', {
      label: 'Opened page',
    }),
    suggested: f.url(['siriSuggestedSiteURL', 'url'], 'The page that Safari suggested, which was not opened.', {
      label: 'Suggested page',
    }),
    times: f.integer('ignoreCount', 'How often that happened.', { label: 'Times' }),
    profile: f.text(PROFILE, 'Profile of Safari.'),
  },
  show: { at: 'searchedAt', title: 'words', text: ['opened'] },
  example: {
    files: {
      [`${DOMAIN}/Library/Preferences/com.apple.mobilesafari.plist`]: plistOf(
        '{"RecentWebSearches": [{"SearchString": "lemon cake", "Date": "2025-05-04T15:20:00Z"}]}',
      ),
      [`${DOMAIN}/Library/Safari/IgnoredSiriSuggestedSites.db`]: {
        sql: [
          'CREATE TABLE ignored_siri_suggested_sites (id TEXT PRIMARY KEY, siriSuggestedSiteURL TEXT, query TEXT, profile TEXT, timestamp REAL, visitedURL TEXT, ignoreCount INTEGER)',
          `INSERT INTO ignored_siri_suggested_sites VALUES
             ('A1', 'https://lemons.example.org', 'kite lines', 'DefaultProfile', 770900000.5, 'https://kites.example.net/li', 2),
             ('B2', 'https://lemons.example.org', 'lemon', 'C3D4', 770940000, NULL, 1)`,
        ],
      },
    },
    rows: `
      words      | searchedAt               | opened                       | suggested                  | times | profile
      lemon cake | 2025-05-04T15:20:00Z     |                              |                            |       |
      kite lines | 2025-06-06T10:53:20.500Z | https://kites.example.net/li | https://lemons.example.org | 2     |
      lemon      | 2025-06-06T22:00:00Z     |                              | https://lemons.example.org | 1     | C3D4`,
  },
});
