import type { PersonView } from '../../contract/person.ts';
import type { NamedPerson } from '../../model/chat-event.ts';
import type { People } from '../people/people.ts';

/** Who that is: the contact with this handle, else the name that the app knows, else the handle. */
export function namedPerson(people: People, { handle, name }: NamedPerson): PersonView {
  return people.withHandle(handle, undefined, name);
}

/** Who sent a message. */
export function senderOf(
  people: People,
  {
    isFromMe,
    sender,
    senderName,
  }: { readonly isFromMe: boolean | null; readonly sender: string | null; readonly senderName: string | null },
): PersonView {
  return isFromMe === true ? people.owner(null) : people.withHandle(sender, undefined, senderName);
}
