import type { z } from 'zod';
import type { PersonView } from '../contract/messages.ts';
import type { SearchHitView, SearchQuerySchema, SearchResultView } from '../contract/search.ts';
import type { BackupId } from '../model/ids.ts';
import { parseQuery, type SearchHit } from '../storage/index.ts';
import { type ConversationName, conversationNames } from './conversations.ts';
import { type People, peopleOf } from './people.ts';
import { type Scope, scopeOf } from './scope.ts';
import { resolveConversations, resolveSenders } from './search-filters.ts';
import { snippetOf } from './snippet.ts';
import type { ViewContext } from './types.ts';

/** What to search for. */
export type SearchQuery = z.infer<typeof SearchQuerySchema>;

/**
 * A page of hits. A person or a conversation that nobody here is makes the result empty and is named in its notes.
 * @throws BACKUP_NOT_FOUND, BAD_REQUEST (cursor, an unusable filter)
 */
export async function search(ctx: ViewContext, query: SearchQuery): Promise<SearchResultView> {
  const parsed = parseQuery(query.q);
  const asked = query.backup === undefined ? null : [query.backup].flat();
  const backups = asked ?? (await ctx.store.backups.list()).map(({ publicId }) => publicId);
  const scopes = new Map(
    await Promise.all(backups.map(async (id): Promise<[BackupId, Scope]> => [id, await scopeOf(ctx, id)])),
  );
  const senders = await resolveSenders(ctx, [...scopes.values()], parsed.from);
  const conversations = await resolveConversations(ctx, [...scopes.values()], parsed.in);
  const notes = [
    ...senders.unknown.map((value) => `from: nobody called “${value}” has written here.`),
    ...conversations.unknown.map((value) => `in: there is no conversation called “${value}”.`),
  ];
  const isNowhere =
    (parsed.from.length > 0 && senders.found.length === 0) ||
    (parsed.in.length > 0 && conversations.found.length === 0);
  if (isNowhere) return { items: [], next: null, total: 0, totalIsExact: true, notes };
  const page = await ctx.store.search.find({
    query: parsed,
    sort: query.sort,
    limit: query.limit,
    ...(asked === null ? {} : { backups: asked }),
    ...(parsed.from.length === 0 ? {} : { fromKeys: senders.found }),
    ...(parsed.in.length === 0 ? {} : { conversations: conversations.found }),
    ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
  });
  const totalIsExact = typeof page.total === 'number';
  return {
    items: await hitViews(ctx, page.items, scopes),
    next: page.next,
    total: typeof page.total === 'number' ? page.total : page.total.atLeast,
    totalIsExact,
    notes,
  };
}

/** What the hits of one backup are shown with. */
interface Names {
  readonly people: People;
  readonly conversations: ReadonlyMap<number, ConversationName>;
}

async function hitViews(
  ctx: ViewContext,
  hits: readonly SearchHit[],
  scopes: ReadonlyMap<BackupId, Scope>,
): Promise<SearchHitView[]> {
  const names = new Map<BackupId, Names>();
  for (const [backup, ofBackup] of Map.groupBy(hits, (hit) => hit.backup)) {
    const scope = scopes.get(backup) ?? (await scopeOf(ctx, backup));
    const people = await peopleOf(ctx, scope);
    const keys = [...new Set(ofBackup.flatMap((hit) => conversationOf(hit) ?? []))];
    names.set(backup, { people, conversations: await conversationNames(ctx, scope, keys, people) });
  }
  return hits.flatMap((hit) => {
    const known = names.get(hit.backup);
    return known === undefined ? [] : hitView(hit, known);
  });
}

function hitView(hit: SearchHit, { people, conversations }: Names): SearchHitView {
  const conversation = conversationOf(hit);
  const from = senderOf(hit, people);
  return {
    backup: hit.backup,
    artifact: hit.artifact,
    type: hit.type,
    ref: hit.ref,
    at: hit.occurredAt,
    title:
      from === null
        ? (people.contacts.get(hit.artifact === 'contacts' ? hit.ref : '')?.name ?? firstLine(hit.displayText))
        : messageTitle(from, conversations.get(conversation ?? Number.NaN)),
    from,
    conversation: conversation === null ? null : String(conversation),
    ...snippetOf(hit.displayText, hit.highlights),
  };
}

/** `Anna` in a conversation with her, `You to Anna`, `Anna in Family`. */
function messageTitle(from: PersonView, conversation: ConversationName | undefined): string {
  const who = from.isOwner ? 'You' : from.name;
  if (conversation === undefined) return who;
  if (conversation.kind === 'group') return `${who} in ${conversation.title}`;
  return from.isOwner ? `You to ${conversation.title}` : who;
}

function conversationOf({ payload }: SearchHit): number | null {
  return typeof payload['conversation'] === 'number' ? payload['conversation'] : null;
}

/** Who it comes from; null for records that come from nobody. */
function senderOf({ payload }: SearchHit, people: People): PersonView | null {
  const { isFromMe, sender } = payload;
  if (typeof isFromMe !== 'boolean') return null;
  return people.sender(isFromMe, typeof sender === 'string' ? sender : null);
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
