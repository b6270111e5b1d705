import type { MessageView } from '../../contract/chat.ts';
import { lookupList } from '../lookup-list.ts';
import type { People } from '../people/people.ts';
import type { WhatsappAttachmentRow, WhatsappMessageRow } from '../rows.ts';
import type { ViewContext } from '../types.ts';
import { whatsappMessageView } from './message-view.ts';

/** Rows of one WhatsApp run. */
export interface WhatsappRows {
  readonly backupId: number;
  readonly runId: number;
}

/** The messages with these keys, in this order, with all that hangs on them: one query for each kind of thing. */
export async function loadWhatsappMessages(
  ctx: ViewContext,
  from: WhatsappRows,
  keys: readonly number[],
  people: People,
): Promise<MessageView[]> {
  if (keys.length === 0) return [];
  const [rows, attachments] = await Promise.all([messagesByKey(ctx, from, keys), attachmentsOf(ctx, from, keys)]);
  const originals = await originalsOf(ctx, from, [...rows.values()]);
  return keys.flatMap((key) => {
    const row = rows.get(key);
    if (row === undefined) return [];
    return whatsappMessageView(row, {
      people,
      attachments: attachments.get(key) ?? [],
      original: originals.get(row.replyToKey ?? Number.NaN) ?? null,
    });
  });
}

async function messagesByKey(
  { store }: ViewContext,
  { backupId, runId }: WhatsappRows,
  keys: readonly number[],
): Promise<Map<number, WhatsappMessageRow>> {
  const rows = await store.read
    .selectFrom('whatsapp_messages')
    .selectAll()
    .where('backupId', '=', backupId)
    .where('runId', '=', runId)
    .where('key', 'in', keys)
    .execute();
  return new Map(rows.map((row) => [row.key ?? 0, row]));
}

async function attachmentsOf(
  { store }: ViewContext,
  { backupId, runId }: WhatsappRows,
  keys: readonly number[],
): Promise<Map<number, WhatsappAttachmentRow[]>> {
  const rows = await store.read
    .selectFrom('whatsapp_attachments')
    .selectAll()
    .where('backupId', '=', backupId)
    .where('runId', '=', runId)
    .where('message', 'in', lookupList(keys))
    .orderBy('message')
    .execute();
  rows.sort((a, b) => (a.key ?? 0) - (b.key ?? 0));
  return Map.groupBy(rows, ({ message }) => message ?? 0);
}

type Original = Pick<WhatsappMessageRow, 'key' | 'text' | 'isFromMe' | 'sender' | 'senderName'>;

/** The messages that `rows` answer, by key. */
async function originalsOf(
  { store }: ViewContext,
  { backupId, runId }: WhatsappRows,
  rows: readonly WhatsappMessageRow[],
): Promise<Map<number, Original>> {
  const keys = [...new Set(rows.flatMap(({ replyToKey }) => replyToKey ?? []))];
  if (keys.length === 0) return new Map();
  const originals: Original[] = await store.read
    .selectFrom('whatsapp_messages')
    .select(['key', 'text', 'isFromMe', 'sender', 'senderName'])
    .where('backupId', '=', backupId)
    .where('runId', '=', runId)
    .where('key', 'in', lookupList(keys))
    .orderBy('key')
    .execute();
  return new Map(originals.map((row) => [row.key ?? Number.NaN, row]));
}
