import { sql } from 'kysely';
import type { SearchRows } from '../../engine.ts';
import { runFacet } from '../../search/facets.ts';
import { SEARCH_ROWS } from './search-view.ts';

const ROWS = sql.table(SEARCH_ROWS);

/** Statements on the search rows of a run, past the view and its triggers, which look up the text of each row. */
export const sqliteSearchRows: SearchRows = {
  idsOf: (runs) => sql`select id from ${ROWS} where run_id in (${sql.raw(runs.join())})`,

  // One statement, since thousands of alternatives take longer to parse than to look up.
  idsOfRecords: (run, records) => {
    const wanted = JSON.stringify(records.map(({ type, ref, minId, maxId }) => [type, ref, minId, maxId]));
    return sql`select s.id from json_each(${wanted}) w cross join ${ROWS} s
      on s.id between w.value ->> 2 and w.value ->> 3 and cast(s.ref as text) = w.value ->> 1
      join repeated_texts t on t.id = s.type and t.value = w.value ->> 0
      where s.run_id = ${run}`;
  },

  delete: (ids) => sql`delete from ${ROWS} where id in (${sql.raw(ids.join())})`,

  // The terms of a run list its rows. Without them the whole table had to be read for those of a few new records.
  move: (from, to) => sql`update ${ROWS} set run_id = ${to} where run_id = ${from}
    and id in (select rowid from artifact_search_terms where artifact_search_terms match ${`"${runFacet(from)}"`})`,
};
