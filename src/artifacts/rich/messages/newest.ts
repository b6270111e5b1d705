import type { Excerpt, ExcerptKey } from '../../../backup/source-database/excerpt.ts';
import { fromMessagesDate } from '../../../formats/apple-time.ts';
import { isDomainError } from '../../../model/errors.ts';
import { newestRows } from '../../kit/newest/newest-rows.ts';
import { readChatProperties } from './chat-properties.ts';
import { readChats, readLookups } from './chats.ts';
import { readHandles } from './handles.ts';
import { mergeChats } from './merge-chats.ts';
import { personLookup } from './people.ts';
import { reactionType } from './reactions.ts';

/** How much is read. */
interface Scope {
  /** Messages of all chats together. */
  readonly newest: number;
  /** Conversations of which more is read, and messages of each of their chats: those that are opened first. */
  readonly chats: number;
  readonly ofEachChat: number;
}

const SCOPE: Scope = { newest: 1500, chats: 40, ofEachChat: 40 };
/** Rows of a chat among which its last message is looked for; the others are reactions. */
const ROWS_BEFORE_LAST_MESSAGE = 20;
/** Chats of which the last message is looked for. */
const MAX_CHATS = 3000;
/** Chats of a conversation, on average, of which more is read. */
const CHATS_OF_CONVERSATION = 3;
/** Highest number of a bubble whose reactions are looked for, of messages that others quote. */
const MAX_PART = 9;

/** Tables that are needed as a whole: some hundred or thousand short rows. */
const SMALL_TABLES = [
  'chat',
  'handle',
  'chat_handle_join',
  'chat_lookup',
  'chat_recoverable_message_join',
  'recoverable_message_part',
];

/**
 * Copies the newest messages of an sms.db since iOS 6: of all chats together, more of the newest chats, and the last one
 * of every chat, so that the list of chats has its order. Nothing is copied of earlier databases, which are small.
 */
export function copyNewestMessages(excerpt: Excerpt, scope = SCOPE): number | null {
  if (!excerpt.has('message', 'ROWID', 'guid', 'date', 'handle_id')) return null;
  for (const table of SMALL_TABLES) excerpt.copyAll(table);
  const dated = { table: 'message', date: 'date', toTime: fromMessagesDate };
  const { keys: rowids, backTo } = newestRows(excerpt, dated, scope.newest);
  for (const rowid of newestByChat(excerpt, scope)) rowids.add(rowid);
  copyMessages(excerpt, rowids);
  copyMessages(excerpt, quoted(excerpt, rowids));
  copyGroupPhotos(excerpt);
  return backTo;
}

/** The newest messages of the newest conversations, and of each chat those from its last message on. */
function newestByChat(excerpt: Excerpt, scope: Scope): Set<ExcerptKey> {
  const rowids = new Set<ExcerptKey>();
  if (!excerpt.has('chat_message_join', 'chat_id', 'message_id') || !excerpt.has('chat', 'ROWID')) return rowids;
  const date = excerpt.has('chat_message_join', 'message_date') ? 'message_date' : 'message_id';
  const type = excerpt.has('message', 'associated_message_type') ? 'm.associated_message_type' : '0';
  const order = `ORDER BY j.${date} DESC, j.message_id DESC`;
  const last = excerpt.prepare(
    `SELECT j.message_id, ${type}, CAST(j.${date} AS REAL)
     FROM chat_message_join j CROSS JOIN message m ON m.ROWID = j.message_id
     WHERE j.chat_id = ? ${order} LIMIT ${ROWS_BEFORE_LAST_MESSAGE}`,
  );
  const newestOf = new Map<number, number>();
  const [...known] = excerpt.select(`SELECT ROWID FROM chat ORDER BY ROWID DESC LIMIT ${MAX_CHATS}`);
  for (const [chat] of known as (readonly [number])[]) {
    for (const [message, code, at] of last(chat) as Iterable<readonly [number, unknown, number | null]>) {
      if (!newestOf.has(chat)) newestOf.set(chat, at ?? 0);
      rowids.add(message);
      if (reactionType(Number(code ?? 0)) === null) break;
    }
  }
  const page = excerpt.prepare(
    `SELECT message_id FROM chat_message_join j WHERE chat_id = ? ${order} LIMIT ${scope.ofEachChat}`,
  );
  const { chats, handles } = newestConversations(excerpt, newestOf, scope);
  for (const chat of chats) for (const [message] of page(chat)) rowids.add(message as number);
  for (const message of withoutChat(excerpt, handles, scope)) rowids.add(message);
  return rowids;
}

/** The newest messages from some handles that are in no chat: they are shown in the conversations with these people. */
function* withoutChat(excerpt: Excerpt, handles: readonly number[], scope: Scope): Generator<number> {
  const isFindable =
    excerpt.isIndexed('message', 'handle_id', 'date') && excerpt.isIndexed('chat_message_join', 'message_id');
  if (!isFindable) return;
  const newest = excerpt.prepare(
    `SELECT id FROM (SELECT ROWID AS id FROM message WHERE handle_id = ? ORDER BY date DESC LIMIT ${scope.ofEachChat})
     WHERE NOT EXISTS (SELECT 1 FROM chat_message_join WHERE message_id = id)`,
  );
  for (const handle of handles) for (const [message] of newest(handle)) yield message as number;
}

/**
 * The chats of the newest conversations, and the handles of the people in those of two: all chats with a person, on
 * iMessage and SMS, are one conversation, and its page has messages of each. Chats that only the address book joins are
 * not known here.
 */
function newestConversations(
  excerpt: Excerpt,
  newestOf: ReadonlyMap<number, number>,
  scope: Scope,
): { readonly chats: readonly number[]; readonly handles: readonly number[] } {
  // The reader of everything reports what cannot be read.
  const lost = (): void => {};
  const handles = readHandles(excerpt.db, null, lost);
  const personOf = personLookup(handles.values(), new Map());
  const groups = mergeChats(readChats(excerpt.db, handles, lost), readLookups(excerpt.db, lost), ({ members }) =>
    members.map(personOf),
  );
  const newest = groups
    .map((group) => ({ group, at: Math.max(...group.map(({ chat }) => newestOf.get(chat.rowid) ?? 0)) }))
    .toSorted((a, b) => b.at - a.at)
    .slice(0, scope.chats)
    .flatMap(({ group }) => group)
    .slice(0, scope.chats * CHATS_OF_CONVERSATION);
  const direct = newest.flatMap(({ chat }) => (chat.kind === 'direct' ? chat.members : []));
  const people = new Set(direct.map(personOf));
  return {
    chats: newest.map(({ chat }) => chat.rowid),
    handles: [...handles.values()].filter((handle) => people.has(personOf(handle))).map(({ rowid }) => rowid),
  };
}

/**
 * The messages that replies among `rowids` quote, with the reactions to them. Reactions to other messages are newer
 * than these, so they are among `rowids`.
 */
function quoted(excerpt: Excerpt, rowids: ReadonlySet<ExcerptKey>): Set<ExcerptKey> {
  const isFindable = excerpt.isIndexed('message', 'guid') && excerpt.isIndexed('message', 'associated_message_guid');
  if (!isFindable) return new Set();
  const guids = new Set(excerpt.values('message', 'thread_originator_guid', 'ROWID', rowids));
  const targets = excerpt.values('message', 'ROWID', 'guid', guids).filter((rowid) => !rowids.has(rowid));
  const parts = Array.from({ length: MAX_PART + 1 }, (_, part) => `p:${part}/`);
  const references = excerpt
    .values('message', 'guid', 'ROWID', targets)
    .flatMap((guid) => ['', 'bp:', ...parts].map((prefix) => prefix + String(guid)));
  return new Set([...targets, ...excerpt.values('message', 'ROWID', 'associated_message_guid', references)]);
}

/** Copies messages with their places in chats and their attachments. */
function copyMessages(excerpt: Excerpt, rowids: ReadonlySet<ExcerptKey>): void {
  // In their order, which is that of their pages.
  const sorted = [...rowids].sort((a, b) => Number(a) - Number(b));
  excerpt.copyWhere('message', 'ROWID', sorted);
  excerpt.copyWhere('chat_message_join', 'message_id', sorted);
  excerpt.copyWhere('message_attachment_join', 'message_id', sorted);
  const attachments = excerpt.values('message_attachment_join', 'attachment_id', 'message_id', sorted);
  excerpt.copyWhere('attachment', 'ROWID', attachments);
}

/** Copies the attachments that are pictures of groups. */
function copyGroupPhotos(excerpt: Excerpt): void {
  if (!excerpt.has('chat', 'properties') || !excerpt.isIndexed('attachment', 'guid')) return;
  const guids: string[] = [];
  for (const { properties } of excerpt.db
    .prepare('SELECT properties FROM chat WHERE properties IS NOT NULL')
    .iterate()) {
    const guid = groupPhoto(properties);
    if (guid !== null) guids.push(guid);
  }
  excerpt.copyWhere('attachment', 'guid', guids);
}

function groupPhoto(properties: unknown): string | null {
  if (!(properties instanceof Uint8Array)) return null;
  try {
    return readChatProperties(properties).groupPhotoGuid;
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return null;
  }
}
