import { expect, it } from 'vitest';
import { lastWords } from './last-words.ts';
import { wordsIn } from './words.ts';

type Last = Parameters<typeof lastWords>[0];

const ann = { handle: null, handleText: null, name: 'Ann', contact: null, isOwner: false };
const call = { isVideo: true, isGroup: false, isMissed: true, seconds: null, text: 'Missed video call' };
const nothing: Last = { lastText: null, lastGist: null, lastSystemMessage: null };
const words = (last: Partial<Last>, language: string): string => lastWords({ ...nothing, ...last }, wordsIn(language));

it('has the call that is the last of a chat', () => {
  const last = { lastSystemMessage: { sender: ann, announcement: null, call } };
  expect(words(last, 'en')).toBe('Missed video call');
  expect(words(last, 'de')).toBe('Verpasster Videoanruf');
  expect(words({}, 'en')).toBe('');
});
