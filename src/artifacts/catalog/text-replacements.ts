import { defineRecords, f, from, sqlite, textOf } from '../kit/records/index.ts';

/** Times are seconds since 2001, in some databases since 1970. */
const UNIX = 978_307_200;
const CHANGED = from(['ZTIMESTAMP'], (time) => {
  const seconds = Number(time ?? 0);
  return seconds > UNIX ? seconds - UNIX : seconds > 0 ? seconds : null;
});

/** Abbreviations that the keyboard replaces by texts. Newer systems keep them out of backups. */
export const textReplacements = defineRecords({
  id: 'text-replacements',
  area: 'documents',
  version: 1,
  needs: 'any',
  absent: 'This backup holds no text replacements: newer systems keep them out of backups.',
  seenOn: ['tables as other tools read them', 'synthetic'],
  store: sqlite(
    ['KeyboardDomain', 'HomeDomain'],
    [
      'Library/Keyboard/UserDictionary.sqlite',
      'Library/Keyboard/**/*UserDictionary.sqlite',
      'Library/Keyboard/**/*UserDictionary.db',
      'Library/KeyboardServices/TextReplacements.db',
    ],
  ),
  table: 'text_replacements',
  name: ['Text replacement', 'Text replacements'],
  icon: 'replace',
  privacy: 'P2',
  rows: ['ZUSERDICTIONARYENTRY', 'ZTEXTREPLACEMENTENTRY'],
  // Words that are never to be corrected have no abbreviation.
  where: from([['ZPHRASE', 'ZSHORTCUT']], (text) => text !== null && text !== ''),
  key: from(['ZSHORTCUT', 'ZPHRASE'], (shortcut, phrase) => `${textOf(shortcut)}\n${textOf(phrase)}`),
  // The copy for iCloud has the same ones.
  merge: { newest: 'changedAt' },
  fields: {
    shortcut: f.text('ZSHORTCUT', 'What is typed.', { label: 'Typed' }),
    phrase: f.text('ZPHRASE', 'What the keyboard makes of it.', { label: 'Becomes' }),
    changedAt: f.cocoaTime(CHANGED, 'When it was last changed.', { label: 'Last changed' }),
    isDeleted: f.flag('ZWASDELETED', 'It was deleted, and other devices do not know it yet.', { label: 'Deleted' }),
  },
  show: { title: 'shortcut', text: ['phrase'], order: 'shortcut' },
  example: {
    files: {
      'KeyboardDomain/Library/Keyboard/UserDictionary.sqlite': {
        tables: {
          ZUSERDICTIONARYENTRY: `
            Z_PK | ZSHORTCUT | ZPHRASE               | ZTIMESTAMP
            1    | omw       | On my way!            | 362000000
            2    | lmn       | Lemon tea, no sugar   |`,
        },
      },
      'HomeDomain/Library/KeyboardServices/TextReplacements.db': {
        tables: {
          ZTEXTREPLACEMENTENTRY:
            'Z_PK | ZSHORTCUT | ZPHRASE | ZTIMESTAMP | ZWASDELETED \n 1 | brb | Be right back | 762000000 | 1',
        },
      },
    },
    rows: `
      shortcut | phrase              | changedAt            | isDeleted
      omw      | On my way!          | 2012-06-21T19:33:20Z |
      lmn      | Lemon tea, no sugar |                      |
      brb      | Be right back       | 2025-02-23T10:40:00Z | true`,
  },
});
