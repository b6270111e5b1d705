import type { ValuesOf } from '../../../../model/columns.ts';
import type { SearchDocument } from '../../../kit/artifact.ts';
import { asInteger, asShortText } from '../../../kit/source-table.ts';
import { flagWords } from '../flags.ts';
import { searchText } from '../search-document.ts';
import type { messageConversationItems, messages, Reaction } from '../tables.ts';
import { FACT, PLAIN } from './plain-query.ts';
import type { PlainMessage } from './plain-reader.ts';

/** The row in `messages` of a plain message, as values. */
export function plainRow(
  { rowid, guid, row, body, place, sentAt, service }: PlainMessage,
  reactions: readonly Reaction[] | null,
): ValuesOf<typeof messages> {
  const facts = row[PLAIN.facts] as number;
  const isFromMe = (facts & FACT.isFromMe) !== 0;
  return [
    rowid,
    guid,
    place.conversation.key,
    isFromMe,
    isFromMe ? null : place.sender,
    asShortText(row[PLAIN.account]),
    service,
    'text',
    body.text,
    null, // balloonText
    null, // subject
    sentAt,
    isFromMe ? asInteger(row[PLAIN.deliveredAt]) : null,
    asInteger(row[PLAIN.readAt]),
    null, // playedAt
    null, // editedAt
    null, // deletedAt
    null, // replyTo
    null, // replyToKey
    null, // replyRange
    null, // replyPart
    body.parts,
    0, // attachmentCount
    reactions === null || reactions.length === 0 ? null : reactions,
    null, // app
    null, // poll
    null, // translations
    null, // edits
    null, // announcement
    null, // balloonBundleId
    null, // link
    null, // place
    null, // contacts
    null, // drawing
    null, // expressiveStyle
    null, // error
    flagWords(facts & FACT.common, 0),
    body.source,
    null, // raw
  ];
}

/** The search document of a plain message; undefined if it has no text. */
export function plainDocument({ row, body, place, sentAt }: PlainMessage): SearchDocument | undefined {
  const text = searchText(null, body.text);
  if (text === '') return undefined;
  const isFromMe = ((row[PLAIN.facts] as number) & FACT.isFromMe) !== 0;
  const { from, in: conversations, payload } = isFromMe ? place.own : place.received;
  return from === null
    ? { text, at: sentAt, in: conversations, payload }
    : { text, at: sentAt, from, in: conversations, payload };
}

/** The place of a plain message in its conversation, as values. */
export function plainItem({ rowid, place, sentAt }: PlainMessage): ValuesOf<typeof messageConversationItems> {
  return [place.conversation.key, sentAt ?? 0, rowid, place.chat, null];
}
