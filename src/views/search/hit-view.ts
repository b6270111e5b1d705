import { kindOf } from '../../artifacts/kinds.ts';
import type { PersonView } from '../../contract/person.ts';
import type { FoundInView, SearchHitView } from '../../contract/search.ts';
import { handleText } from '../../model/handle.ts';
import type { BackupId } from '../../model/ids.ts';
import type { ParsedQuery, SearchHit } from '../../storage/index.ts';
import type { ChatName } from '../chats/chat-app.ts';
import type { Sentence } from '../chats/sentence.ts';
import { chatSourceOf } from '../chats/sources.ts';
import { type People, peopleOf } from '../people/people.ts';
import { type RecordHead, recordHeads } from '../records/record-heads.ts';
import { richViewsOf } from '../rich.ts';
import { parseRowKey } from '../row-key.ts';
import { type Scope, scopeOf } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { codePlaces } from './code-places.ts';
import { codedSnippet } from './snippet.ts';
import { whyFound } from './why-found.ts';

/** Resolved names for the hits of one backup. */
interface Names {
  readonly people: People;
  /** By artifact and key. */
  readonly chats: ReadonlyMap<string, ChatName>;
  /** System messages and calls, by kind and key. */
  readonly sentences: ReadonlyMap<string, Sentence>;
  /** Titles and senders of records outside chats, by kind and key. */
  readonly heads: ReadonlyMap<string, RecordHead>;
  /** Fields by which records were found, by kind and key. */
  readonly foundIn: ReadonlyMap<string, FoundInView[]>;
}

/**
 * Hits with names for handles, chats and records, resolved with the contacts of their backup. With the query of a search
 * they say by which fields they were found, if their texts do not.
 */
export async function hitViews(
  ctx: ViewContext,
  hits: readonly SearchHit[],
  scopes: ReadonlyMap<BackupId, Scope>,
  query: Pick<ParsedQuery, 'clauses'> = { clauses: [] },
): Promise<SearchHitView[]> {
  const names = new Map<BackupId, Names>();
  for (const [backup, ofBackup] of Map.groupBy(hits, (hit) => hit.backup)) {
    const scope = scopes.get(backup) ?? (await scopeOf(ctx, backup));
    const people = await peopleOf(ctx, scope);
    const [chats, sentences, heads, foundIn] = await Promise.all([
      chatNames(ctx, scope, ofBackup, people),
      sentencesOf(ctx, scope, ofBackup, people),
      headsOf(ctx, scope, ofBackup, people),
      whyFound(ctx, scope, ofBackup, query),
    ]);
    names.set(backup, { people, chats, sentences, heads, foundIn });
  }
  return hits.flatMap((hit) => {
    const known = names.get(hit.backup);
    return known === undefined ? [] : hitView(hit, known);
  });
}

/** The sender of a record, from its search document; null if unknown. */
export function senderOf(
  { artifact, payload }: Pick<SearchHit, 'artifact' | 'payload'>,
  people: People,
): PersonView | null {
  const rich = richViewsOf(artifact);
  if (rich?.senderOf !== undefined) return rich.senderOf(payload, people);
  const { isFromMe, sender, senderName } = payload;
  if (isFromMe === true) return people.owner(null);
  if (typeof sender !== 'string' && isFromMe !== false) return null;
  return people.withHandle(textOf(sender), undefined, textOf(senderName));
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
  for (const [kind, ofKind] of Map.groupBy(hits, (hit) => hit.type)) {
    const source = chatSourceOf(ofKind[0]?.artifact ?? '');
    if (source === null) continue;
    const keys = ofKind.flatMap(({ ref }) => parseRowKey(ref) ?? []);
    for (const [key, sentence] of await source.sentences(ctx, scope, kind, keys, people)) {
      sentences.set(`${kind} ${key}`, sentence);
    }
  }
  return sentences;
}

async function headsOf(
  ctx: ViewContext,
  scope: Scope,
  hits: readonly SearchHit[],
  people: People,
): Promise<ReadonlyMap<string, RecordHead>> {
  const heads = new Map<string, RecordHead>();
  const unnamed = hits.filter((hit) => chatSourceOf(hit.artifact) === null || chatOf(hit) === null);
  for (const [id, ofKind] of Map.groupBy(unnamed, (hit) => hit.type)) {
    const kind = kindOf(id);
    if (kind === null) continue;
    const keys = ofKind.map(({ ref }) => ref);
    for (const [key, head] of await recordHeads(ctx, scope, kind, keys, people)) heads.set(`${id} ${key}`, head);
  }
  return heads;
}

/** One hit, with the names that were found for it. */
export function hitView(hit: SearchHit, { people, chats, sentences, heads, foundIn }: Names): SearchHitView {
  const kind = kindOf(hit.type);
  const conversation = chatOf(hit);
  const chat = chats.get(`${hit.artifact} ${conversation}`) ?? null;
  const sentence = sentences.get(`${hit.type} ${hit.ref}`) ?? null;
  const head = heads.get(`${hit.type} ${hit.ref}`) ?? null;
  const from = senderOf(hit, people) ?? head?.from ?? null;
  const title = titleOf(hit, from, { chat, sentence, head });
  return {
    backup: hit.backup,
    artifact: hit.artifact,
    kind: hit.type,
    table: kind?.table ?? null,
    key: hit.ref,
    type: hit.type,
    ref: hit.ref,
    at: hit.occurredAt,
    utcOffset: head?.utcOffset ?? null,
    title,
    from,
    conversation: conversation === null ? null : String(conversation),
    chat,
    ...codedSnippet(hit.displayText, hit.highlights, codePlaces(hit.displayText, kind, head?.coded ?? {})),
    // A title is indexed beside the text, and shown; a handle as people write it.
    foundIn: (foundIn.get(`${hit.type} ${hit.ref}`) ?? []).filter(
      ({ snippet }) => !title.includes(snippet) && !title.includes(handleText(snippet)),
    ),
    systemMessage: sentence?.systemMessage ?? null,
  };
}

/** Calls in chats are titled by chat, messages by sender and chat, everything else by its own title. */
function titleOf(
  { payload, displayText }: SearchHit,
  from: PersonView | null,
  { chat, sentence, head }: { chat: ChatName | null; sentence: Sentence | null; head: RecordHead | null },
): string {
  const about = sentence?.title ?? null;
  if (about !== null) return chat?.title ?? about;
  if (typeof payload['isFromMe'] === 'boolean' && from !== null) return messageTitle(from, chat);
  return chat?.title ?? head?.title ?? firstLine(displayText);
}

/** `Anna` (in a direct chat with her), `You to Anna`, `Anna in Family`. */
function messageTitle(from: PersonView, chat: ChatName | null): string {
  const who = from.isOwner ? 'You' : from.name;
  if (chat === null) return who;
  if (chat.isGroup) return `${who} in ${chat.title}`;
  return from.isOwner ? `You to ${chat.title}` : who;
}

function chatOf({ payload }: SearchHit): number | null {
  const key = payload['conversation'] ?? payload['chat'];
  return typeof key === 'number' ? key : null;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
