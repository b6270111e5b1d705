import type { CallView } from '../../contract/calls.ts';
import type { HappeningView } from '../../contract/chat.ts';
import { whatsappCallView } from '../calls/call-view.ts';
import type { People } from '../people/people.ts';
import type { Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { callNoteView, eventView } from './event-view.ts';
import { whatsappRun } from './whatsapp-directory.ts';
import { whatsappSender } from './whatsapp-people.ts';

/** What the events and calls among the WhatsApp messages with these keys say, by key; ordinary messages are absent. */
export async function whatsappHappenings(
  { store }: ViewContext,
  scope: Scope,
  keys: readonly number[],
  people: People,
): Promise<Map<number, HappeningView>> {
  const run = whatsappRun(scope);
  if (keys.length === 0 || run === null) return new Map();
  const rows = await store.read
    .selectFrom('whatsapp_messages')
    .select(['key', 'isFromMe', 'sender', 'senderName', 'event', 'call'])
    .where('backupId', '=', scope.backupId)
    .where('runId', '=', run)
    .where('key', 'in', keys)
    .where((eb) => eb.or([eb('event', 'is not', null), eb('call', 'is not', null)]))
    .execute();
  return new Map(
    rows.map((row) => [
      row.key ?? 0,
      { sender: whatsappSender(people, row), announcement: eventView(row, people), call: callNoteView(row) },
    ]),
  );
}

/** The calls of WhatsApp's own log with these keys, by key. */
export async function whatsappCallsByKey(
  { store }: ViewContext,
  scope: Scope,
  keys: readonly number[],
  people: People,
): Promise<Map<number, CallView>> {
  const run = whatsappRun(scope);
  if (keys.length === 0 || run === null) return new Map();
  const rows = await store.read
    .selectFrom('whatsapp_calls')
    .selectAll()
    .where('backupId', '=', scope.backupId)
    .where('runId', '=', run)
    .where('key', 'in', keys)
    .execute();
  return new Map(rows.map((row) => [row.key ?? 0, whatsappCallView(row, people)]));
}
