import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ArtifactTables, artifactTables } from '../src/artifacts/registry.ts';
import { titleOf } from '../src/artifacts/title-of.ts';
import { type BatchBuilder, openStore } from '../src/storage/index.ts';
import {
  chatDays,
  findInChat,
  listPeople,
  type MessageQuery,
  messagesSource,
  timeline,
  timelineDays,
  type ViewContext,
} from '../src/views/index.ts';
import { indexSynthetic, rowOf } from './artifact-rows.ts';
import { type BenchRow, printRows } from './bench.ts';
import { benchBackup } from './message-store.ts';

const COUNT = Number(process.env.BENCH_MESSAGES ?? 1_000_000);
const PAGE_LIMIT_MS = 10;
/** Same limit as for global search. */
const FIND_LIMIT_MS = 50;
/** The worst case: the full-text index must search the lists of all messages. */
const EVERYWHERE_LIMIT_MS = 250;
/** Counting days reads all messages, once per run; the result is cached. */
const COUNT_LIMIT_MS = 3000;
const ROUNDS = 60;
const FIRST = Date.UTC(2012, 0, 1);
/** Time between two messages. */
const STEP = 400_000;

/** One conversation with this many messages. */
function addMessage(builder: BatchBuilder<ArtifactTables>, key: number): void {
  if (key === 1) {
    const participants = [{ handle: '+15550100', handleKey: '+15550100', services: ['SMS'] }];
    const conversation = { key: 1, kind: 'direct' as const, participants, chats: [], messageCount: COUNT };
    builder.add('message_conversations', rowOf('message_conversations', conversation));
  }
  const at = FIRST + key * STEP;
  const isFromMe = key % 3 === 0;
  const sender = isFromMe ? null : '+15550100';
  const text = `message number ${key} of a long conversation${key % 50_000 === 0 ? ' needlework' : ''}`;
  const payload = { conversation: 1, sender, isFromMe };
  const search = { text, at, from: [sender ?? 'me'], in: [1], payload };
  const row = {
    key,
    guid: `GUID-${key}`,
    conversation: 1,
    kind: 'text' as const,
    text,
    sentAt: at,
    isFromMe,
    sender,
  };
  builder.add('message_conversation_items', rowOf('message_conversation_items', { conversation: 1, at, message: key }));
  builder.add('messages', rowOf('messages', row), search);
}

async function measure(
  name: string,
  limit: number,
  rounds: number,
  work: (round: number) => Promise<unknown>,
): Promise<BenchRow> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await work(round);
    times.push(performance.now() - start);
  }
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
  const p95 = at(0.95);
  return {
    name,
    value: `p50 ${at(0.5).toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`,
    limit: `p95 ≤ ${limit} ms`,
    ratio: limit / p95,
    ok: p95 <= limit,
  };
}

/** Pages of 50 in one conversation of a million messages, and the queries that a page needs for navigation. */
export async function run(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'apple-juicer-bench-'));
  const dsn = `sqlite:///${join(folder, 'bench.db')}`;
  const store = await openStore({ dsn, tables: artifactTables });
  try {
    await store.initModels();
    const { added } = await store.backups.refresh([benchBackup('chat')], [{ path: '/bench', reachable: true }]);
    const backup = added[0] ?? '';
    const searchTypes = { messages: 'message' };
    await indexSynthetic(store, dsn, { backup, artifact: 'messages', count: COUNT, searchTypes, add: addMessage });
    const ctx: ViewContext = { store, isUnlocked: () => true, titleOf };
    const somewhere = (round: number): number => 1 + ((round * 7919 * 131) % COUNT);
    const list = (query: Partial<MessageQuery>) => messagesSource.messages(ctx, backup, '1', { limit: 50, ...query });
    const place = () => messagesSource.place(ctx, backup, '1');
    const find = async (query: string, more: object = {}) =>
      findInChat(ctx, await place(), { query, order: 'newest', limit: 50, ...more });
    const middle = await list({ around: String(Math.floor(COUNT / 2)) });
    const page = (name: string, work: (round: number) => Promise<unknown>) =>
      measure(`a page of a conversation of ${COUNT}: ${name}`, PAGE_LIMIT_MS, ROUNDS, work);
    return [
      await page('the end', () => list({ order: 'newest' })),
      await page('a date', (round) => list({ at: FIRST + somewhere(round) * STEP })),
      await page('around a message', (round) => list({ around: String(somewhere(round)) })),
      await page('on', () => list({ cursor: middle.next ?? '' })),
      await page('back', () => list({ cursor: middle.previous ?? '' })),
      await measure('a rare word found in that conversation', FIND_LIMIT_MS, ROUNDS, () => find('needlework')),
      await measure('a word of every message found in it, from a date on', EVERYWHERE_LIMIT_MS, ROUNDS, (round) =>
        find('message', { at: FIRST + somewhere(round) * STEP, order: 'oldest' }),
      ),
      await page('the timeline from a date on', (round) =>
        timeline(ctx, { limit: 50, at: FIRST + somewhere(round) * STEP, order: 'oldest' }),
      ),
      await measure('days of that conversation, counted', COUNT_LIMIT_MS, 3, async (round) =>
        chatDays(ctx, await place(), ['UTC', 'Europe/Berlin', 'America/New_York'][round] ?? 'UTC'),
      ),
      await page('its days, kept', async () => chatDays(ctx, await place(), 'Europe/Berlin')),
      await measure('days of the timeline, counted', COUNT_LIMIT_MS, 3, (round) =>
        timelineDays(ctx, { unit: 'day', timeZone: ['UTC', 'Europe/Berlin', 'America/New_York'][round] ?? 'UTC' }),
      ),
      await page('days of the timeline, kept', () => timelineDays(ctx, { unit: 'day', timeZone: 'Europe/Berlin' })),
      await page('people', () => listPeople(ctx, { limit: 50 })),
    ];
  } finally {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) printRows(await run());
