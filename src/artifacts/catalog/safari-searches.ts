import { defineRecords, documents, f, plistOf } from '../kit/records/index.ts';

/** Words that were typed into the search field of Safari. */
export const safariSearches = defineRecords({
  id: 'safari-searches',
  area: 'web',
  version: 1,
  needs: 'any',
  absent: 'This backup holds no searches of Safari.',
  seenOn: ['property list of a real phone (without searches)', 'synthetic'],
  store: documents('AppDomain-com.apple.mobilesafari', 'Library/Preferences/com.apple.mobilesafari.plist'),
  table: 'safari_searches',
  name: ['Search in Safari', 'Searches in Safari'],
  icon: 'search',
  privacy: 'P2',
  rows: 'RecentWebSearches/*',
  fields: {
    words: f.text('SearchString', 'What was typed.'),
    searchedAt: f.date('Date', 'When.', { label: 'Searched' }),
  },
  show: { at: 'searchedAt', title: 'words' },
  example: {
    store: plistOf('{"RecentWebSearches": [{"SearchString": "lemon cake", "Date": "2025-05-04T15:20:00Z"}]}'),
    rows: `
      words      | searchedAt
      lemon cake | 2025-05-04T15:20:00Z`,
  },
});
