import { z } from 'zod';
import type { HappeningView } from '../../contract/chat.ts';
import type { Page } from '../../contract/common.ts';
import type { ConversationView } from '../../contract/messages.ts';
import type { SearchHitView } from '../../contract/search.ts';
import { DomainError } from '../../model/errors.ts';
import type { BackupId } from '../../model/ids.ts';
import { CHAT_ORDERS, type ChatSort, entriesBeyond } from '../chats/chat-order.ts';
import { decodeCursor, encodeCursor } from '../paging/cursor.ts';
import { type People, peopleOf } from '../people/people.ts';
import { parseRowKey } from '../row-key.ts';
import type { ConversationRow } from '../rows.ts';
import { type Scope, scopeOf } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { conversationDirectory } from './conversation-directory.ts';
import { conversationName, conversationTitle, participantsOf } from './conversation-title.ts';
import { messageHappenings } from './happenings.ts';

/** Orders of the list of conversations. */
export type ConversationSort = ChatSort;

/** Which conversations to list. */
export interface ConversationQuery {
  /** Words of the title or of members' names, or a member's phone number in any notation. */
  readonly q?: string;
  /** 1..200 */
  readonly limit: number;
  readonly cursor?: string;
  readonly kind?: ConversationView['kind'];
  readonly sort?: ConversationSort;
}

const RecentPlace = z.tuple([z.literal('recent'), z.number().nullable(), z.number()]);

/** A page of a backup's conversations; empty where Messages has no index. @throws BACKUP_NOT_FOUND, BAD_REQUEST */
export async function listConversations(
  ctx: ViewContext,
  backup: BackupId,
  query: ConversationQuery,
): Promise<Page<ConversationView>> {
  const scope = await scopeOf(ctx, backup);
  if (scope.messages === null) return { items: [], next: null };
  const { sort = 'recent', kind, limit, cursor } = query;
  const people = await peopleOf(ctx, scope);
  const q = query.q?.trim() ?? '';
  if (sort === 'recent' && q === '' && kind === undefined) {
    const rows = await recentRows(ctx, scope, limit + 1, cursor);
    return pageOfRows(ctx, scope, rows, limit, people, (row) => ['recent', row.lastAt, row.key ?? 0]);
  }
  const directory = await conversationDirectory(ctx, scope);
  const order = CHAT_ORDERS[sort];
  const found = q === '' ? directory.all() : directory.matching(q);
  const wanted = kind === undefined ? found : found.filter((entry) => entry.kind === kind);
  const entries = entriesBeyond(wanted, order, limit + 1, cursor);
  const rows = await rowsByKey(
    ctx,
    scope,
    entries.map(({ key }) => key),
  );
  const byKey = new Map(entries.map((entry) => [entry.key, entry]));
  const sorted = entries.flatMap(({ key }) => rows.get(key) ?? []);
  return pageOfRows(ctx, scope, sorted, limit, people, (row) => order.cursor(byKey.get(row.key ?? 0)));
}

/** One conversation. @throws BACKUP_NOT_FOUND, NOT_FOUND */
export async function getConversation(ctx: ViewContext, backup: BackupId, key: string): Promise<ConversationView> {
  const scope = await scopeOf(ctx, backup);
  const rowKey = parseRowKey(key);
  const rows = rowKey === null ? null : await rowsByKey(ctx, scope, [rowKey]);
  const row = rows?.get(rowKey ?? 0);
  if (row === undefined) throw new DomainError('NOT_FOUND', 'There is no conversation with this key.');
  const people = await peopleOf(ctx, scope);
  return conversationView(row, people, await lastHappenings(ctx, scope, [row], people));
}

/** Conversations in the order of these keys; unknown keys are absent. */
export async function conversationsByKey(
  ctx: ViewContext,
  scope: Scope,
  keys: readonly number[],
): Promise<ConversationView[]> {
  const [rows, people] = await Promise.all([rowsByKey(ctx, scope, keys), peopleOf(ctx, scope)]);
  const sorted = keys.flatMap((key) => rows.get(key) ?? []);
  const happenings = await lastHappenings(ctx, scope, sorted, people);
  return sorted.map((row) => conversationView(row, people, happenings));
}

/** What a conversation is called, and whether it is a group. */
export type ConversationName = NonNullable<SearchHitView['chat']>;

/** So many members are named: a title of members names no more. */
const NAMED_MEMBERS = 3;

/** Names of conversations by key, resolved like everywhere else; unknown keys are absent. */
export async function conversationNames(
  ctx: ViewContext,
  scope: Scope,
  keys: readonly number[],
  people: People,
): Promise<Map<number, ConversationName>> {
  const rows = await rowsByKey(ctx, scope, keys);
  return new Map(
    [...rows].map(([key, row]) => {
      const { title, name, kind, participants, participantCount } = conversationView(row, people, NOTHING);
      const members = participants.slice(0, NAMED_MEMBERS);
      return [key, { title, name, members, memberCount: participantCount, isGroup: kind === 'group' }];
    }),
  );
}

/**
 * Newest first by the index, those without a time last. Two queries, as databases disagree on where nulls stand; the second
 * one, on the last pages only, goes through the conversations by key.
 */
async function recentRows(ctx: ViewContext, scope: Scope, limit: number, cursor?: string): Promise<ConversationRow[]> {
  const [, lastAt, key] = cursor === undefined ? [null, Infinity, 0] : decodeCursor(cursor, RecentPlace);
  const dated = lastAt === null ? [] : await datedRows(ctx, scope, limit, lastAt, key);
  if (dated.length === limit) return dated;
  let undated = allRows(ctx, scope).where('lastAt', 'is', null);
  if (lastAt === null) undated = undated.where('key', '<', key);
  return [
    ...dated,
    ...(await undated
      .orderBy('key', 'desc')
      .limit(limit - dated.length)
      .execute()),
  ];
}

function datedRows(ctx: ViewContext, scope: Scope, limit: number, lastAt: number, key: number) {
  let query = allRows(ctx, scope);
  query =
    lastAt === Infinity
      ? query.where('lastAt', 'is not', null)
      : query.where((eb) => eb(eb.refTuple('lastAt', 'key'), '<', eb.tuple(lastAt, key)));
  return query.orderBy('lastAt', 'desc').orderBy('key', 'desc').limit(limit).execute();
}

async function rowsByKey(
  ctx: ViewContext,
  scope: Scope,
  keys: readonly number[],
): Promise<Map<number, ConversationRow>> {
  if (keys.length === 0 || scope.messages === null) return new Map();
  const rows = await allRows(ctx, scope).where('key', 'in', keys).execute();
  return new Map(rows.map((row) => [row.key ?? 0, row]));
}

function allRows({ store }: ViewContext, { backupId, messages }: Scope) {
  return store.read
    .selectFrom('message_conversations')
    .selectAll()
    .where('backupId', '=', backupId)
    .where('runId', '=', messages ?? 0);
}

/** `rows` has one more than the page where another page follows. */
async function pageOfRows(
  ctx: ViewContext,
  scope: Scope,
  rows: readonly ConversationRow[],
  limit: number,
  people: People,
  place: (row: ConversationRow) => (string | number | null)[],
): Promise<Page<ConversationView>> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const happenings = await lastHappenings(ctx, scope, items, people);
  return {
    items: items.map((row) => conversationView(row, people, happenings)),
    next: rows.length > limit && last !== undefined ? encodeCursor(place(last)) : null,
  };
}

type Happenings = ReadonlyMap<number, HappeningView>;

const NOTHING: Happenings = new Map();

/** What happened last in those whose newest message has no text, by the key of that message. */
function lastHappenings(
  ctx: ViewContext,
  scope: Scope,
  rows: readonly ConversationRow[],
  people: People,
): Promise<Happenings> {
  const wordless = rows.filter(({ lastText }) => lastText === null);
  const keys = wordless.flatMap(({ lastMessage }) => lastMessage ?? []);
  const members = wordless.flatMap(({ participants }) => participants ?? []);
  const handleKeys = new Map(members.map(({ handle, handleKey }) => [handle, handleKey]));
  return messageHappenings(ctx, scope, keys, people, handleKeys);
}

function conversationView(row: ConversationRow, people: People, happenings: Happenings): ConversationView {
  const participants = participantsOf(row, people);
  return {
    key: String(row.key),
    title: conversationTitle(row, participants),
    name: conversationName(row, participants),
    kind: row.kind ?? 'orphaned',
    service: row.service,
    participants,
    participantCount: participants.length,
    messageCount: row.messageCount ?? 0,
    unreadCount: null,
    firstAt: row.firstAt,
    lastAt: row.lastAt,
    lastText: row.lastText,
    lastHappening: happenings.get(row.lastMessage ?? Number.NaN) ?? null,
    isArchived: row.isArchived ?? false,
    isPinned: false,
    isMuted: false,
    photo: row.groupPhoto === null ? null : { fileID: row.groupPhoto, state: row.groupPhotoState ?? 'not-in-backup' },
    chats: (row.chats ?? []).map(({ rowid, guid, service }) => ({ rowid, guid, service })),
  };
}
