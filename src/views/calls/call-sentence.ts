import type { CallView } from '../../contract/calls.ts';
import type { Sentence } from '../chats/sentence.ts';
import type { People } from '../people/people.ts';
import { callText } from './call-text.ts';

/** A call as the sentence of a search hit, titled with the other person's name. */
export function callSentence(
  { direction, person, isVideo, isMissed, isGroup, seconds }: CallView,
  people: People,
): Sentence {
  const call = { isVideo, isMissed, isGroup, seconds };
  const sender = direction === 'outgoing' ? people.owner(null) : person;
  return {
    title: person.name,
    systemMessage: { sender, announcement: null, call: { ...call, text: callText(call) } },
  };
}
