import { startPostgres } from '../test/support/services/postgres.ts';
import { type BenchRow, printRows } from './bench.ts';
import { searches } from './search.ts';

/** The server's default settings, which the tests change. */
const SETTINGS = { fsync: 'on', full_page_writes: 'on', shared_buffers: '128MB' };

/** The searches of `search.ts` on PostgreSQL. */
export async function run(): Promise<BenchRow[]> {
  const server = await startPostgres(SETTINGS);
  try {
    return (await searches(server.url)).map((row) => ({ ...row, name: `PostgreSQL: ${row.name}` }));
  } finally {
    await server.stop();
  }
}

if (import.meta.main) printRows(await run());
