import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { openBulkWriter, type WriteTarget } from '../src/storage/index.ts';
import { startPostgres } from '../test/support/services/postgres.ts';
import { cpuMilliseconds } from './bare-writer.ts';
import { type BenchRow, printRows } from './bench.ts';
import { beginRun, MESSAGE_TABLES, messageBatches, openMessageStore } from './message-store.ts';

const COUNT = Number(process.env.BENCH_MESSAGES ?? 1_000_000);
/** Required messages per second while writing, given that reading uses the other core. */
const GOAL = 24_000;
const MAX_RSS_MIB = 300;

/** The server's default settings, which the tests change. */
const SETTINGS = { fsync: 'on', full_page_writes: 'on', shared_buffers: '128MB' };

interface Timing {
  /** Milliseconds spent waiting for the writer, and the part of it used by this thread. */
  readonly ms: number;
  readonly own: number;
  readonly rss: number;
}

async function writeAll(dsn: string, target: WriteTarget): Promise<void> {
  const writer = await openBulkWriter({ dsn, tables: MESSAGE_TABLES });
  let [ms, own, rss] = [0, 0, 0];
  for (const batch of messageBatches(target, COUNT)) {
    const start = performance.now();
    const cpu = cpuMilliseconds();
    await writer.write(batch);
    ms += performance.now() - start;
    own += cpuMilliseconds() - cpu;
    rss = Math.max(rss, process.memoryUsage.rss());
  }
  await writer.close();
  process.send?.({ ms, own, rss } satisfies Timing);
}

/** Writes in a separate process, to measure its memory. */
async function measure(): Promise<Timing> {
  const server = await startPostgres(SETTINGS);
  try {
    const store = await openMessageStore(server.url);
    const { target } = await beginRun(store, 'one');
    await store.close();
    const child = fork(fileURLToPath(import.meta.url), [server.url, JSON.stringify(target)], {
      execArgv: ['--max-semi-space-size=8'],
    });
    const exit = once(child, 'exit');
    const message = await Promise.race([once(child, 'message'), exit.then(() => null)]);
    await exit;
    if (message === null) throw new Error('The writing side of the benchmark ended without a result.');
    return message[0] as Timing;
  } finally {
    await server.stop();
  }
}

/** The bulk writer on PostgreSQL: speed, its own share of it, and memory. */
export async function run(): Promise<BenchRow[]> {
  const { ms, own, rss } = await measure();
  const rate = (COUNT / ms) * 1000;
  const mib = rss / 2 ** 20;
  return [
    {
      name: `PostgreSQL: bulk writer, ${COUNT} messages`,
      value: `${Math.round(rate)} messages/s`,
      limit: `≥ ${GOAL} messages/s`,
      ratio: rate / GOAL,
      ok: rate >= GOAL,
      note: `of ${(ms / 1000).toFixed(1)} s the writer itself works ${(own / 1000).toFixed(1)} s; each message is two rows, a search row and its terms`,
    },
    {
      name: 'PostgreSQL: bulk writer, memory',
      value: `${Math.round(mib)} MiB`,
      limit: `≤ ${MAX_RSS_MIB} MiB`,
      ratio: MAX_RSS_MIB / mib,
      ok: mib <= MAX_RSS_MIB,
    },
  ];
}

const [, , dsn, json] = process.argv;
if (import.meta.main) {
  if (json === undefined) printRows(await run());
  else await writeAll(dsn as string, JSON.parse(json) as WriteTarget);
}
