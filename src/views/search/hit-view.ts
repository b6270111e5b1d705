import type { CallView } from '../../contract/calls.ts';
import type { HappeningView } from '../../contract/chat.ts';
import type { PersonView } from '../../contract/person.ts';
import type { SearchHitView } from '../../contract/search.ts';
import type { BackupId } from '../../model/ids.ts';
import type { SearchHit } from '../../storage/index.ts';
import { callText } from '../calls/call-text.ts';
import { type ConversationName, conversationNames } from '../messages/conversations.ts';
import { messageHappenings } from '../messages/happenings.ts';
import { type People, peopleOf } from '../people/people.ts';
import { parseRowKey } from '../row-key.ts';
import { type Scope, scopeOf } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { whatsappCallsByKey, whatsappHappenings } from '../whatsapp/happenings.ts';
import { whatsappDirectory } from '../whatsapp/whatsapp-directory.ts';
import { snippetOf } from './snippet.ts';

/** What the hits of one backup are shown with. */
interface Names {
  readonly people: People;
  /** By artifact and key. */
  readonly chats: ReadonlyMap<string, ConversationName>;
  /** By artifact and key of the message. */
  readonly happenings: ReadonlyMap<string, HappeningView>;
  /** Of WhatsApp's own log, by key. */
  readonly calls: ReadonlyMap<number, CallView>;
}

/** What of a hit tells whom it is from and where it stands. */
type HitFacts = Pick<SearchHit, 'artifact' | 'payload'>;

/** Hits with names for handles and chats, those of each backup by its own contacts. */
export async function hitViews(
  ctx: ViewContext,
  hits: readonly SearchHit[],
  scopes: ReadonlyMap<BackupId, Scope>,
): Promise<SearchHitView[]> {
  const names = new Map<BackupId, Names>();
  for (const [backup, ofBackup] of Map.groupBy(hits, (hit) => hit.backup)) {
    const scope = scopes.get(backup) ?? (await scopeOf(ctx, backup));
    const people = await peopleOf(ctx, scope);
    const [chats, happenings, calls] = await Promise.all([
      chatNames(ctx, scope, ofBackup, people),
      happeningsOf(ctx, scope, ofBackup, people),
      whatsappCallsByKey(ctx, scope, keysOf(ofBackup, CALL), people),
    ]);
    names.set(backup, { people, chats, happenings, calls });
  }
  return hits.flatMap((hit) => {
    const known = names.get(hit.backup);
    return known === undefined ? [] : hitView(hit, known);
  });
}

/** Who a record comes from; null for records that come from nobody. */
export function senderOf({ artifact, payload }: HitFacts, people: People): PersonView | null {
  const text = (name: string): string | null => {
    const value = payload[name];
    return typeof value === 'string' ? value : null;
  };
  if (artifact === 'calls') {
    return text('direction') === 'outgoing' ? people.owner(null) : people.withHandle(text('handle'));
  }
  const { isFromMe } = payload;
  if (typeof isFromMe !== 'boolean') return null;
  return isFromMe ? people.owner(null) : people.withHandle(text('sender'), undefined, text('senderName'));
}

async function chatNames(
  ctx: ViewContext,
  scope: Scope,
  hits: readonly SearchHit[],
  people: People,
): Promise<ReadonlyMap<string, ConversationName>> {
  const chatsOf = (artifact: string): number[] => [
    ...new Set(hits.flatMap((hit) => (hit.artifact === artifact ? (chatOf(hit) ?? []) : []))),
  ];
  const names = new Map<string, ConversationName>();
  for (const [key, name] of await conversationNames(ctx, scope, chatsOf('messages'), people)) {
    names.set(`messages ${key}`, name);
  }
  const chats = chatsOf('whatsapp');
  if (chats.length === 0) return names;
  const directory = await whatsappDirectory(ctx, scope);
  for (const key of chats) {
    const chat = directory.get(key);
    if (chat === null) continue;
    const { title, handleKey } = chat;
    names.set(`whatsapp ${key}`, { title, name: title, members: [], memberCount: 0, isGroup: handleKey === null });
  }
  return names;
}

/** The word for `type:` of a call in WhatsApp's own log. */
const CALL = 'whatsapp-call';

/** What WhatsApp's messages are that have no words of their own. */
const WORDLESS: ReadonlySet<unknown> = new Set(['event', 'call']);

async function happeningsOf(
  ctx: ViewContext,
  scope: Scope,
  hits: readonly SearchHit[],
  people: People,
): Promise<ReadonlyMap<string, HappeningView>> {
  const wordless = hits.filter(({ payload }) => WORDLESS.has(payload['kind']));
  const [messages, whatsapp] = await Promise.all([
    messageHappenings(ctx, scope, keysOf(hits, 'message'), people),
    whatsappHappenings(ctx, scope, keysOf(wordless, 'whatsapp'), people),
  ]);
  return new Map([
    ...[...messages].map(([key, happening]) => [`messages ${key}`, happening] as const),
    ...[...whatsapp].map(([key, happening]) => [`whatsapp ${key}`, happening] as const),
  ]);
}

/** Keys of the records of one type. */
function keysOf(hits: readonly SearchHit[], type: string): number[] {
  return hits.flatMap((hit) => (hit.type === type ? (parseRowKey(hit.ref) ?? []) : []));
}

function callHappening({ direction, person, isVideo, isMissed, isGroup, seconds }: CallView, people: People) {
  const call = { isVideo, isMissed, isGroup, seconds };
  const sender = direction === 'outgoing' ? people.owner(null) : person;
  return { sender, announcement: null, call: { ...call, text: callText(call) } };
}

function hitView(hit: SearchHit, { people, chats, happenings, calls }: Names): SearchHitView {
  const conversation = chatOf(hit);
  const from = senderOf(hit, people);
  const chat = chats.get(`${hit.artifact} ${conversation}`);
  const call = hit.type === CALL ? (calls.get(Number(hit.ref)) ?? null) : null;
  const happened = hit.type === CALL ? undefined : happenings.get(`${hit.artifact} ${hit.ref}`);
  return {
    backup: hit.backup,
    artifact: hit.artifact,
    type: hit.type,
    ref: hit.ref,
    at: hit.occurredAt,
    title: call === null ? titleOf(hit, from, people, chat) : (chat?.title ?? call.person.name),
    from,
    conversation: conversation === null ? null : String(conversation),
    chat: chat ?? null,
    ...snippetOf(hit.displayText, hit.highlights),
    happening: call === null ? (happened ?? null) : callHappening(call, people),
  };
}

function titleOf(hit: SearchHit, from: PersonView | null, people: People, chat: ConversationName | undefined): string {
  const { artifact, payload, ref } = hit;
  if (artifact === 'contacts') return people.contacts.get(ref)?.name ?? firstLine(hit.displayText);
  if (artifact === 'calls') return callTitle(hit, people);
  if (typeof payload['isFromMe'] === 'boolean' && from !== null) return messageTitle(from, chat);
  return chat?.title ?? firstLine(hit.displayText);
}

/** With whom a call was, whoever called. */
function callTitle({ payload, displayText }: SearchHit, people: People): string {
  const { handle } = payload;
  return people.withHandle(typeof handle === 'string' ? handle : null, undefined, firstLine(displayText) || null).name;
}

/** `Anna` in a conversation with her, `You to Anna`, `Anna in Family`. */
function messageTitle(from: PersonView, chat: ConversationName | undefined): string {
  const who = from.isOwner ? 'You' : from.name;
  if (chat === undefined) return who;
  if (chat.isGroup) return `${who} in ${chat.title}`;
  return from.isOwner ? `You to ${chat.title}` : who;
}

function chatOf({ payload }: SearchHit): number | null {
  const key = payload['conversation'] ?? payload['chat'];
  return typeof key === 'number' ? key : null;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
