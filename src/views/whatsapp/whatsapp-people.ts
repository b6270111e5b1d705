import type { PersonView } from '../../contract/person.ts';
import type { People } from '../people/people.ts';
import type { WhatsappMessageRow } from './rows.ts';

/** Somebody as WhatsApp names them: the number behind a LID is resolved, as far as the app knows it. */
export interface NamedPerson {
  readonly handle: string;
  readonly name: string | null;
}

/** Who that is: the contact with this number, else the name that WhatsApp knows, else the number or address. */
export function whatsappPerson(people: People, person: NamedPerson): PersonView {
  return people.withHandle(person.handle, undefined, person.name);
}

/** Who sent a message. */
export function whatsappSender(
  people: People,
  { isFromMe, sender, senderName }: Pick<WhatsappMessageRow, 'isFromMe' | 'sender' | 'senderName'>,
): PersonView {
  if (isFromMe === true) return people.owner(null);
  return people.withHandle(sender, undefined, senderName);
}
