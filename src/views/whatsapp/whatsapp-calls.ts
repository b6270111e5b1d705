import type { CallView } from '../../contract/calls.ts';
import { callText } from '../calls/call-text.ts';
import { whatsappCallView } from '../calls/call-view.ts';
import type { Sentence } from '../chats/chat-app.ts';
import type { People } from '../people/people.ts';
import type { Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';

/** The calls of WhatsApp's own log with these keys, by key. */
export async function whatsappCallsByKey(
  { store }: ViewContext,
  { backupId, runs }: Scope,
  keys: readonly number[],
  people: People,
): Promise<Map<number, CallView>> {
  const run = runs.get('whatsapp');
  if (keys.length === 0 || run === undefined) return new Map();
  const rows = await store.read
    .selectFrom('whatsapp_calls')
    .selectAll()
    .where('backupId', '=', backupId)
    .where('runId', '=', run)
    .where('key', 'in', keys)
    .execute();
  return new Map(rows.map((row) => [row.key ?? 0, whatsappCallView(row, people)]));
}

/** Calls as sentences, titled by whom they were with. */
export async function callSentences(
  ctx: ViewContext,
  scope: Scope,
  keys: readonly number[],
  people: People,
): Promise<Map<number, Sentence>> {
  const calls = await whatsappCallsByKey(ctx, scope, keys, people);
  return new Map([...calls].map(([key, call]) => [key, callSentence(call, people)]));
}

function callSentence({ direction, person, isVideo, isMissed, isGroup, seconds }: CallView, people: People): Sentence {
  const call = { isVideo, isMissed, isGroup, seconds };
  const sender = direction === 'outgoing' ? people.owner(null) : person;
  return {
    title: person.name,
    systemMessage: { sender, announcement: null, call: { ...call, text: callText(call) } },
  };
}
