import { type Kysely, sql } from 'kysely';
import type { CoreDatabase } from '../../database.ts';
import type { FoundRow, HitCount, IdWindow, Match, RankedRow, SearchEngine } from '../../engine.ts';
import type { ParsedQuery } from '../../search/parsed-query.ts';
import { type FoundHits, HitFinder } from './postgres-hits.ts';
import { TextWorker } from './text-worker.ts';

/** Slightly more than the number of characters used for scoring; see `score.ts`. */
const SCORED_CHARACTERS = 10_000;
/**
 * Texts up to this size are read together with the other columns, longer ones individually, to bound the memory of a
 * page.
 */
const MAX_TEXT_BYTES = 50_000;

type RowWithoutText = Omit<FoundRow, 'rendering'> & { readonly text: string | null };

/** Search through tsvector and GIN. */
export class PostgresSearch implements SearchEngine {
  readonly #texts = new TextWorker();
  /**
   * Hits found by counting, newest first, which answer most subsequent requests. A match belongs to one read
   * transaction, in which nothing changes.
   */
  readonly #counted = new WeakMap<Match, FoundHits>();

  async count(db: Kysely<CoreDatabase>, match: Match, window: IdWindow, enough: number): Promise<HitCount> {
    const counted = await new HitFinder(db, match, { ...window, order: 'newest' }).find(enough);
    this.#counted.set(match, counted);
    return { hits: counted.ids.length, areAll: counted.rest === null };
  }

  async find(db: Kysely<CoreDatabase>, match: Match, window: IdWindow, query: ParsedQuery): Promise<FoundRow[]> {
    return this.#rows(db, await this.#ids(db, match, window), query);
  }

  async rank(
    db: Kysely<CoreDatabase>,
    match: Match,
    window: IdWindow,
    query: ParsedQuery,
    page: { after: { score: number; id: number } | null; limit: number },
  ): Promise<RankedRow[]> {
    const ids = await this.#ids(db, match, { ...window, order: 'newest' });
    const { rows: texts } = await sql<{ id: number; at: number | null; text: string }>`
      select id, occurred_at as at, left(display_text, ${SCORED_CHARACTERS}) as text
      from artifact_search_index where id = any(${arrayOf(ids)}::bigint[])`.execute(db);
    const scores = await this.#texts.run({ kind: 'score', clauses: query.clauses, texts });
    const ranked = texts
      .map(({ id }, index) => ({ id, score: scores[index] as number }))
      .filter((hit) => page.after === null || isAfter(hit, page.after))
      .sort((a, b) => b.score - a.score || b.id - a.id)
      .slice(0, page.limit);
    const rows = await this.#rows(
      db,
      ranked.map(({ id }) => id),
      query,
    );
    return rows.map((row, index) => ({ ...row, score: ranked[index]?.score as number }));
  }

  /** Ends the thread that processes texts. */
  async close(): Promise<void> {
    await this.#texts.close();
  }

  /** The ids of the window's hits in order, from the count as far as it has them. */
  async #ids(db: Kysely<CoreDatabase>, match: Match, window: IdWindow): Promise<readonly number[]> {
    const { minId, maxId, order, limit } = window;
    const counted = this.#counted.get(match);
    if (counted === undefined || (order === 'oldest' && counted.rest !== null)) {
      return (await new HitFinder(db, match, window).find()).ids;
    }
    const known = counted.ids.filter((id) => id >= minId && id <= maxId);
    if (order === 'oldest') return known.toReversed().slice(0, limit);
    if (counted.rest === null || known.length >= limit) return known.slice(0, limit);
    const rest = { ...window, maxId: Math.min(maxId, counted.rest.maxId), limit: limit - known.length };
    return [...known, ...(await new HitFinder(db, match, rest).find()).ids];
  }

  /** The rows with these ids, in their order. */
  async #rows(db: Kysely<CoreDatabase>, ids: readonly number[], query: ParsedQuery): Promise<FoundRow[]> {
    if (ids.length === 0) return [];
    const { rows } = await sql<RowWithoutText>`
      select id, backup_id, run_id, type, ref, occurred_at, payload,
             case when octet_length(display_text) <= ${MAX_TEXT_BYTES} then display_text end as text
      from artifact_search_index where id = any(${arrayOf(ids)}::bigint[])`.execute(db);
    const short = rows.flatMap(({ text }) => (text === null ? [] : [text]));
    const renderings = await this.#texts.run({ kind: 'render', clauses: query.clauses, texts: short });
    const found = new Map<number, FoundRow>();
    let next = 0;
    for (const { text, ...row } of rows) {
      const rendering = text === null ? await this.#renderLong(db, row.id, query) : (renderings[next++] as string);
      found.set(row.id, { ...row, rendering });
    }
    return ids.map((id) => found.get(id) as FoundRow);
  }

  async #renderLong(db: Kysely<CoreDatabase>, id: number, { clauses }: ParsedQuery): Promise<string> {
    const { displayText } = await db
      .selectFrom('artifact_search_index')
      .select('displayText')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const [rendering] = await this.#texts.run({ kind: 'render', clauses, texts: [displayText] });
    return rendering as string;
  }
}

const arrayOf = (ids: readonly number[]) => `{${ids.join()}}`;

function isAfter(hit: { score: number; id: number }, place: { score: number; id: number }): boolean {
  return hit.score < place.score || (hit.score === place.score && hit.id < place.id);
}
