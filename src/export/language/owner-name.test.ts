import { expect, it } from 'vitest';
import { announcementWords } from './sentences.ts';
import { withOwnerName, wordsIn } from './words.ts';

const OWNER = { handle: null, handleText: null, name: 'You', contact: null, isOwner: true };
const ANN = { handle: '+491715550123', handleText: null, name: 'Ann', contact: null, isOwner: false };

it.each([
  ['en', null, 'You left the conversation'],
  ['en', 'Robin', 'Robin left the group'],
  ['de', 'Robin', 'Robin hat die Unterhaltung verlassen'],
])('what the owner did is said in %s of %s', (language, name, sentence) => {
  const words = name === null ? wordsIn(language) : withOwnerName(wordsIn(language), name);
  const left = { kind: 'participant-left', text: 'You left the conversation', title: null, person: null };
  expect(announcementWords(left, OWNER, words)).toBe(sentence);
});

it('what was done to the owner is said of the name', () => {
  const words = withOwnerName(wordsIn('en'), 'Robin');
  const added = { kind: 'participant-added', text: 'Ann added you to the conversation', title: null, person: OWNER };
  expect(announcementWords(added, ANN, words)).toBe('Ann added Robin');
});
