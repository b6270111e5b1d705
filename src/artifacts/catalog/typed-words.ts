import { defineRecords, dynamicLexicon, f, from } from '../kit/records/index.ts';

/** Words that the keyboard learnt from what was typed. */
export const typedWords = defineRecords({
  id: 'typed-words',
  area: 'documents',
  version: 1,
  needs: 'any',
  absent: 'The keyboard of this phone has learnt no words, or the backup leaves them out.',
  seenOn: ['iOS 15 (482 words)', 'synthetic'],
  store: dynamicLexicon('KeyboardDomain', 'Library/Keyboard/*-dynamic.lm/dynamic-lexicon.dat'),
  table: 'typed_words',
  name: ['Typed word', 'Typed words'],
  icon: 'keyboard',
  privacy: 'P2',
  rows: '*',
  fields: {
    word: f.text(['word', from(['.'], (word) => (typeof word === 'string' ? word : null))], 'The word.'),
    language: f.text('@1', 'Language of the keyboard.'),
  },
  show: { title: 'word', order: 'word' },
  example: {
    files: { 'KeyboardDomain/Library/Keyboard/en-dynamic.lm/dynamic-lexicon.dat': { words: ['limoncello', 'tandem'] } },
    rows: `
      word       | language
      limoncello | en
      tandem     | en`,
  },
});
