import type { PersonView } from '../../contract/messages.ts';
import { distinctPeople } from '../../locales/distinct-people.ts';
import type { People } from '../people/people.ts';
import type { ConversationRow } from './rows.ts';

/** Maximum number of names in a title; of more, only the first two are listed. */
const MAX_NAMES = 3;

/** The members of a conversation except the owner. */
export function participantsOf(row: Pick<ConversationRow, 'participants'>, people: People): PersonView[] {
  return (row.participants ?? []).map(({ handle, handleKey }) => people.withHandle(handle, handleKey));
}

/** The group's name, or the identifier of a conversation without members; null if the members make up the title. */
export function conversationName(
  { title, chats }: Pick<ConversationRow, 'title' | 'chats'>,
  participants: readonly Pick<PersonView, 'name'>[],
): string | null {
  if (title !== null || participants.length > 0) return title;
  return chats?.find(({ identifier }) => identifier !== null)?.identifier ?? null;
}

/** Title of a conversation: its name, else the names of its members, each person once. */
export function conversationTitle(
  row: Pick<ConversationRow, 'title' | 'chats'>,
  participants: readonly Pick<PersonView, 'name' | 'contact'>[],
): string {
  const names = distinctPeople(participants).map(({ name }) => name);
  return conversationName(row, participants) ?? joinNames(names) ?? 'Unknown';
}

/** `Anna`, `Anna and Ben`, `Anna, Ben and Carla`, `Anna, Ben and 3 others`; null if there are no members. */
export function joinNames(names: readonly string[]): string | null {
  const shown = names.length > MAX_NAMES ? [...names.slice(0, 2), `${names.length - 2} others`] : names;
  const last = shown.at(-1);
  if (last === undefined) return null;
  return shown.length === 1 ? last : `${shown.slice(0, -1).join(', ')} and ${last}`;
}
