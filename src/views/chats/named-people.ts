import type { PersonView } from '../../contract/person.ts';
import type { NamedPerson } from '../../model/chat-event.ts';
import { handleKey } from '../../model/handle.ts';
import type { People } from '../people/people.ts';

/** A person, named by the contact with this handle, else by the app, else by the handle. */
export function namedPerson(people: People, { handle, name }: NamedPerson): PersonView {
  return people.withHandle(handle, undefined, name);
}

/** The sender of a message. */
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

/** Canonical handle of the other person of a direct chat; null for other chats. */
export function partnerOf({ kind, handle }: { readonly kind: string | null; readonly handle: string | null }) {
  return kind === 'direct' && handle !== null ? handleKey(handle) : null;
}
