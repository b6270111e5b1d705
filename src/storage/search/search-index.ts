import type { Kysely } from 'kysely';
import type { JsonValue } from '../../model/columns.ts';
import { DomainError } from '../../model/errors.ts';
import { handleKey } from '../../model/handle.ts';
import type { BackupId } from '../../model/ids.ts';
import type { CoreDatabase } from '../database.ts';
import type { FoundRow, IdWindow, Match, SearchEngine } from '../engine.ts';
import { decodeCursor, encodeCursor, type SearchCursor } from './cursor.ts';
import { conversationFacet, fromFacet, hasFacet, runFacet, typeFacet } from './facets.ts';
import type { ParsedQuery } from './parsed-query.ts';
import type { Rendering } from './render.ts';
import { idBefore, idRange } from './time-ids.ts';

/** A record that matches. */
export interface SearchHit {
  readonly backup: BackupId;
  readonly artifact: string;
  /** The word for `type:`. */
  readonly type: string;
  /** The key of the record in its table. */
  readonly ref: string;
  /** UTC milliseconds. */
  readonly occurredAt: number | null;
  /** The record's text; of a long one an excerpt around the first match. */
  readonly displayText: string;
  /** Where the excerpt begins in the whole text, and how long that is, in UTF-16 units; null when the text is whole. */
  readonly excerpt: { readonly start: number; readonly length: number } | null;
  readonly payload: { readonly [key: string]: JsonValue };
  /** [start, end) in `displayText`, UTF-16 units, ascending, not overlapping. */
  readonly highlights: readonly (readonly [start: number, end: number])[];
  /** Something asked for was found in what is searched but not shown. */
  readonly also: boolean;
}

/** Of what to search, and in which order. */
export interface SearchRequest {
  readonly query: ParsedQuery;
  /** All backups when absent. Unknown ones have no hits. */
  readonly backups?: readonly BackupId[];
  /** What `from:` was resolved to (handle keys, `me`); `query.from` is used as it stands when absent. */
  readonly fromKeys?: readonly string[];
  /** What `in:` was resolved to; `query.in` is used as keys when absent. */
  readonly conversations?: readonly ConversationReference[];
  readonly sort: 'newest' | 'oldest' | 'relevance';
  /** 1..200 */
  readonly limit: number;
  readonly cursor?: string;
  /** By time only: the page before the place of `cursor` instead of the one after it. */
  readonly back?: boolean;
  /** By time and without a cursor, UTC milliseconds: begin there, with what came before then (`newest`) or from then on. */
  readonly at?: number;
}

/** A conversation; keys of different artifacts may be equal. */
export interface ConversationReference {
  readonly backup: BackupId;
  /** Of every artifact when absent. */
  readonly artifact?: string;
  readonly key: string | number;
}

/** What a search finds, without its texts: to be counted. */
export interface SearchSample {
  readonly hits: readonly Pick<SearchHit, 'backup' | 'artifact' | 'type' | 'occurredAt' | 'payload'>[];
  /** These are all of them; else the newest. */
  readonly isComplete: boolean;
}

/** One page of hits. */
export interface SearchPage {
  readonly items: readonly SearchHit[];
  readonly next: string | null;
  /** To be passed with `back`: the page before this one. Null where there is none, and by relevance. */
  readonly previous: string | null;
  /** Exact up to a thousand. */
  readonly total: number | { readonly atLeast: number };
}

/** Most hits on a page. */
const MAX_LIMIT = 200;
/** Hits are counted up to here. */
const MAX_COUNT = 1000;
/** Relevance is judged over this many of the newest hits. */
const MAX_RANKED = 2000;
/** A sample has this many hits at most. */
const MAX_SAMPLE = 5000;

/** An artifact run that has rows in the search index. */
interface RunWithRows {
  readonly id: number;
  readonly artifact: string;
  readonly backup: BackupId;
  readonly backupId: number;
  readonly visible: boolean;
}

const EMPTY: SearchPage = { items: [], next: null, previous: null, total: 0 };

/** The search index over all artifacts: serves global search, timeline and people. */
export class SearchIndex {
  readonly #db: Kysely<CoreDatabase>;
  readonly #engine: SearchEngine;

  constructor(db: Kysely<CoreDatabase>, engine: SearchEngine) {
    this.#db = db;
    this.#engine = engine;
  }

  /** One page of current records that match. @throws BAD_REQUEST (limit, cursor) */
  async find(request: SearchRequest): Promise<SearchPage> {
    if (!Number.isInteger(request.limit) || request.limit < 1 || request.limit > MAX_LIMIT) {
      throw new DomainError('BAD_REQUEST', `limit must be a whole number from 1 to ${MAX_LIMIT}.`);
    }
    const cursor = request.cursor === undefined ? null : decodeCursor(request.cursor);
    const page = await this.#read(request, (reader) =>
      request.sort === 'relevance' ? reader.ranked(cursor) : reader.inOrder(request.sort, cursor),
    );
    return page ?? EMPTY;
  }

  /** The newest {@link MAX_SAMPLE} records that match, for counting what they are. */
  async sample(request: Omit<SearchRequest, 'sort' | 'limit' | 'cursor' | 'back' | 'at'>): Promise<SearchSample> {
    const sample = await this.#read({ ...request, sort: 'newest', limit: MAX_SAMPLE }, (reader) => reader.sample());
    return sample ?? { hits: [], isComplete: true };
  }

  /** Null where nothing can match. */
  async #read<T>(request: SearchRequest, use: (reader: PageReader) => Promise<T>): Promise<T | null> {
    if (request.query.clauses.some((clause) => clause.length === 0)) return null;
    // One transaction: the runs and the rows of one moment.
    return this.#db.transaction().execute(async (trx) => {
      const runs = await runsWithRows(trx);
      const asked = runs.filter(({ backup, visible }) => visible && (request.backups?.includes(backup) ?? true));
      const match = matchOf(request, runs, asked);
      if (match === null) return null;
      return use(new PageReader(trx, this.#engine, match, request, new Map(asked.map((run) => [run.id, run]))));
    });
  }
}

async function runsWithRows(db: Kysely<CoreDatabase>): Promise<RunWithRows[]> {
  const rows = await db
    .selectFrom('artifact_runs as r')
    .innerJoin('backups as b', 'b.id', 'r.backupId')
    .where('r.searchRows', '>', 0)
    .select(['r.id', 'r.backupId', 'r.artifact', 'r.isCurrent', 'b.publicId', 'b.deletedAt'])
    .execute();
  return rows.map(({ id, backupId, artifact, isCurrent, publicId, deletedAt }) => ({
    id,
    artifact,
    backup: publicId,
    backupId,
    visible: isCurrent && deletedAt === null,
  }));
}

/** What the engine has to match; null when nothing can. */
function matchOf(request: SearchRequest, runs: readonly RunWithRows[], asked: readonly RunWithRows[]): Match | null {
  const { query } = request;
  if (asked.length === 0) return null;
  const facets: string[][] = [];
  if (query.types.length > 0) facets.push(query.types.map(typeFacet));
  if (query.has.length > 0) facets.push(query.has.map(hasFacet));
  if (request.fromKeys !== undefined || query.from.length > 0) {
    facets.push((request.fromKeys ?? query.from.map((typed) => handleKey(typed))).map(fromFacet));
  }
  if (request.conversations !== undefined) {
    facets.push(
      request.conversations.flatMap(({ backup, artifact, key }) =>
        asked
          .filter((run) => run.backup === backup && (artifact === undefined || run.artifact === artifact))
          .map((run) => conversationFacet(run.id, key)),
      ),
    );
  } else if (query.in.length > 0) {
    facets.push(query.in.flatMap((key) => asked.map((run) => conversationFacet(run.id, key))));
  }
  if (facets.some((group) => group.length === 0)) return null;
  const excludedFacets = [...query.excludedTypes.map(typeFacet), ...query.excludedHas.map(hasFacet)];

  // Rows of other backups and of old runs are left out by whichever list is shorter. No list at all is fastest.
  const others = runs.filter((run) => !asked.includes(run));
  const positive = query.clauses.length > 0 || facets.length > 0;
  const excludes = query.excluded.length > 0 || excludedFacets.length > 0;
  if (others.length > 0 && positive && others.length < asked.length) {
    excludedFacets.push(...others.map((run) => runFacet(run.id)));
  } else if (others.length > 0 || (excludes && !positive)) {
    facets.push(asked.map((run) => runFacet(run.id)));
  }
  const backups = [...new Set(asked.map(({ backupId }) => backupId))];
  return { backups, clauses: query.clauses, excluded: query.excluded, facets, excludedFacets };
}

/** A place in an order by time: the id, and which part of the order it is in. */
interface Place {
  readonly id: number;
  readonly part: number;
}

/** Reads one page in one read transaction. */
class PageReader {
  readonly #db: Kysely<CoreDatabase>;
  readonly #engine: SearchEngine;
  readonly #match: Match;
  readonly #request: SearchRequest;
  readonly #runs: ReadonlyMap<number, RunWithRows>;
  readonly #window: IdWindow;

  constructor(
    db: Kysely<CoreDatabase>,
    engine: SearchEngine,
    match: Match,
    request: SearchRequest,
    runs: ReadonlyMap<number, RunWithRows>,
  ) {
    const { after, before } = request.query;
    this.#db = db;
    this.#engine = engine;
    this.#match = match;
    this.#request = request;
    this.#runs = runs;
    this.#window = { ...idRange(after, before), after, before, order: 'newest', limit: request.limit + 1 };
  }

  /** By time. Oldest first goes through the records that have a time and then through those that have none. */
  async inOrder(order: 'newest' | 'oldest', cursor: SearchCursor | null): Promise<SearchPage> {
    const { limit, at, back = false } = this.#request;
    const total = cursor?.total ?? (await this.#total());
    const isBack = back && cursor !== null;
    const start = cursor ?? (at === undefined ? null : { id: idBefore(order, at), part: 0 });
    const found = await this.#along(order, start, isBack, limit + 1);
    const shown = found.slice(0, limit);
    const behind = start === null ? [] : await this.#along(order, shown[0] ?? start, !isBack, 1);
    const [hasNext, hasPrevious] = isBack
      ? [behind.length > 0, found.length > limit]
      : [found.length > limit, behind.length > 0];
    if (isBack) shown.reverse();
    const place = (row: Place | null | undefined): string | null =>
      row === null || row === undefined
        ? null
        : encodeCursor({ id: row.id, part: row.part, score: null, newest: null, total });
    return {
      items: shown.map((row) => this.#hit(row)),
      next: hasNext ? place(shown.at(-1) ?? start) : null,
      previous: hasPrevious ? place(shown[0] ?? start) : null,
      total: total < 0 ? { atLeast: -total } : total,
    };
  }

  /** Up to `limit` rows beyond a place in an order, the nearest first; null is its beginning. */
  async #along(
    order: 'newest' | 'oldest',
    from: Place | null,
    isBack: boolean,
    limit: number,
  ): Promise<(FoundRow & Place)[]> {
    const { minId, maxId } = this.#window;
    const parts =
      order === 'newest'
        ? [{ minId, maxId }]
        : [
            { minId: Math.max(0, minId), maxId },
            { minId, maxId: Math.min(-1, maxId) },
          ];
    const isDown = (order === 'newest') !== isBack;
    const rows: (FoundRow & Place)[] = [];
    const first = from?.part ?? 0;
    for (let part = first; part >= 0 && part < parts.length && rows.length < limit; part += isBack ? -1 : 1) {
      const bounds = { ...(parts[part] as { minId: number; maxId: number }) };
      if (from !== null && part === first) {
        if (isDown) bounds.maxId = Math.min(bounds.maxId, from.id - 1);
        else bounds.minId = Math.max(bounds.minId, from.id + 1);
      }
      if (bounds.minId > bounds.maxId) continue;
      const window = {
        ...this.#window,
        ...bounds,
        order: isDown ? ('newest' as const) : ('oldest' as const),
        limit: limit - rows.length,
      };
      const found = await this.#engine.find(this.#db, this.#match, window, this.#request.query);
      rows.push(...found.map((row) => ({ ...row, part })));
    }
    return rows;
  }

  /** The newest hits up to the limit of the request. */
  async sample(): Promise<SearchSample> {
    // Without clauses nothing is looked for in the texts.
    const query = { ...this.#request.query, clauses: [] };
    const rows = await this.#engine.find(this.#db, this.#match, this.#window, query);
    const { limit } = this.#request;
    return { hits: rows.slice(0, limit).map((row) => this.#hit(row)), isComplete: rows.length <= limit };
  }

  /** By score over the newest hits. The hits that are ranked are the same for every page: those up to the newest of the first one. */
  async ranked(cursor: SearchCursor | null): Promise<SearchPage> {
    const total = cursor?.total ?? (await this.#total());
    const newest = cursor?.newest ?? (await this.#newestId());
    if (newest === null) return EMPTY;
    const window = { ...this.#window, maxId: Math.min(this.#window.maxId, newest), limit: MAX_RANKED };
    const after = cursor === null ? null : { score: cursor.score ?? 0, id: cursor.id };
    const rows = await this.#engine.rank(this.#db, this.#match, window, this.#request.query, {
      after,
      limit: this.#window.limit,
    });
    const { limit } = this.#request;
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const hasNext = rows.length > limit && last !== undefined;
    return {
      items: shown.map((row) => this.#hit(row)),
      next: hasNext ? encodeCursor({ id: last.id, part: 0, score: last.score, newest, total }) : null,
      previous: null,
      total: total < 0 ? { atLeast: -total } : total,
    };
  }

  /** Hits counted up to {@link MAX_COUNT}; negative when there are more. */
  async #total(): Promise<number> {
    const count = await this.#engine.count(this.#db, this.#match, { ...this.#window, limit: MAX_COUNT + 1 });
    return count > MAX_COUNT ? -MAX_COUNT : count;
  }

  async #newestId(): Promise<number | null> {
    const window = { ...this.#window, limit: 1 };
    const [row] = await this.#engine.find(this.#db, this.#match, window, { ...this.#request.query, clauses: [] });
    return row?.id ?? null;
  }

  #hit(row: FoundRow): SearchHit {
    const run = this.#runs.get(row.runId);
    if (run === undefined) throw new DomainError('INTERNAL', 'A search gave a row of another run.');
    const { text, excerpt, highlights, complete } = JSON.parse(row.rendering) as Rendering;
    const { type, ref, occurredAt } = row;
    const payload = row.payload ?? {};
    return {
      backup: run.backup,
      artifact: run.artifact,
      type,
      ref,
      occurredAt,
      displayText: text,
      excerpt,
      payload,
      highlights,
      also: !complete,
    };
  }
}
