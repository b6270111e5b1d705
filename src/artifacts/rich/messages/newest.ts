import type { Excerpt, ExcerptKey } from '../../../backup/source-database/excerpt.ts';
import { fromMessagesDate } from '../../../formats/apple-time.ts';
import { isDomainError } from '../../../model/errors.ts';
import { newestRows } from '../../kit/newest/newest-rows.ts';
import { readChatProperties } from './chat-properties.ts';
import { reactionType } from './reactions.ts';

/** How much is read. */
interface Scope {
  /** Messages of all chats together. */
  readonly newest: number;
  /** Chats of which more is read, and messages of each: those that are opened first. */
  readonly chats: number;
  readonly ofEachChat: number;
}

const SCOPE: Scope = { newest: 1500, chats: 40, ofEachChat: 40 };
/** Rows of a chat among which its last message is looked for; the others are reactions. */
const ROWS_BEFORE_LAST_MESSAGE = 20;
/** Chats of which the last message is looked for. */
const MAX_CHATS = 3000;
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

/** The newest messages of the newest chats, and of each chat those from its last message on. */
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
  const chats: { readonly chat: number; readonly newest: number }[] = [];
  const [...known] = excerpt.select(`SELECT ROWID FROM chat ORDER BY ROWID DESC LIMIT ${MAX_CHATS}`);
  for (const [chat] of known as (readonly [number])[]) {
    let newest: number | null = null;
    for (const [message, code, at] of last(chat) as Iterable<readonly [number, unknown, number | null]>) {
      newest ??= at ?? 0;
      rowids.add(message);
      if (reactionType(Number(code ?? 0)) === null) break;
    }
    if (newest !== null) chats.push({ chat, newest });
  }
  chats.sort((a, b) => b.newest - a.newest);
  const page = excerpt.prepare(
    `SELECT message_id FROM chat_message_join j WHERE chat_id = ? ${order} LIMIT ${scope.ofEachChat}`,
  );
  for (const { chat } of chats.slice(0, scope.chats)) {
    for (const [message] of page(chat)) rowids.add(message as number);
  }
  return rowids;
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
