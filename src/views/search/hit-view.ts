import { kindOf } from '../../artifacts/kinds.ts';
import type { PersonView } from '../../contract/person.ts';
import type { SearchHitView } from '../../contract/search.ts';
import type { BackupId } from '../../model/ids.ts';
import type { SearchHit } from '../../storage/index.ts';
import type { ChatName, Sentence } from '../chats/chat-app.ts';
import { chatSourceOf } from '../chats/sources.ts';
import { type People, peopleOf } from '../people/people.ts';
import { parseRowKey } from '../row-key.ts';
import { type Scope, scopeOf } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { snippetOf } from './snippet.ts';

/** What the hits of one backup are shown with. */
interface Names {
  readonly people: People;
  /** By artifact and key. */
  readonly chats: ReadonlyMap<string, ChatName>;
  /** System messages and calls, by type and key. */
  readonly sentences: ReadonlyMap<string, Sentence>;
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
    const [chats, sentences] = await Promise.all([
      chatNames(ctx, scope, ofBackup, people),
      sentencesOf(ctx, scope, ofBackup, people),
    ]);
    names.set(backup, { people, chats, sentences });
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
): Promise<ReadonlyMap<string, ChatName>> {
  const names = new Map<string, ChatName>();
  for (const [artifact, ofApp] of Map.groupBy(hits, (hit) => hit.artifact)) {
    const source = chatSourceOf(artifact);
    if (source === null) continue;
    const keys = [...new Set(ofApp.flatMap((hit) => chatOf(hit) ?? []))];
    for (const [key, name] of await source.names(ctx, scope, keys, people)) names.set(`${artifact} ${key}`, name);
  }
  return names;
}

async function sentencesOf(
  ctx: ViewContext,
  scope: Scope,
  hits: readonly SearchHit[],
  people: People,
): Promise<ReadonlyMap<string, Sentence>> {
  const sentences = new Map<string, Sentence>();
  for (const [type, ofType] of Map.groupBy(hits, (hit) => hit.type)) {
    const source = chatSourceOf(ofType[0]?.artifact ?? '');
    if (source === null) continue;
    const keys = ofType.flatMap(({ ref }) => parseRowKey(ref) ?? []);
    for (const [key, sentence] of await source.sentences(ctx, scope, type, keys, people)) {
      sentences.set(`${type} ${key}`, sentence);
    }
  }
  return sentences;
}

function hitView(hit: SearchHit, { people, chats, sentences }: Names): SearchHitView {
  const conversation = chatOf(hit);
  const from = senderOf(hit, people);
  const chat = chats.get(`${hit.artifact} ${conversation}`);
  const sentence = sentences.get(`${hit.type} ${hit.ref}`) ?? null;
  return {
    backup: hit.backup,
    artifact: hit.artifact,
    kind: hit.type,
    table: kindOf(hit.type)?.table ?? null,
    key: hit.ref,
    type: hit.type,
    ref: hit.ref,
    at: hit.occurredAt,
    title:
      sentence === null || sentence.title === null ? titleOf(hit, from, people, chat) : (chat?.title ?? sentence.title),
    from,
    conversation: conversation === null ? null : String(conversation),
    chat: chat ?? null,
    ...snippetOf(hit.displayText, hit.highlights),
    happening: sentence?.systemMessage ?? null,
  };
}

function titleOf(hit: SearchHit, from: PersonView | null, people: People, chat: ChatName | undefined): string {
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
function messageTitle(from: PersonView, chat: ChatName | undefined): string {
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
