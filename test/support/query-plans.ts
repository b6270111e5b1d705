import type { RootOperationNode } from 'kysely';
import type { ViewContext } from '../../src/views/types.ts';
import type { ViewFixture } from './view-fixture.ts';

/** How the value of a repeated column is found, one by its key. */
const OF_COLUMN = /^(?:CORRELATED SCALAR SUBQUERY \d+|SEARCH of USING INTEGER PRIMARY KEY \(rowid=\?\))$/;

/**
 * Runs `use` and returns SQLite's query plan for each of its queries on artifact tables, without those for values of
 * single columns.
 */
export async function plansOf(
  fixture: ViewFixture,
  use: (ctx: ViewContext, backup: string) => Promise<unknown>,
): Promise<string[]> {
  const { store } = fixture.ctx;
  const nodes: RootOperationNode[] = [];
  const read = store.read.withPlugin({
    transformQuery({ node }) {
      nodes.push(node);
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  await use({ ...fixture.ctx, store: { ...store, runs: store.runs, read } }, fixture.backup);
  const plans = nodes.map(async (node) => {
    const query = store.read.getExecutor().compileQuery(node, { queryId: 'plan' });
    const { rows } = await store.read.executeQuery<{ detail: string }>({
      ...query,
      sql: `explain query plan ${query.sql}`,
    });
    return rows.flatMap(({ detail }) => (OF_COLUMN.test(detail) ? [] : detail));
  });
  return (await Promise.all(plans)).flat();
}
