import type { MessageGistView, MessageView } from '../../contract/chat.ts';
import type { NamedPerson } from '../../model/chat-event.ts';
import type { People } from '../people/people.ts';
import { gistOfKind } from './message-gist.ts';
import { excerptOf } from './message-text.ts';
import { namedPerson, senderOf } from './named-people.ts';

/** The quote that a reply stores. */
interface Quote {
  readonly text: string | null;
  readonly sender: NamedPerson | null;
  /** What it is, if it has no words. */
  readonly gist?: MessageGistView['kind'] | undefined;
  readonly seconds?: number | undefined;
}

/** The message that a reply refers to: the message itself if it still exists, else the quote in the reply. */
export function replyView(
  guid: string,
  original: (Parameters<typeof senderOf>[1] & { readonly key: number | null; readonly text: string | null }) | null,
  quoted: Quote | null,
  people: People,
): NonNullable<MessageView['replyTo']> {
  const text = original?.text ?? quoted?.text ?? null;
  // The gist of a message that exists is made from its view.
  const kind = original === null && text === null ? (quoted?.gist ?? null) : null;
  const gist = kind === null ? null : gistOfKind(kind, quoted?.seconds);
  const quotedSender = quoted === null || quoted.sender === null ? null : namedPerson(people, quoted.sender);
  return {
    guid,
    part: null,
    key: original === null ? null : String(original.key),
    excerpt: text === null ? (gist?.text ?? null) : excerptOf(text),
    gist,
    sender: original === null ? quotedSender : senderOf(people, original),
  };
}
