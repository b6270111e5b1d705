import type { HappeningView } from '../../contract/chat.ts';
import type { Page } from '../../contract/common.ts';
import type { WhatsappChatDetailView, WhatsappChatView } from '../../contract/whatsapp.ts';
import { DomainError } from '../../model/errors.ts';
import type { BackupId } from '../../model/ids.ts';
import { CHAT_ORDERS, type ChatSort, entriesBeyond } from '../chats/chat-order.ts';
import { encodeCursor } from '../paging/cursor.ts';
import { type People, peopleOf } from '../people/people.ts';
import { parseRowKey } from '../row-key.ts';
import type { WhatsappChatRow } from '../rows.ts';
import { type Scope, scopeOf } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { whatsappHappenings } from './happenings.ts';
import { whatsappDirectory, whatsappRun, whatsappTitle } from './whatsapp-directory.ts';
import { whatsappPerson } from './whatsapp-people.ts';

/** Members that a chat in a list shows. */
const LISTED_MEMBERS = 10;
/** Members that one chat shows; WhatsApp allows 1,024. */
const MAX_MEMBERS = 5000;

/** Which chats to list. */
export interface WhatsappChatQuery {
  /** Words of the title or of members' names, or a member's phone number in any notation. */
  readonly q?: string;
  readonly kind?: WhatsappChatView['kind'];
  /** Only archived ones, or only those that are not. */
  readonly archived?: boolean;
  readonly sort?: ChatSort;
  /** 1..200 */
  readonly limit: number;
  readonly cursor?: string;
}

/** A page of a backup's WhatsApp chats; empty where WhatsApp has no index. @throws BACKUP_NOT_FOUND, BAD_REQUEST, LIMIT_EXCEEDED */
export async function listWhatsappChats(
  ctx: ViewContext,
  backup: BackupId,
  { q = '', kind, archived, sort = 'recent', limit, cursor }: WhatsappChatQuery,
): Promise<Page<WhatsappChatView>> {
  const scope = await scopeOf(ctx, backup);
  const directory = await whatsappDirectory(ctx, scope);
  const wanted = (q.trim() === '' ? directory.all() : directory.matching(q)).filter(
    (chat) => (kind === undefined || chat.kind === kind) && (archived === undefined || chat.isArchived === archived),
  );
  const order = CHAT_ORDERS[sort];
  const entries = entriesBeyond(wanted, order, limit + 1, cursor);
  const page = entries.slice(0, limit);
  return {
    items: await whatsappChatsByKey(
      ctx,
      scope,
      page.map(({ key }) => key),
    ),
    next: entries.length > limit ? encodeCursor(order.cursor(page.at(-1))) : null,
  };
}

/** Chats in the order of these keys; unknown keys are absent. */
export async function whatsappChatsByKey(
  ctx: ViewContext,
  scope: Scope,
  keys: readonly number[],
): Promise<WhatsappChatView[]> {
  const [rows, people] = await Promise.all([rowsByKey(ctx, scope, keys), peopleOf(ctx, scope)]);
  const sorted = keys.flatMap((key) => rows.get(key) ?? []);
  const happenings = await lastHappenings(ctx, scope, sorted, people);
  return sorted.map((row) => chatView(row, people, happenings, LISTED_MEMBERS));
}

/** One chat with all its members. @throws BACKUP_NOT_FOUND, NOT_FOUND */
export async function getWhatsappChat(
  ctx: ViewContext,
  backup: BackupId,
  key: string,
): Promise<WhatsappChatDetailView> {
  const scope = await scopeOf(ctx, backup);
  const rowKey = parseRowKey(key);
  const row = rowKey === null ? undefined : (await rowsByKey(ctx, scope, [rowKey])).get(rowKey);
  if (row === undefined) throw new DomainError('NOT_FOUND', 'There is no WhatsApp chat with this key.');
  const people = await peopleOf(ctx, scope);
  const happenings = await lastHappenings(ctx, scope, [row], people);
  return {
    ...chatView(row, people, happenings, MAX_MEMBERS),
    subject: row.subject,
    about: row.about,
    owner: row.owner === null ? null : people.withHandle(row.owner),
    createdAt: row.createdAt,
    draft: row.draft,
    disappearingSeconds: row.disappearingSeconds,
    liveLocationUntil: row.liveLocationUntil,
    sessions: (row.sessions ?? []).map((session) => ({ ...session })),
  };
}

async function rowsByKey(
  { store }: ViewContext,
  scope: Scope,
  keys: readonly number[],
): Promise<Map<number, WhatsappChatRow>> {
  const run = whatsappRun(scope);
  if (keys.length === 0 || run === null) return new Map();
  const rows = await store.read
    .selectFrom('whatsapp_chats')
    .selectAll()
    .where('backupId', '=', scope.backupId)
    .where('runId', '=', run)
    .where('key', 'in', keys)
    .execute();
  return new Map(rows.map((row) => [row.key ?? 0, row]));
}

/** What happened last in those whose newest message has no text, by the key of that message. */
function lastHappenings(
  ctx: ViewContext,
  scope: Scope,
  rows: readonly WhatsappChatRow[],
  people: People,
): Promise<ReadonlyMap<number, HappeningView>> {
  const keys = rows.flatMap(({ lastText, lastMessage }) => (lastText === null ? (lastMessage ?? []) : []));
  return whatsappHappenings(ctx, scope, keys, people);
}

function chatView(
  row: WhatsappChatRow,
  people: People,
  happenings: ReadonlyMap<number, HappeningView>,
  members: number,
): WhatsappChatView {
  const participants = (row.participants ?? []).slice(0, members).map((member) => ({
    ...whatsappPerson(people, member),
    isAdmin: member.isAdmin,
    isActive: member.isActive,
  }));
  // A chat with one person lists no members in the source.
  const other =
    participants.length === 0 && row.kind === 'direct' && row.handle !== null
      ? [{ ...whatsappPerson(people, { handle: row.handle, name: row.title }), isAdmin: false, isActive: true }]
      : participants;
  return {
    key: String(row.key),
    title: whatsappTitle(row, people),
    name: whatsappTitle(row, people),
    kind: row.kind ?? 'unknown',
    service: row.app,
    participants: other,
    participantCount: Math.max(other.length, row.participants?.length ?? 0),
    messageCount: row.messageCount ?? 0,
    unreadCount: row.unreadCount,
    firstAt: row.firstAt,
    lastAt: row.lastAt,
    lastText: row.lastText,
    lastHappening: happenings.get(row.lastMessage ?? Number.NaN) ?? null,
    isArchived: row.isArchived ?? false,
    isPinned: row.isPinned ?? false,
    isMuted: row.isMuted ?? false,
    photo:
      row.photoState === null || row.photoState === 'no-path' ? null : { fileID: row.photo, state: row.photoState },
    jid: row.jid,
    isHidden: row.isHidden ?? false,
    isRemoved: row.isRemoved ?? false,
    isBlocked: row.isBlocked ?? false,
    mutedUntil: row.mutedUntil,
  };
}
