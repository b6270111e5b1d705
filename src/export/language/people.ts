import type { ChatView } from '../../contract/chat.ts';
import type { PersonView } from '../../contract/person.ts';
import { distinctPeople } from '../../locales/distinct-people.ts';
import type { Words } from './words.ts';

/** Name that views give an unknown person. */
const NOBODY_KNOWN = 'Unknown';
/** Name that views give a caller with a withheld number. */
const NUMBER_WITHHELD = 'No caller ID';
/** Maximum number of members listed by name; of more, the first two are listed. */
const MOST_NAMES = 3;

/** Name of a person; the owner is “you”, unless the export has a name for them. */
export function personName(person: PersonView, words: Words): string {
  return person.isOwner ? (words.ownerName ?? words.text.message.you) : someonesName(person, words);
}

/** A name of the views, translated if it is the placeholder of an unknown person. */
export function someonesName({ handle, name }: Pick<PersonView, 'handle' | 'name'>, { page }: Words): string {
  if (handle !== null) return name;
  return name === NOBODY_KNOWN ? page.common.unknown : name === NUMBER_WITHHELD ? page.common.numberWithheld : name;
}

/** A chat with its title in the language: its name, otherwise its members. */
export function titled(chat: ChatView, words: Words): ChatView {
  const { name, participants, participantCount } = chat;
  if (words.language === 'en' || name !== null) return chat;
  if (participants.length === 0) return { ...chat, title: words.page.common.unknown };
  const shown = distinctPeople(participants).slice(0, participantCount > MOST_NAMES ? 2 : MOST_NAMES);
  const names = shown.map((person) => personName(person, words));
  const count = participantCount - names.length;
  return { ...chat, title: words.list(count > 0 ? [...names, words.page.common.person.others({ count })] : names) };
}
