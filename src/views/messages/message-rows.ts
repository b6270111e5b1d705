import type { MessageView } from '../../contract/messages.ts';
import { lookupList } from '../lookup-list.ts';
import type { People } from '../people/people.ts';
import type { AttachmentRow, MessageRow } from '../rows.ts';
import type { Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { messageView } from './message-view.ts';

/** The place of a message in a conversation. */
export interface Item {
  readonly message: number;
  readonly conversation?: number;
  readonly deletedAt?: number | null;
}

/** The messages at these places with all that hangs on them, one query for each kind of thing. */
export async function loadMessages(
  ctx: ViewContext,
  scope: Scope,
  items: readonly Item[],
  people: People,
  handleKeys: ReadonlyMap<string, string>,
): Promise<MessageView[]> {
  if (items.length === 0) return [];
  const keys = items.map(({ message }) => message);
  const [rows, attachments] = await Promise.all([messagesByKey(ctx, scope, keys), attachmentsOf(ctx, scope, keys)]);
  const originals = await originalsOf(ctx, scope, [...rows.values()]);
  return items.flatMap(({ message, conversation, deletedAt }) => {
    const row = rows.get(message);
    if (row === undefined) return [];
    return messageView(row, {
      people,
      handleKeys,
      attachments: attachments.get(message) ?? [],
      original: originals.get(row.replyToKey ?? Number.NaN) ?? null,
      ...(conversation === undefined ? {} : { conversation }),
      ...(deletedAt === undefined ? {} : { deletedAt }),
    });
  });
}

async function messagesByKey(
  { store }: ViewContext,
  { backupId, messages }: Scope,
  keys: readonly number[],
): Promise<Map<number, MessageRow>> {
  const rows = await store.read
    .selectFrom('messages')
    .selectAll()
    .where('backupId', '=', backupId)
    .where('runId', '=', messages ?? 0)
    .where('key', 'in', keys)
    .execute();
  return new Map(rows.map((row) => [row.key ?? 0, row]));
}

/** Attachments in the order of their bubbles. */
async function attachmentsOf(
  { store }: ViewContext,
  { backupId, messages }: Scope,
  keys: readonly number[],
): Promise<Map<number, AttachmentRow[]>> {
  const rows = await store.read
    .selectFrom('message_attachments')
    .selectAll()
    .where('backupId', '=', backupId)
    .where('runId', '=', messages ?? 0)
    .where('message', 'in', lookupList(keys))
    .orderBy('message')
    .execute();
  rows.sort((a, b) => (a.part ?? 0) - (b.part ?? 0) || (a.key ?? 0) - (b.key ?? 0));
  return Map.groupBy(rows, ({ message }) => message ?? 0);
}

type Original = Pick<MessageRow, 'key' | 'text'>;

/** The messages that `rows` answer, by key. */
async function originalsOf(
  { store }: ViewContext,
  { backupId, messages }: Scope,
  rows: readonly MessageRow[],
): Promise<Map<number, Original>> {
  const keys = [...new Set(rows.flatMap(({ replyToKey }) => replyToKey ?? []))];
  if (keys.length === 0) return new Map();
  const originals: Original[] = await store.read
    .selectFrom('messages')
    .select(['key', 'text'])
    .where('backupId', '=', backupId)
    .where('runId', '=', messages ?? 0)
    .where('key', 'in', lookupList(keys))
    .orderBy('key')
    .execute();
  return new Map(originals.map((row) => [row.key ?? Number.NaN, row]));
}
