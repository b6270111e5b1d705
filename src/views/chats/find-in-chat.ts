import type { FoundPageView } from '../../contract/chat.ts';
import { parseQuery } from '../../storage/index.ts';
import { selectMarks } from '../marks/selection.ts';
import { resolveSenders } from '../search/search-filters.ts';
import { searchBothWays } from '../search/search-pages.ts';
import { snippetOf } from '../search/snippet.ts';
import type { ViewContext } from '../types.ts';
import type { ChatPlace } from './chat-tables.ts';

/** Query of a search in a chat. */
export interface FindQuery {
  /** Search syntax, with filters on marks; `in:` and `type:` are ignored. */
  readonly query: string;
  readonly order: 'oldest' | 'newest';
  /** UTC milliseconds: starts with the first hit at or after this time (`oldest`), or at or before it (`newest`). */
  readonly at?: number;
  /** IANA time zone of `time:`. Default: UTC. */
  readonly timeZone?: string;
  /** 1..200 */
  readonly limit: number;
  readonly cursor?: string;
}

/** A page of the matching messages of a chat, by time. @throws BAD_REQUEST (cursor, unusable filter) */
export async function findInChat(
  ctx: ViewContext,
  { tables, scope, chat }: ChatPlace,
  { query, timeZone, order, at, limit, cursor }: FindQuery,
): Promise<FoundPageView> {
  const parsed = parseQuery(query);
  const senders = await resolveSenders(ctx, [scope], parsed.from);
  if (parsed.from.length > 0 && senders.found.length === 0) {
    return { items: [], next: null, previous: null, total: 0, totalIsExact: true };
  }
  const { unknownTags: _, ...marked } = await selectMarks(ctx, new Map([[scope.backup, scope]]), parsed);
  const request = {
    ...marked,
    // All of a chat is in it, and with those who are in it.
    query: { ...parsed, in: [], with: [], types: tables.hasOtherKinds ? [tables.messageKind] : [], excludedTypes: [] },
    sort: order,
    limit,
    backups: [scope.backup],
    conversations: [{ backup: scope.backup, artifact: tables.artifact, key: chat }],
    ...(parsed.from.length === 0 ? {} : { fromKeys: senders.found }),
    ...(at === undefined ? {} : { at }),
    ...(timeZone === undefined ? {} : { timeZone }),
  };
  const page = await searchBothWays(ctx, request, cursor);
  const totalIsExact = typeof page.total === 'number';
  return {
    items: page.items.map(({ ref, occurredAt, displayText, highlights }) => ({
      key: ref,
      at: occurredAt,
      ...snippetOf(displayText, highlights),
    })),
    next: page.next,
    previous: page.previous,
    total: typeof page.total === 'number' ? page.total : page.total.atLeast,
    totalIsExact,
  };
}
