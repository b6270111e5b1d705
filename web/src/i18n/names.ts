import type { ChatView } from '../../../src/contract/chat.ts';
import type { PersonView } from '../../../src/contract/person.ts';
import { formatList } from '../format/lists.ts';
import { byCode } from './by-code.ts';
import type { Texts } from './texts.ts';

/** What the API calls somebody of whom the backup says nothing. */
const NOBODY_KNOWN = 'Unknown';
/** What it calls a caller who hid the number. */
const NUMBER_WITHHELD = 'No caller ID';

/** So many members are named; of more, the first two. */
const MOST_NAMES = 3;

/** What a person is called in the reader's language: the owner is “you”. */
export function personName({ isOwner, ...person }: PersonView, t: Texts): string {
  return isOwner ? t.common.person.you : someonesName(person, t);
}

/** A name that the API gave, in the reader's language where it only says that nobody is known. */
export function someonesName({ handle, name }: Pick<PersonView, 'handle' | 'name'>, { common }: Texts): string {
  if (handle !== null) return name;
  return name === NOBODY_KNOWN ? common.unknown : name === NUMBER_WITHHELD ? common.numberWithheld : name;
}

/** What a chat goes through: a word of ours in the reader's language, a name that the backup gives as it is. */
export function serviceName(service: string | null, { calls }: Texts): string | null {
  if (service === null) return null;
  return byCode(calls.services, service) ?? service;
}

/** What a conversation is called in the reader's language: its name, else its members. */
export function chatTitle(
  { name, participants, participantCount }: Pick<ChatView, 'name' | 'participants' | 'participantCount'>,
  t: Texts,
): string {
  if (name !== null) return name;
  if (participants.length === 0) return t.common.unknown;
  const shown = participants.slice(0, participantCount > MOST_NAMES ? 2 : MOST_NAMES);
  const names = shown.map((person) => personName(person, t));
  const others = participantCount - names.length;
  return formatList(others > 0 ? [...names, t.common.person.others({ count: others })] : names);
}
