import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openBulkWriter, sqliteFile, type WriteTarget } from '../src/storage/index.ts';
import { BareWriter, cpuMilliseconds } from './bare-writer.ts';
import { type BenchRow, printRows } from './bench.ts';
import { beginRun, MESSAGE_TABLES, messageBatches, openMessageStore } from './message-store.ts';

const COUNT = Number(process.env.BENCH_MESSAGES ?? 1_000_000);
const MAX_RSS_MIB = 300;
/** Pause between batches, as in the indexing worker. */
const PAUSE_MS = 2;

/** Writes every batch through the bulk writer and reports the time spent in it and the peak memory of the process. */
async function writeAll(dsn: string, target: WriteTarget): Promise<void> {
  const writer = await openBulkWriter({ dsn, tables: MESSAGE_TABLES });
  let ms = 0;
  let rss = 0;
  for (const batch of messageBatches(target, COUNT)) {
    const start = cpuMilliseconds();
    await writer.write(batch);
    ms += cpuMilliseconds() - start;
    rss = Math.max(rss, process.memoryUsage.rss());
    await sleep(PAUSE_MS);
  }
  await writer.close();
  process.send?.({ ms, rss });
}

/** The same rows through plain statements. */
function writeBare(dsn: string, target: WriteTarget): void {
  const writer = new BareWriter(sqliteFile(dsn) as string, MESSAGE_TABLES);
  let ms = 0;
  for (const batch of messageBatches(target, COUNT)) ms += writer.write(batch);
  writer.close();
  process.send?.({ ms, rss: process.memoryUsage.rss() });
}

/** Runs one side in a separate process, to measure its memory. */
async function measure(side: 'writer' | 'bare'): Promise<{ ms: number; rss: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'apple-juicer-bench-'));
  try {
    const dsn = `sqlite:///${join(folder, 'bench.db')}`;
    const store = await openMessageStore(dsn);
    const { target } = await beginRun(store, 'one');
    await store.close();
    // Same option as for the indexing worker: otherwise half of its memory would be garbage in a larger young
    // generation.
    const child = fork(fileURLToPath(import.meta.url), [side, dsn, JSON.stringify(target)], {
      execArgv: ['--max-semi-space-size=8'],
    });
    const exit = once(child, 'exit');
    const message = await Promise.race([once(child, 'message'), exit.then(() => null)]);
    await exit;
    if (message === null) throw new Error(`The ${side} side of the benchmark ended without a result.`);
    return message[0] as { ms: number; rss: number };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The bulk writer compared with plain statements, and its memory. */
export async function run(): Promise<BenchRow[]> {
  const bare = await measure('bare');
  const writer = await measure('writer');
  const rate = (COUNT / writer.ms) * 1000;
  const mib = writer.rss / 2 ** 20;
  return [
    {
      name: `bulk writer, ${COUNT} messages, against bare node:sqlite with the same finished rows`,
      value: `${Math.round(rate)} messages a CPU second`,
      limit: '≥ 0.7 × bare',
      ratio: bare.ms / writer.ms,
      ok: bare.ms / writer.ms >= 0.7,
      note: `bare ${Math.round((COUNT / bare.ms) * 1000)}; each message is two rows, a search row and its terms`,
    },
    {
      name: 'bulk writer, memory',
      value: `${Math.round(mib)} MiB`,
      limit: `≤ ${MAX_RSS_MIB} MiB`,
      ratio: MAX_RSS_MIB / mib,
      ok: mib <= MAX_RSS_MIB,
    },
  ];
}

const [, , side, dsn, json] = process.argv;
if (import.meta.main) {
  if (dsn === undefined || json === undefined) printRows(await run());
  else if (side === 'bare') writeBare(dsn, JSON.parse(json) as WriteTarget);
  else await writeAll(dsn, JSON.parse(json) as WriteTarget);
}
