import { defineRecords, documents, f, from, plistOf } from '../kit/records/index.ts';

/** How often it was used, as far as the keyboard has noted it: an entry for each use. */
const USES = from(['.'], (uses) => (Array.isArray(uses) ? uses.length : null));
/** The highest of the running numbers of its uses: the higher, the later. */
const LAST_USE = from(['.'], (uses) => {
  const numbers = Array.isArray(uses) ? uses.filter((use) => typeof use === 'number') : [];
  return numbers.length === 0 ? null : Math.max(...numbers);
});
const EMOJI = from(['.', '@key'], (value, key) => (typeof value === 'string' ? value : key));
const POSITION = from(['.', '@key'], (value, key) => (typeof value === 'string' ? Number(key) + 1 : null));

/** Emoji that were typed: those that the keyboard offers first, and how often each was used. It keeps no dates. */
export const emoji = defineRecords({
  id: 'emoji',
  area: 'documents',
  version: 1,
  needs: 'any',
  absent: 'This backup holds no list of emoji that were used.',
  seenOn: ['iOS 27 (keys of a real backup)', 'iOS 12 to 26 (lists as another tool reads them)', 'synthetic'],
  store: documents('HomeDomain', 'Library/Preferences/com.apple.EmojiPreferences.plist'),
  table: 'emoji',
  name: ['Emoji', 'Emoji used'],
  icon: 'smile',
  privacy: 'P1',
  rows: ['EMFDefaultsKey/EMFRecentsKey/*', 'EMFDefaultsKey/EMFUsageHistoryKey/*'],
  key: EMOJI,
  // An emoji is in the list of the keyboard, in the history of uses, or in both.
  merge: {},
  fields: {
    emoji: f.text(EMOJI, 'The emoji.'),
    position: f.integer(POSITION, 'Its place among those that the keyboard offers first, from 1.'),
    uses: f.integer(USES, 'How often it was used, as far as the keyboard has noted it.', { label: 'Times used' }),
    lastUse: f.integer(LAST_USE, 'Running number of its last use: the higher, the later.', {
      label: 'Last use (order)',
    }),
  },
  show: { title: 'emoji', order: 'position' },
  example: {
    store: plistOf(`{"DidMigrateToEMF": true, "EMFDefaultsKey": {"EMFRecentsKey": ["🍋", "🚲"],
      "EMFRecentSequenceNumberKey": 4, "EMFUsageHistoryKey": {"🚲": [0, 3], "🍋": [1], "🫶🏽": [2]}}}`),
    rows: `
      emoji | position | uses | lastUse
      🍋    | 1        | 1    | 1
      🚲    | 2        | 2    | 3
      🫶🏽    |          | 1    | 2`,
  },
});
