import type { ChatView } from '../../../src/contract/chat.ts';
import type { PersonView } from '../../../src/contract/person.ts';
import { distinctPeople } from '../../../src/locales/distinct-people.ts';
import { formatList } from '../format/lists.ts';
import { byCode } from './by-code.ts';
import type { Texts } from './texts.ts';

/** Name used by the API for an unknown person. */
const NOBODY_KNOWN = 'Unknown';
/** Name used by the API for a caller with a withheld number. */
const NUMBER_WITHHELD = 'No caller ID';

/** Maximum number of members listed by name; of more, the first two are listed. */
const MOST_NAMES = 3;

/** Name of a person in the user's language: the owner is “you”. */
export function personName({ isOwner, ...person }: PersonView, t: Texts): string {
  return isOwner ? t.common.person.you : someonesName(person, t);
}

/** A name of the API, translated if it is a placeholder for an unknown person. */
export function someonesName({ handle, name }: Pick<PersonView, 'handle' | 'name'>, { common }: Texts): string {
  if (handle !== null) return name;
  return name === NOBODY_KNOWN ? common.unknown : name === NUMBER_WITHHELD ? common.numberWithheld : name;
}

/** Name of a service: translated if it has a text, otherwise as in the backup. */
export function serviceName(service: string | null, { calls }: Texts): string | null {
  if (service === null) return null;
  return byCode(calls.services, service) ?? service;
}

/** Title of a conversation in the user's language: its name, otherwise its members. */
export function chatTitle(
  { name, participants, participantCount }: Pick<ChatView, 'name' | 'participants' | 'participantCount'>,
  t: Texts,
): string {
  if (name !== null) return name;
  if (participants.length === 0) return t.common.unknown;
  const shown = distinctPeople(participants).slice(0, participantCount > MOST_NAMES ? 2 : MOST_NAMES);
  const names = shown.map((person) => personName(person, t));
  const others = participantCount - names.length;
  return formatList(others > 0 ? [...names, t.common.person.others({ count: others })] : names);
}
