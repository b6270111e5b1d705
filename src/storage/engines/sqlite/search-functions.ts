import type { DatabaseSync } from 'node:sqlite';
import type { ParsedQuery } from '../../search/parsed-query.ts';
import { render } from '../../search/render.ts';
import { score } from '../../search/score.ts';

type Clauses = Pick<ParsedQuery, 'clauses'>;

/**
 * Registers `search_render(text, query)` (JSON of a `Rendering`) and `search_score(text, at, query)`, which take the
 * query's clauses as JSON, so that texts are processed on the reader thread and not on the event loop.
 */
export function registerSearchFunctions(db: DatabaseSync): void {
  let lastJson = '';
  let lastQuery: Clauses = { clauses: [] };
  const parse = (json: unknown): Clauses => {
    if (json !== lastJson) {
      lastJson = json as string;
      lastQuery = JSON.parse(lastJson) as Clauses;
    }
    return lastQuery;
  };
  const options = { deterministic: true, directOnly: true };
  db.function('search_render', options, (text, query) => JSON.stringify(render(text as string, parse(query))));
  db.function('search_score', options, (text, at, query) => score(text as string, at as number | null, parse(query)));
}
