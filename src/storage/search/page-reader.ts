import type { Kysely } from 'kysely';
import { plain } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { CoreDatabase } from '../database.ts';
import type { FoundRow, IdWindow, Match, SearchEngine } from '../engine.ts';
import { encodeCursor, type SearchCursor } from './cursor.ts';
import { localTimes } from './local-time.ts';
import type { ChosenIds } from './record-ids.ts';
import type { Rendering } from './render.ts';
import type { RunWithRows } from './search-match.ts';
import type { SearchHit, SearchPage, SearchRequest, SearchSample } from './search-request.ts';
import { idBefore, idRange, MAX_ID, MIN_ID } from './time-ids.ts';

/** Hits are counted up to this number. */
const MAX_COUNT = 1000;
/** Number of newest hits ranked by relevance: as many as are counted, which finds them along the way. */
const MAX_RANKED = MAX_COUNT;

/** An empty page. */
export const EMPTY_PAGE: SearchPage = { items: [], next: null, previous: null, total: 0 };

/** A position in a time order: the id, and the part of the order it is in. */
interface Place {
  readonly id: number;
  readonly part: number;
}

/** Narrows a range to that of some ids; it is empty if there are none. */
function within(range: Pick<IdWindow, 'minId' | 'maxId'>, ids: readonly number[]): Pick<IdWindow, 'minId' | 'maxId'> {
  const [first = MAX_ID, last = MIN_ID] = [ids.at(0), ids.at(-1)];
  return { minId: Math.max(range.minId, first), maxId: Math.min(range.maxId, last) };
}

/** Reads one page in one read transaction. */
export class PageReader {
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
    { only, except }: ChosenIds = { only: null, except: [] },
  ) {
    const { after, before } = request.query;
    this.#db = db;
    this.#engine = engine;
    this.#match = match;
    this.#request = request;
    this.#runs = runs;
    const range = only === null ? idRange(after, before) : within(idRange(after, before), only);
    const localTime =
      request.query.times.length === 0 ? null : localTimes(request.query.times, request.timeZone ?? 'UTC');
    this.#window = { ...range, after, before, localTime, only, except, order: 'newest', limit: request.limit + 1 };
  }

  /** By time. Oldest first lists the records with a time, then those without. */
  async inOrder(order: 'newest' | 'oldest', cursor: SearchCursor | null): Promise<SearchPage> {
    const { limit, at, back = false } = this.#request;
    const total = cursor?.total ?? (await this.#total(limit + 1));
    const isBack = back && cursor !== null;
    const start = cursor ?? (at === undefined ? null : { id: idBefore(order, at), part: 0 });
    const found = await this.#rowsBeyond(order, start, isBack, limit + 1);
    const shown = found.slice(0, limit);
    const behind = start === null ? [] : await this.#rowsBeyond(order, shown[0] ?? start, !isBack, 1);
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

  /** Up to `limit` rows beyond a position in an order, nearest first; null means from the beginning. */
  async #rowsBeyond(
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
    // Without clauses, the texts are not searched for highlights.
    const query = { ...this.#request.query, clauses: [] };
    const rows = await this.#engine.find(this.#db, this.#match, this.#window, query);
    const { limit } = this.#request;
    return { hits: rows.slice(0, limit).map((row) => this.#hit(row)), isComplete: rows.length <= limit };
  }

  /** By score among the newest hits. All pages rank the same hits: those up to the newest of the first page. */
  async ranked(cursor: SearchCursor | null): Promise<SearchPage> {
    const total = cursor?.total ?? (await this.#total(MAX_RANKED));
    const newest = cursor?.newest ?? (await this.#newestId());
    if (newest === null) return EMPTY_PAGE;
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

  /** Number of hits counted up to {@link MAX_COUNT}; negative if there are more, or may be. */
  async #total(enough: number): Promise<number> {
    const window = { ...this.#window, limit: MAX_COUNT + 1 };
    const { hits, areAll } = await this.#engine.count(this.#db, this.#match, window, enough);
    return areAll ? hits : -Math.min(hits, MAX_COUNT);
  }

  async #newestId(): Promise<number | null> {
    const window = { ...this.#window, limit: 1 };
    const [row] = await this.#engine.find(this.#db, this.#match, window, { ...this.#request.query, clauses: [] });
    return row?.id ?? null;
  }

  #hit(row: FoundRow): SearchHit {
    const run = this.#runs.get(row.runId);
    if (run === undefined) throw new DomainError('INTERNAL', plain('A search returned a row of another run.'));
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
