import type { MessageView } from '../../contract/chat.ts';
import { namedPerson } from '../chats/named-people.ts';
import type { People } from '../people/people.ts';
import type { WhatsappMessageRow } from './rows.ts';

/** A poll with its options and voters. The app does not store when they voted. */
export function pollView(
  { question, texts, votes = [] }: NonNullable<WhatsappMessageRow['poll']>,
  people: People,
): MessageView['poll'] {
  return {
    question,
    options: texts.map((text, option) => ({
      text,
      voters: votes
        .filter(({ options }) => options.includes(option))
        .map(({ voter }) => ({ person: voter === null ? people.owner(null) : namedPerson(people, voter), at: null })),
    })),
  };
}
