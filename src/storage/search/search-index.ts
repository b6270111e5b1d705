import type { Kysely } from 'kysely';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { CoreDatabase } from '../database.ts';
import type { SearchEngine } from '../engine.ts';
import { decodeCursor } from './cursor.ts';
import { EMPTY_PAGE, PageReader } from './page-reader.ts';
import { chosenIds } from './record-ids.ts';
import { matchOf, runsWithRows } from './search-match.ts';
import type { SearchPage, SearchRequest, SearchSample } from './search-request.ts';

/** Maximum page size. */
const MAX_LIMIT = 200;
/** Maximum number of hits in a sample. */
const MAX_SAMPLE = 5000;

/** The search index over all artifacts, used by global search, timeline and people. */
export class SearchIndex {
  readonly #db: Kysely<CoreDatabase>;
  readonly #engine: SearchEngine;
  readonly #isSnapshot: boolean;

  /** `isSnapshot`: `db` is one read transaction. */
  constructor(db: Kysely<CoreDatabase>, engine: SearchEngine, isSnapshot: boolean) {
    this.#db = db;
    this.#engine = engine;
    this.#isSnapshot = isSnapshot;
  }

  /** One page of current records that match. @throws BAD_REQUEST (limit, cursor) */
  async find(request: SearchRequest): Promise<SearchPage> {
    if (!Number.isInteger(request.limit) || request.limit < 1 || request.limit > MAX_LIMIT) {
      throw new DomainError('BAD_REQUEST', msg('detail.limit-out-of-range', { limit: MAX_LIMIT }));
    }
    const cursor = request.cursor === undefined ? null : decodeCursor(request.cursor);
    const page = await this.#read(request, (reader) =>
      request.sort === 'relevance' ? reader.ranked(cursor) : reader.inOrder(request.sort, cursor),
    );
    return page ?? EMPTY_PAGE;
  }

  /** The newest {@link MAX_SAMPLE} matching records, for counting facets. */
  async sample(request: Omit<SearchRequest, 'sort' | 'limit' | 'cursor' | 'back' | 'at'>): Promise<SearchSample> {
    const sample = await this.#read({ ...request, sort: 'newest', limit: MAX_SAMPLE }, (reader) => reader.sample());
    return sample ?? { hits: [], isComplete: true };
  }

  /** Null if nothing can match. */
  async #read<T>(request: SearchRequest, use: (reader: PageReader) => Promise<T>): Promise<T | null> {
    if (request.query.clauses.some((clause) => clause.length === 0)) return null;
    const read = async (db: Kysely<CoreDatabase>): Promise<T | null> => {
      const runs = await runsWithRows(db);
      const asked = runs.filter(({ backup, visible }) => visible && (request.backups?.includes(backup) ?? true));
      const match = matchOf(request, runs, asked);
      if (match === null) return null;
      const chosen = await chosenIds(db, request, asked);
      if (chosen.only?.length === 0) return null;
      return use(new PageReader(db, this.#engine, match, request, new Map(asked.map((run) => [run.id, run])), chosen));
    };
    // One transaction, so that runs and rows are consistent; a snapshot is one already.
    return this.#isSnapshot ? read(this.#db) : this.#db.transaction().execute(read);
  }
}
