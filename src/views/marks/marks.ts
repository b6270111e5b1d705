import { z } from 'zod';
import { kindOf } from '../../artifacts/kinds.ts';
import type { Page } from '../../contract/common.ts';
import type { RecordView } from '../../contract/kinds.ts';
import type { MarkedQuerySchema, MarkedRecordView, MarkListView } from '../../contract/marks.ts';
import type { SearchHitView } from '../../contract/search.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { fold } from '../../model/fold.ts';
import type { BackupId } from '../../model/ids.ts';
import type { Mark, RecordKey } from '../../model/mark.ts';
import { matchText, type ParsedQuery, parseQuery } from '../../storage/index.ts';
import { decodeCursor, encodeCursor } from '../paging/cursor.ts';
import { peopleOf } from '../people/people.ts';
import { recordView } from '../records/record-view.ts';
import { type Scope, scopeOf } from '../scope.ts';
import { codePlaces } from '../search/code-places.ts';
import { hitViews } from '../search/hit-view.ts';
import { selectKinds } from '../search/kind-filter.ts';
import { codedSnippet } from '../search/snippet.ts';
import type { ViewContext } from '../types.ts';
import { rowsOfRecords, searchReferences } from './references.ts';
import { hasTag } from './selection.ts';

/** Query of marked records. */
export type MarkedQuery = z.output<typeof MarkedQuerySchema>;

/** The time of the last change, kind and key of the last record of a page. */
const MarkCursor = z.tuple([z.number(), z.string(), z.string()]);

/** Maximum number of records found by their notes. */
const MAX_NOTED = 20;
/** Hits of one page of the search index. */
const PAGE = 200;

/** All marks of a backup without the texts of notes, and its tags. @throws BACKUP_NOT_FOUND */
export async function listMarks(ctx: ViewContext, backup: BackupId): Promise<MarkListView> {
  const marks = await ctx.store.marks.list(backup);
  const tags = new Map<string, { tag: string; count: number }>();
  for (const tag of marks.flatMap((mark) => mark.tags)) {
    const folded = fold(tag);
    tags.set(folded, { tag, count: (tags.get(folded)?.count ?? 0) + 1 });
  }
  return {
    items: marks.map(({ kind, key, starred, tags: own, note }) => ({
      kind,
      key,
      starred,
      tags: [...own],
      hasNote: note !== null,
    })),
    tags: [...tags.values()].sort((a, b) => b.count - a.count || (fold(a.tag) < fold(b.tag) ? -1 : 1)),
    next: null,
  };
}

/** The marks of the records of a kind, by key. @throws BACKUP_NOT_FOUND */
export async function marksOfKind(
  ctx: ViewContext,
  backup: BackupId,
  kind: string,
): Promise<ReadonlyMap<string, Mark>> {
  const marks = await ctx.store.marks.list(backup);
  return new Map(marks.flatMap((mark) => (mark.kind === kind ? [[mark.key, mark] as const] : [])));
}

/** Marked records, the last marked first. @throws BACKUP_NOT_FOUND, BAD_REQUEST (cursor) */
export async function listMarkedRecords(
  ctx: ViewContext,
  backup: BackupId,
  { kind, tag, starred, limit, cursor }: MarkedQuery,
): Promise<Page<MarkedRecordView>> {
  const scope = await scopeOf(ctx, backup);
  const all = (await ctx.store.marks.list(backup)).filter(
    (mark) =>
      (kind === undefined || mark.kind === kind) &&
      (tag === undefined || hasTag(mark, tag)) &&
      (starred === undefined || mark.starred === starred),
  );
  const from = cursor === undefined ? 0 : placeAfter(all, decodeCursor(cursor, MarkCursor));
  const marks = all.slice(from, from + limit);
  const last = marks.at(-1);
  const hasMore = from + limit < all.length && last !== undefined;
  return {
    items: await withRecords(ctx, scope, marks),
    next: hasMore ? encodeCursor([last.updatedAt, last.kind, last.key]) : null,
  };
}

/** Marked records whose note and tags have all words of a search, whatever they are themselves; the last marked first. */
export async function markedWithWords(
  ctx: ViewContext,
  scopes: ReadonlyMap<BackupId, Scope>,
  query: ParsedQuery,
): Promise<SearchHitView[]> {
  const { clauses, excluded } = query;
  if (clauses.length === 0 || clauses.some((clause) => clause.length === 0)) return [];
  const { kinds } = selectKinds(query);
  const hits: SearchHitView[] = [];
  for (const [backup, scope] of scopes) {
    const marks = await ctx.store.marks.list(backup);
    const found = marks.filter(({ kind, tags, note }) => {
      if (query.excludedTypes.includes(kind)) return false;
      if ((kinds !== null && !kinds.includes(kind)) || (tags.length === 0 && note === null)) return false;
      const text = [...tags, note ?? ''].join('\n');
      const matched = new Set(matchText(text, query).matches.map(({ clause }) => clause));
      return matched.size === clauses.length && matchText(text, { clauses: [excluded] }).matches.length === 0;
    });
    const records = await withRecords(ctx, scope, found.slice(0, MAX_NOTED - hits.length));
    hits.push(...records.flatMap(({ record }) => record ?? []));
    if (hits.length >= MAX_NOTED) break;
  }
  return hits;
}

/** Verifies that records exist. @throws BACKUP_NOT_FOUND, NOT_FOUND */
export async function requireRecords(ctx: ViewContext, backup: BackupId, records: readonly RecordKey[]): Promise<void> {
  const scope = await scopeOf(ctx, backup);
  if (records.some(({ kind }) => kindOf(kind) === null)) throw new DomainError('NOT_FOUND', msg('detail.no-kind'));
  const rows = await rowsOfRecords(ctx, scope, records, () => []);
  const found = new Set([...rows].flatMap(([kind, ofKind]) => [...ofKind.keys()].map((key) => `${kind.id} ${key}`)));
  if (records.some(({ kind, key }) => !found.has(`${kind} ${key}`))) {
    throw new DomainError('NOT_FOUND', msg('detail.no-row'));
  }
}

/** Position in a list of marks that may have changed since. */
function placeAfter(marks: readonly Mark[], [updatedAt, kind, key]: z.output<typeof MarkCursor>): number {
  const at = marks.findIndex(
    (mark) =>
      mark.updatedAt < updatedAt ||
      (mark.updatedAt === updatedAt && (mark.kind > kind || (mark.kind === kind && mark.key > key))),
  );
  return at === -1 ? marks.length : at;
}

async function withRecords(ctx: ViewContext, scope: Scope, marks: readonly Mark[]): Promise<MarkedRecordView[]> {
  const hits = new Map([
    ...(await plainHits(ctx, scope, marks)).map((hit) => [`${hit.kind} ${hit.key}`, hit] as const),
    ...(await searchHits(ctx, scope, marks)).map((hit) => [`${hit.kind} ${hit.key}`, hit] as const),
  ]);
  return marks.map((mark) => ({
    ...mark,
    tags: [...mark.tags],
    record: hits.get(`${mark.kind} ${mark.key}`) ?? null,
  }));
}

/** Records that the search index has, as it shows them. */
async function searchHits(ctx: ViewContext, scope: Scope, marks: readonly Mark[]): Promise<SearchHitView[]> {
  const { backup } = scope;
  const hits: SearchHitView[] = [];
  for (let at = 0; at < marks.length; at += PAGE) {
    const references = await searchReferences(ctx, scope, marks.slice(at, at + PAGE));
    const only = new Map([[backup, references]]);
    const { items } = await ctx.store.search.find({
      query: parseQuery(''),
      backups: [backup],
      only,
      sort: 'newest',
      limit: PAGE,
    });
    hits.push(...(await hitViews(ctx, items, new Map([[backup, scope]]))));
  }
  return hits;
}

/** Records as rows of their tables, for kinds that are not searched. */
async function plainHits(ctx: ViewContext, scope: Scope, marks: readonly Mark[]): Promise<SearchHitView[]> {
  const unsearched = marks.filter(({ kind }) => kindOf(kind)?.searchable === false);
  const rows = await rowsOfRecords(ctx, scope, unsearched);
  const people = await peopleOf(ctx, scope);
  return [...rows].flatMap(([kind, ofKind]) =>
    [...ofKind.values()].map((row) => plainHit(scope.backup, kind.artifact, recordView(kind, row, people))),
  );
}

function plainHit(backup: BackupId, artifact: string, record: RecordView): SearchHitView {
  const { kind, table, key, at, title, text, from } = record;
  return {
    backup,
    artifact,
    kind,
    table,
    key,
    type: kind,
    ref: key,
    at,
    utcOffset: null,
    title: title ?? key,
    from,
    conversation: null,
    chat: null,
    ...codedSnippet(text ?? '', [], codePlaces(text ?? '', kindOf(kind), record.values)),
    foundIn: [],
    systemMessage: null,
  };
}
