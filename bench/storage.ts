import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Batch, type BatchValue, SEARCH_WIDTH } from '../src/storage/bulk/batch.ts';
import { SearchEntries } from '../src/storage/bulk/search-entry.ts';
import { openBulkWriter, sqliteFile, type WriteTarget } from '../src/storage/index.ts';
import { type BenchRow, printRows } from './bench.ts';
import { beginRun, MESSAGE_TABLES, messageBatches, openMessageStore } from './message-store.ts';

const COUNT = Number(process.env.BENCH_MESSAGES ?? 1_000_000);
/** The goal of DESIGN.md's indexing speed leaves this for the writing half, messages a second. */
const GOAL = 75_000;
const MAX_RSS_MIB = 300;
/** Between batches, as the indexing worker pauses. */
const PAUSE_MS = 2;

/** Processor time of this thread: writing is bound by it, and what else the machine does must not count. */
function cpuMilliseconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** Writes every batch through the bulk writer and reports the time spent in it and the process' highest memory. */
async function writeAll(dsn: string, target: WriteTarget): Promise<void> {
  const writer = openBulkWriter({ dsn, tables: MESSAGE_TABLES });
  let ms = 0;
  let rss = 0;
  for (const batch of messageBatches(target, COUNT)) {
    const start = cpuMilliseconds();
    writer.write(batch);
    ms += cpuMilliseconds() - start;
    rss = Math.max(rss, process.memoryUsage.rss());
    await sleep(PAUSE_MS);
  }
  writer.close();
  process.send?.({ ms, rss });
}

/** The peer: the same finished rows through nothing but prepared statements, batch by batch, into tables that `migrate` made. */
function writeBare(dsn: string, target: WriteTarget): void {
  const db = new DatabaseSync(sqliteFile(dsn));
  db.exec(
    'pragma synchronous = normal; pragma cache_size = -65536; pragma secure_delete = on; pragma wal_autocheckpoint = 4000;',
  );
  const places = (count: number) => `(${Array.from({ length: count }, () => '?').join(',')})`;
  const tables = Object.entries(MESSAGE_TABLES).map(([name, { columns }]) => {
    const width = Object.keys(columns).length;
    return { width, insert: db.prepare(`insert into ${name} values ${places(width + 2)}`) };
  });
  const search = db.prepare(`insert into artifact_search_index values ${places(8)}`);
  const terms = db.prepare('insert into artifact_search_terms (rowid, words, facets) values (?, ?, ?)');
  let ms = 0;
  for (const json of messageBatches(target, COUNT)) {
    const batch = JSON.parse(json) as Batch;
    const found = finished(batch);
    const start = cpuMilliseconds();
    db.exec('begin immediate');
    batch.tables.forEach(({ values }, index) => {
      const { width, insert } = tables[index] as (typeof tables)[number];
      for (let at = 0; at < values.length; at += width) insert.run(1, 1, ...values.slice(at, at + width));
    });
    for (const { row } of found) search.run(...row);
    for (const { row, words, facets } of found) terms.run(row[0] ?? null, words, facets);
    db.exec('commit');
    ms += cpuMilliseconds() - start;
  }
  db.close();
  process.send?.({ ms, rss: process.memoryUsage.rss() });
}

/** The search rows of a batch, as the bulk writer makes them. */
function finished({ target, region, tables, search }: Batch): { row: BatchValue[]; words: string; facets: string }[] {
  const entries = new SearchEntries(target, region);
  const rows: { row: BatchValue[]; words: string; facets: string }[] = [];
  for (let start = 0; start < search.length; start += SEARCH_WIDTH) {
    const [index, row, at, given, also, from, keys, has, payload] = search.slice(start, start + SEARCH_WIDTH);
    const { searchType: type, values } = tables[index as number] as Batch['tables'][number];
    const first = (row as number) * Object.keys(MESSAGE_TABLES.messages.columns).length;
    const text = String(typeof given === 'number' ? values[first + given] : given);
    const ref = String(values[first]);
    const raw = { type, ref, at: at as number, text, also: also as string | null };
    const entry = entries.entry({ ...raw, from: from ?? null, in: keys ?? null, has: has ?? null });
    const { words, facets } = entry;
    rows.push({ row: [entry.id, 1, 1, type, ref, raw.at, text, payload as string | null], words, facets });
  }
  return rows.toSorted((a, b) => (a.row[0] as number) - (b.row[0] as number));
}

/** Runs one side in a process of its own, so that memory is told apart. */
async function measure(side: 'writer' | 'bare'): Promise<{ ms: number; rss: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'apple-juicer-bench-'));
  try {
    const dsn = `sqlite:///${join(folder, 'bench.db')}`;
    const store = await openMessageStore(dsn);
    const { target } = await beginRun(store, 'one');
    await store.close();
    // As the indexing worker is started: half of its memory would otherwise be garbage that waits for a larger young generation.
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

/** The bulk writer against bare statements, and its memory. */
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
      name: 'bulk writer, speed',
      value: `${Math.round(rate)} messages a CPU second`,
      limit: `≥ ${GOAL}`,
      ratio: rate / GOAL,
      ok: rate >= GOAL,
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
