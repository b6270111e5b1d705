import type { MessageView } from '../../contract/chat.ts';
import type { NamedPerson } from '../../model/chat-event.ts';
import type { People } from '../people/people.ts';
import { namedPerson } from './named-people.ts';

interface EmojiReaction {
  readonly emoji: string | null;
  readonly isFromMe: boolean;
  readonly sender: NamedPerson | null;
  readonly at: number | null;
  /** Number of people who reacted like this, if the app stores that only; default one. */
  readonly count?: number | null | undefined;
}

/** Reactions of apps whose reactions are emoji. */
export function emojiReactions(
  reactions: readonly EmojiReaction[] | null | undefined,
  people: People,
): MessageView['reactions'] {
  return (reactions ?? []).map(({ emoji, isFromMe, sender, at, count }) => ({
    part: null,
    kind: 'emoji',
    emoji,
    sender: isFromMe ? people.owner(null) : sender === null ? null : namedPerson(people, sender),
    picture: null,
    at,
    count: count ?? 1,
  }));
}
