import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BenchRow, printRows } from './bench.ts';
import { type Installation, install } from './installation.ts';
import { PASSWORD, withPhone } from './phone.ts';
import { processTree } from './processes.ts';

/** Lists that are asked for until each has records, in the order in which they are read. */
const LISTS = {
  contacts: 'artifacts/contacts?limit=1',
  Messages: 'artifacts/messages/conversations?limit=1',
  WhatsApp: 'artifacts/whatsapp/chats?limit=1',
  photos: 'artifacts/photos?limit=1',
} as const;
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const MOST_MIB = 150;
const POLL_MS = 20;

/** Memory in MiB that the processes of a server other than itself have used at most. */
function workerPeak(server: number): number {
  const peaks = processTree(server)
    .slice(1)
    .map((pid) => {
      try {
        return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
      } catch {
        return 0;
      }
    });
  return Math.max(0, ...peaks);
}

type Seen = Record<keyof typeof LISTS, { readonly seconds: number; readonly mib: number }>;

/** Until the newest records of each list are seen after an index was asked for. */
async function seen(installation: Installation, path: string): Promise<Seen> {
  const id = await installation.idOf(path);
  const session = await installation.served.unlock(id, PASSWORD);
  const start = performance.now();
  await installation.served.json(`/backups/${id}/index`, { method: 'POST', session });
  const found: Partial<Seen> = {};
  for (const [name, list] of Object.entries(LISTS)) {
    for (;;) {
      const page = await installation.served.json<{ items: unknown[] }>(`/backups/${id}/${list}`, { session });
      if (page.items.length > 0) break;
      await sleep(POLL_MS);
    }
    found[name as keyof Seen] = { seconds: (performance.now() - start) / 1000, mib: workerPeak(installation.pid) };
  }
  return found as Seen;
}

/** When the newest records are seen during a first index run, and the memory of its worker until then. */
export async function run(): Promise<BenchRow[]> {
  return withPhone(async ({ large }) => {
    const rounds: Seen[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const installation = await install([large], {});
      try {
        rounds.push(await seen(installation, large));
      } finally {
        await installation.close();
      }
    }
    return Object.keys(LISTS).map((name) => {
      const of = rounds.map((round) => round[name as keyof Seen]);
      const seconds = of.map((each) => each.seconds.toFixed(2)).join(', ');
      const mib = Math.max(...of.map((each) => each.mib));
      return {
        name: `${name}: newest records seen during a first index run`,
        value: `after ${seconds} s, ${of.map((each) => Math.round(each.mib)).join(', ')} MiB`,
        limit: `≤ ${MOST_MIB} MiB until then`,
        ratio: MOST_MIB / mib,
        ok: mib <= MOST_MIB,
      };
    });
  });
}

if (import.meta.main) printRows(await run());
