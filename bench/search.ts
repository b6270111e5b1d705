import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openBulkWriter, parseQuery, type SearchRequest } from '../src/storage/index.ts';
import { type BenchRow, printRows } from './bench.ts';
import { beginRun, MESSAGE_TABLES, type MessageRun, messageBatches, openMessageStore } from './message-store.ts';

const COUNT = Number(process.env.BENCH_MESSAGES ?? 1_000_000);
const SEARCH_LIMIT_MS = 50;
const PAGE_LIMIT_MS = 10;
const ROUNDS = 40;

/** Typical queries, from ten hits to half of all messages. */
const QUERIES: readonly (readonly [name: string, query: string, sort?: SearchRequest['sort']])[] = [
  ['a rare word', 'needlework'],
  ['a common word', 'w0'],
  ['a common word of one year', 'w0 after:2017 before:2018'],
  ['two common words', 'w0 w1'],
  ['a phrase', '"w0 w1"'],
  ['Chinese', '世界'],
  ['a phone number', '020 7946 0100'],
  ['a prefix', 'w7a*'],
  ['words of one sender', 'w0 from:+442079400017'],
  ['everything in one conversation', 'in:17'],
  ['a common word by relevance', 'w0 w1', 'relevance'],
  ['nothing asked (timeline)', ''],
];

export function percentile(times: readonly number[], part: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] as number;
}

function row(name: string, times: readonly number[], limit: number): BenchRow {
  const p50 = percentile(times, 0.5);
  const p95 = percentile(times, 0.95);
  return {
    name,
    value: `p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`,
    limit: `p95 ≤ ${limit} ms`,
    ratio: limit / p95,
    ok: p95 <= limit,
  };
}

/** A row for the times of pages. */
export const pageRow = (name: string, times: readonly number[]): BenchRow => row(name, times, PAGE_LIMIT_MS);

async function timed(rounds: number, work: (round: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await work(round);
    times.push(performance.now() - start);
  }
  return times;
}

type MessageStore = Awaited<ReturnType<typeof openMessageStore>>;

/** Indexes messages as a backup of this name. */
export async function index(
  store: MessageStore,
  dsn: string,
  name: string,
  count: number,
  conversations?: number,
): Promise<MessageRun> {
  const run = await beginRun(store, name);
  const writer = await openBulkWriter({ dsn, tables: MESSAGE_TABLES });
  for (const batch of messageBatches(run.target, count, conversations)) await writer.write(batch);
  await writer.close();
  await run.finish();
  return run;
}

/** Searches of all kinds in all backups, and common ones in each of `backups`, which are named. */
export async function timeSearches(
  store: MessageStore,
  label: string,
  backups: Readonly<Record<string, string>>,
): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  const measure = async (name: string, text: string, sort: SearchRequest['sort'], only?: string[]) => {
    const query = parseQuery(text);
    let hits = 0;
    const times = await timed(ROUNDS, async () => {
      const page = await store.search.find({
        query,
        sort,
        limit: 50,
        ...(only === undefined ? {} : { backups: only }),
      });
      hits = typeof page.total === 'number' ? page.total : page.total.atLeast;
    });
    const note = `first page of 50, ${hits} hits counted`;
    rows.push({ ...row(`search in ${label}: ${name}`, times, SEARCH_LIMIT_MS), note });
  };
  for (const [name, text, sort = 'newest'] of QUERIES) await measure(name, text, sort);
  for (const [name, backup] of Object.entries(backups)) {
    await measure(`a common word, in the ${name} backup only`, 'w0', 'newest', [backup]);
    await measure(`everything in the ${name} backup`, '', 'newest', [backup]);
  }
  return rows;
}

/** Times of searching for a common word again and again, until `isOver`. */
export async function timeSearchesUntil(store: MessageStore, isOver: () => boolean): Promise<number[]> {
  const query = parseQuery('w0');
  const times: number[] = [];
  while (!isOver()) {
    times.push(...(await timed(1, () => store.search.find({ query, sort: 'newest', limit: 50 }))));
    await setTimeout(50);
  }
  return times;
}

/** Searches in a million messages beside a backup of a hundredth of that size, in the empty database named by `dsn`. */
export async function searches(dsn: string): Promise<BenchRow[]> {
  const store = await openMessageStore(dsn);
  const large = await index(store, dsn, 'large', COUNT);
  const small = await index(store, dsn, 'small', COUNT / 100);
  // As a worker does at the end of a run: it merges the terms.
  await store.purge();
  const rows = await timeSearches(store, `${COUNT}`, { large: large.backup, small: small.backup });
  await store.close();
  return rows;
}

/** Pages of 100 at random positions of one conversation, by key; the messages are five minutes apart. */
export async function timePages(
  store: MessageStore,
  { backupId, runId }: Pick<MessageRun['target'], 'backupId' | 'runId'>,
  conversation: number,
  count: number,
): Promise<number[]> {
  const first = 1_400_000_000_000;
  return timed(200, async (round) => {
    const at = first + Math.floor(count * ((round * 0.618) % 1)) * 300_000;
    await store.read
      .selectFrom('message_conversation_items as i')
      .innerJoin('messages as m', (join) =>
        join.onRef('m.backupId', '=', 'i.backupId').onRef('m.runId', '=', 'i.runId').onRef('m.key', '=', 'i.message'),
      )
      .where('i.backupId', '=', backupId)
      .where('i.runId', '=', runId)
      .where('i.conversation', '=', conversation)
      .where((eb) => eb(eb.refTuple('i.at', 'i.message'), '<', eb.tuple(at, 0)))
      .orderBy('i.at', 'desc')
      .orderBy('i.message', 'desc')
      .limit(100)
      .selectAll('m')
      .execute();
  });
}

/** Pages of 100 at random positions of one conversation of a million messages, by key. */
async function conversationPages(dsn: string): Promise<BenchRow[]> {
  const store = await openMessageStore(dsn);
  const { target } = await index(store, dsn, 'one', COUNT, 1);
  const times = await timePages(store, target, 0, COUNT);
  await store.close();
  return [pageRow(`page of 100 anywhere in a conversation of ${COUNT}`, times)];
}

/** Search and paging, compared with limits that a person would notice. */
export async function run(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'apple-juicer-bench-'));
  try {
    return [
      ...(await searches(`sqlite:///${join(folder, 'search.db')}`)),
      ...(await conversationPages(`sqlite:///${join(folder, 'pages.db')}`)),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) printRows(await run());
