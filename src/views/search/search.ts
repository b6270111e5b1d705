import type { z } from 'zod';
import type { SearchQuerySchema, SearchResultView } from '../../contract/search.ts';
import { english } from '../../locales/english.ts';
import { msg, type StoredMessage } from '../../locales/messages.ts';
import { AREAS } from '../../model/kind.ts';
import { parseQuery, type SearchRequest } from '../../storage/index.ts';
import { scopesOf } from '../all-scopes.ts';
import { markedWithWords } from '../marks/marks.ts';
import { selectMarks } from '../marks/selection.ts';
import type { ViewContext } from '../types.ts';
import { hitViews } from './hit-view.ts';
import { kindsOfAreas, SEARCHABLE, selectKinds } from './kind-filter.ts';
import { searchFacets } from './search-facets.ts';
import { type Companion, resolveCompanions, resolveConversations, resolveSenders } from './search-filters.ts';

/** Filters that only the index can apply. */
const NARROWING = [
  'from',
  'with',
  'times',
  'in',
  'has',
  'excludedHas',
  'is',
  'excludedIs',
  'tags',
  'excludedTags',
  'notes',
  'excludedNotes',
] as const;

/** Query of a search. */
export type SearchQuery = z.infer<typeof SearchQuerySchema>;

/**
 * A page of hits. A filter without any known value gives an empty result; unknown values are reported in the notes.
 * @throws BACKUP_NOT_FOUND, BAD_REQUEST (cursor, unusable filter)
 */
export async function search(ctx: ViewContext, query: SearchQuery): Promise<SearchResultView> {
  const parsed = parseQuery(query.q);
  const backups = query.backup === undefined ? null : [query.backup].flat();
  const scopes = await scopesOf(ctx, backups);
  const senders = await resolveSenders(ctx, [...scopes.values()], parsed.from);
  const companions = await resolveCompanions(ctx, [...scopes.values()], parsed.with);
  const conversations = await resolveConversations(ctx, [...scopes.values()], parsed.in);
  const noteCodes: StoredMessage[] = [
    ...senders.unknown.map((value) => msg('search.unknown-from', { name: value })),
    ...companions.unknown.map((value) => msg('search.unknown-with', { name: value })),
    ...conversations.unknown.map((value) => msg('search.unknown-in', { name: value })),
  ];
  const marked = await selectMarks(ctx, scopes, parsed);
  noteCodes.push(...marked.unknownTags.map((value) => msg('search.unknown-tag', { name: value })));
  const selected = selectKinds(parsed);
  const { types, areas } = selected.unknown;
  const known = SEARCHABLE.map(({ id }) => id).join(', ');
  noteCodes.push(
    ...types.map((value) => msg('search.unknown-type', { name: value, known })),
    ...areas.map((value) => msg('search.unknown-area', { name: value, known: AREAS.join(', ') })),
  );
  const unknown = {
    from: [...senders.unknown],
    with: [...companions.unknown],
    in: [...conversations.unknown],
    type: [...types],
    area: [...areas],
    tag: [...marked.unknownTags],
  };
  const isEmpty =
    selected.kinds?.length === 0 ||
    (parsed.from.length > 0 && senders.found.length === 0) ||
    (parsed.with.length > 0 && companions.found.length === 0) ||
    (parsed.in.length > 0 && conversations.found.length === 0);
  // Notes of marks are searched by words only: sender and time of the record are in the index.
  const isNarrowed =
    NARROWING.some((filter) => parsed[filter].length > 0) || parsed.after !== null || parsed.before !== null;
  const noted = query.cursor === undefined && !isNarrowed ? await markedWithWords(ctx, scopes, parsed) : [];
  if (isEmpty)
    return { items: [], next: null, total: 0, totalIsExact: true, noted, facets: null, ...notesOf(noteCodes), unknown };
  const request = {
    query: {
      ...parsed,
      types: selected.kinds ?? [],
      excludedTypes: [...parsed.excludedTypes, ...kindsOfAreas(parsed.excludedAreas)],
    },
    ...(backups === null ? {} : { backups }),
    ...(parsed.from.length === 0 ? {} : { fromKeys: senders.found }),
    ...(parsed.with.length === 0 ? {} : { companions: companionsOf(companions.found) }),
    ...(query.timeZone === undefined ? {} : { timeZone: query.timeZone }),
    ...(parsed.in.length === 0 ? {} : { conversations: conversations.found }),
    ...(marked.only === undefined ? {} : { only: marked.only }),
    ...(marked.except === undefined ? {} : { except: marked.except }),
  };
  const page = await ctx.store.search.find({
    ...request,
    sort: query.sort,
    limit: query.limit,
    ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
  });
  const facets = query.facets === true ? await searchFacets(ctx, await ctx.store.search.sample(request), scopes) : null;
  // Counting the facets may have counted all hits, which the page alone does not.
  const total = facets?.isExact === true ? facets.counted : page.total;
  const totalIsExact = typeof total === 'number';
  if (query.sort === 'relevance' && typeof page.total !== 'number') noteCodes.push(msg('search.ranked-newest'));
  return {
    items: await hitViews(ctx, page.items, scopes, parsed),
    next: page.next,
    total: typeof total === 'number' ? total : total.atLeast,
    totalIsExact,
    noted,
    facets,
    ...notesOf(noteCodes),
    unknown,
  };
}

/** The people and the conversations among what `with:` found. */
function companionsOf(found: readonly Companion[]): NonNullable<SearchRequest['companions']> {
  return {
    keys: found.flatMap((each) => ('person' in each ? each.person : [])),
    conversations: found.flatMap((each) => ('conversation' in each ? each.conversation : [])),
  };
}

/** The notes in English and as messages. */
function notesOf(noteCodes: StoredMessage[]): Pick<SearchResultView, 'notes' | 'noteCodes'> {
  return { notes: noteCodes.map((note) => english(note)), noteCodes };
}
