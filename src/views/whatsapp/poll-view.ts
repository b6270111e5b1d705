import type { MessageView } from '../../contract/chat.ts';
import { namedPerson } from '../chats/named-people.ts';
import type { People } from '../people/people.ts';
import type { WhatsappMessageRow } from './rows.ts';

/** A poll with its options and voters: `Berlin (Anna, Ben)`. */
export function pollView(poll: NonNullable<WhatsappMessageRow['poll']>, people: People): MessageView['poll'] {
  const votes = (poll.votes ?? []).map(({ voter, options }) => {
    return { options, name: (voter === null ? people.owner(null) : namedPerson(people, voter)).name };
  });
  const texts = poll.texts.map((text, option) => {
    const voters = votes.filter(({ options }) => options.includes(option)).map(({ name }) => name);
    return voters.length === 0 ? text : `${text} (${voters.join(', ')})`;
  });
  return { question: poll.question, texts };
}
