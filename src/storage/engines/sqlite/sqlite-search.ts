import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { CoreDatabase } from '../../database.ts';
import type { FoundRow, HitCount, IdWindow, Match, RankedRow, SearchEngine } from '../../engine.ts';
import { localTimeSql } from '../../search/local-time.ts';
import type { ParsedQuery, QueryTerm } from '../../search/parsed-query.ts';
import { numberEnds } from '../../search/phone-tokens.ts';

/** Tokens consist of letters, digits and a few signs; none needs escaping within quotes. */
const quote = (tokens: readonly string[]) => `"${tokens.join(' ')}"`;

function termExpression({ tokens, prefix, number }: QueryTerm): string {
  const phrase = `${quote(tokens)}${prefix ? ' *' : ''}`;
  if (number === null) return phrase;
  const ends = numberEnds(number).map((end) => quote([`#${end}`]));
  return `(${[phrase, `${quote([`#${number}`])} *`, ...ends].join(' OR ')})`;
}

const anyOf = (expressions: readonly string[]) => `(${expressions.join(' OR ')})`;

/**
 * The match in FTS5's query language (https://www.sqlite.org/fts5.html#full_text_query_syntax); null if everything
 * matches.
 */
function ftsExpression({ clauses, excluded, facets, excludedFacets }: Match): string | null {
  const all = [
    ...clauses.map((clause) => anyOf(clause.map(termExpression))),
    ...facets.map((group) => anyOf(group.map((facet) => quote([facet])))),
  ];
  const none = [...excluded.map(termExpression), ...excludedFacets.map((facet) => quote([facet]))];
  if (all.length === 0) return null;
  return none.length === 0 ? all.join(' AND ') : `(${all.join(' AND ')}) NOT ${anyOf(none)}`;
}

/** The hits of the window as `from … where …`, with `s` for the row of the search index and `key` for its id. */
function hits(
  match: Match,
  { minId, maxId, after, before, localTime, only, except }: IdWindow,
): { from: RawBuilder<unknown>; key: RawBuilder<unknown> } {
  const expression = ftsExpression(match);
  const among = (ids: readonly number[]) => sql`(select value from json_each(${JSON.stringify(ids)}))`;
  const conditions = sql.join(
    [
      sql`true`,
      ...(only === null ? [] : [sql`s.id in ${among(only)}`]),
      ...(except.length === 0 ? [] : [sql`s.id not in ${among(except)}`]),
      ...(after === null ? [] : [sql`s.occurred_at >= ${after}`]),
      ...(before === null ? [] : [sql`s.occurred_at < ${before}`]),
      ...(localTime === null ? [] : [localTimeSql('s.occurred_at', localTime)]),
    ],
    sql` and `,
  );
  if (expression === null) {
    const key = sql`s.id`;
    return { key, from: sql`from artifact_search_index s where s.id between ${minId} and ${maxId} and ${conditions}` };
  }
  const key = sql`t.rowid`;
  // Numbers are bound as REAL, and FTS5 seeks to bounds only if they are INTEGER: else it walks through all hits.
  const [first, last] = [minId, maxId].map((id) => sql`cast(${id} as integer)`);
  // `cross join` fixes the join order: first the terms in id order, then the rows.
  return {
    key,
    from: sql`from artifact_search_terms t cross join artifact_search_index s on s.id = t.rowid
      where artifact_search_terms match ${expression} and t.rowid between ${first} and ${last} and ${conditions}`,
  };
}

const COLUMNS = sql`s.id, s.backup_id, s.run_id, s.type, s.ref, s.occurred_at, s.payload`;
const direction = (order: IdWindow['order']) => (order === 'newest' ? sql`desc` : sql`asc`);
const clausesOf = ({ clauses }: ParsedQuery) => JSON.stringify({ clauses });

/** Search through FTS5. */
export const sqliteSearch: SearchEngine = {
  async count(db: Kysely<CoreDatabase>, match: Match, window: IdWindow): Promise<HitCount> {
    const { from } = hits(match, window);
    const result = await sql<{
      n: number;
    }>`select count(*) as n from (select 1 ${from} limit ${sql.lit(window.limit)})`.execute(db);
    const counted = result.rows[0]?.n ?? 0;
    return { hits: counted, areAll: counted < window.limit };
  },

  async find(db: Kysely<CoreDatabase>, match: Match, window: IdWindow, query: ParsedQuery): Promise<FoundRow[]> {
    const { from, key } = hits(match, window);
    const result = await sql<FoundRow>`
      select ${COLUMNS}, search_render(s.display_text, ${clausesOf(query)}) as rendering
      ${from} order by ${key} ${direction(window.order)} limit ${sql.lit(window.limit)}`.execute(db);
    return result.rows;
  },

  async rank(
    db: Kysely<CoreDatabase>,
    match: Match,
    window: IdWindow,
    query: ParsedQuery,
    page: { after: { score: number; id: number } | null; limit: number },
  ): Promise<RankedRow[]> {
    const { from, key } = hits(match, window);
    const clauses = clausesOf(query);
    const after = page.after === null ? sql`true` : sql`(score, id) < (${page.after.score}, ${page.after.id})`;
    const result = await sql<RankedRow>`
      with recent as materialized (
        select s.id, search_score(s.display_text, s.occurred_at, ${clauses}) as score
        ${from} order by ${key} desc limit ${sql.lit(window.limit)}
      ), page as materialized (
        select id, score from recent where ${after} order by score desc, id desc limit ${sql.lit(page.limit)}
      )
      select ${COLUMNS}, search_render(s.display_text, ${clauses}) as rendering, page.score
      from page cross join artifact_search_index s on s.id = page.id order by page.score desc, page.id desc`.execute(
      db,
    );
    return result.rows;
  },
};
