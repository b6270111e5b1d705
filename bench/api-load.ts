import { execFileSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '../src/contract/common.ts';
import { fileIDOf } from '../test/synthetic/index.ts';
import { type BenchRow, printRows } from './bench.ts';
import { type Installation, install, type PostgresHost, startPostgresHost } from './installation.ts';
import { MESSAGES, PASSWORD, type Phone, withPhone } from './phone.ts';

/** Maximum slowdown of the API during an index run. */
const MAX_SLOWDOWN = 3;
/** Minimum number of requests of each kind, measured without and with an index run. */
const REQUESTS = 200;
/** Maximum number of index runs: at small sizes a run ends before there are enough requests. */
const MAX_RUNS = 8;
/** Pause between requests in milliseconds: one person clicking without reading. */
const PAUSE_MS = 10;
/** Length of the file ranges read. */
const RANGE_BYTES = 64 * 1024;

const DATABASE = fileIDOf('HomeDomain', 'Library/SMS/sms.db');
const WORDS = ['dinner', 'photo', 'tomorrow', 'the', 'station', 'lemonade'];

/** Executes the `round`-th request of its kind and reads the whole response. */
type Request = (round: number) => Promise<void>;

/** The measured requests, for an indexed and unlocked backup. */
async function requestsOf({ served }: Installation, id: string, session: string): Promise<Record<string, Request>> {
  const conversations = `/backups/${id}/artifacts/messages/conversations`;
  const { items } = await served.json<Page<{ key: string }>>(`${conversations}?sort=messages&limit=50`);
  const probe = await served.ask(`/backups/${id}/file/${DATABASE}`, { session, headers: { range: 'bytes=0-0' } });
  const length = Number(/\/(\d+)$/.exec(probe.headers.get('content-range') ?? '')?.[1]);
  await probe.arrayBuffer();
  const get = async (path: string, headers: Readonly<Record<string, string>> = {}): Promise<void> => {
    const response = await served.ask(path, { session, headers });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    await response.arrayBuffer();
  };
  return {
    'a page of conversations': () => get(`${conversations}?limit=50`),
    'a page of messages': (round) => {
      const key = items[round % items.length]?.key ?? '';
      return get(`${conversations}/${key}/messages?limit=50&order=${round % 2 === 0 ? 'newest' : 'oldest'}`);
    },
    search: (round) => get(`/search?q=${WORDS[round % WORDS.length]}&limit=50`),
    'a range of a file': (round) => {
      const from = (round * 7_919 * 4_099) % Math.max(1, length - RANGE_BYTES);
      return get(`/backups/${id}/file/${DATABASE}`, { range: `bytes=${from}-${from + RANGE_BYTES - 1}` });
    },
  };
}

/** Duration of every request in milliseconds, by kind. */
type Times = Map<string, number[]>;

/** Sends requests of each kind in turn, until `enough`. */
async function load(
  requests: Readonly<Record<string, Request>>,
  times: Times,
  enough: (round: number) => boolean,
): Promise<void> {
  for (let round = 0; !enough(round); round++) {
    for (const [name, request] of Object.entries(requests)) {
      const start = performance.now();
      await request(round);
      const kind = times.get(name) ?? [];
      kind.push(performance.now() - start);
      times.set(name, kind);
      await sleep(PAUSE_MS);
    }
  }
}

function p95(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN;
}

/** Response times of one engine without and with an index run; `copies` are further backups to index. */
async function measure(phone: Phone, copies: readonly string[], postgres: PostgresHost | null): Promise<BenchRow[]> {
  const installation = await install([phone.large, ...copies], { postgres });
  try {
    const id = await installation.idOf(phone.large);
    await installation.index(id);
    const requests = await requestsOf(installation, id, await installation.served.unlock(id, PASSWORD));
    await load(requests, new Map(), (round) => round === REQUESTS / 4);
    const [idle, busy]: [Times, Times] = [new Map(), new Map()];
    await load(requests, idle, (round) => round === REQUESTS / 2);
    let seconds = 0;
    for (const copy of copies) {
      if ((busy.values().next().value?.length ?? 0) >= REQUESTS) break;
      const other = await installation.idOf(copy);
      await installation.served.unlock(other, PASSWORD);
      let isOver = false;
      const run = installation.index(other).finally(() => {
        isOver = true;
      });
      await load(requests, busy, () => isOver);
      seconds += (await run).seconds;
    }
    // Half before and half after, in case the machine becomes slower.
    await load(requests, idle, (round) => round === REQUESTS / 2);
    return Object.keys(requests).map((name) => {
      const [before, during] = [p95(idle.get(name) ?? []), p95(busy.get(name) ?? [])];
      return {
        name: `${postgres === null ? 'SQLite' : 'PostgreSQL'}: ${name} while ${MESSAGES} messages and more are indexed`,
        value: `p95 ${during.toFixed(1)} ms, else ${before.toFixed(1)} ms`,
        limit: `≤ ${MAX_SLOWDOWN} × without an index run`,
        ratio: during / before,
        ok: during / before <= MAX_SLOWDOWN,
        note: `${busy.get(name)?.length} requests in ${seconds.toFixed(0)} s`,
      };
    });
  } finally {
    await installation.close();
  }
}

/** Measures the effect of a background index run on response times. */
export async function run(): Promise<BenchRow[]> {
  return withPhone(async (phone) => {
    const copies = Array.from({ length: MAX_RUNS }, (_, run) => `${phone.large}-copy-${run}`);
    const postgres = await startPostgresHost();
    try {
      // Hard links take no space, and backups are never written to.
      for (const copy of copies) execFileSync('cp', ['-al', phone.large, copy]);
      return [...(await measure(phone, copies, null)), ...(await measure(phone, copies, postgres))];
    } finally {
      for (const copy of copies) await rm(copy, { recursive: true, force: true });
      await postgres.stop();
    }
  });
}

if (import.meta.main) printRows(await run());
