/** The first overview after the start of a server, with what was counted before and without. */
import type { OverviewView } from '../src/contract/overview.ts';
import { type BenchRow, median, printRows } from './bench.ts';
import { install, type PostgresHost, startPostgresHost } from './installation.ts';
import { MESSAGES, PASSWORD, withPhone } from './phone.ts';
import { cpuSeconds } from './processes.ts';

const ROUNDS = 5;
const LIMIT_MS = 300;

/** What an overview took, in milliseconds. */
interface Cost {
  readonly wall: number;
  /** Of the server alone, without that of PostgreSQL. */
  readonly processor: number;
}

async function measure(path: string, postgres: PostgresHost | null): Promise<BenchRow[]> {
  const installation = await install([path], { postgres });
  try {
    const id = await installation.idOf(path);
    await installation.index(id);
    const ask = async (): Promise<Cost> => {
      await installation.restart();
      const session = await installation.served.unlock(id, PASSWORD);
      const [start, before] = [performance.now(), cpuSeconds(installation.pid)];
      const query = new URLSearchParams({ timeZone: 'Europe/Berlin' });
      const { records } = await installation.served.json<OverviewView>(`/backups/${id}/overview?${query.toString()}`, {
        session,
      });
      if (records < MESSAGES) throw new Error(`The overview counts ${records} records.`);
      return { wall: performance.now() - start, processor: (cpuSeconds(installation.pid) - before) * 1000 };
    };
    const first = await ask();
    const later: Cost[] = [];
    for (let round = 0; round < ROUNDS; round++) later.push(await ask());
    const wall = median(later.map((cost) => cost.wall));
    const processor = median(later.map((cost) => cost.processor));
    return [
      {
        name: `${postgres === null ? 'SQLite' : 'PostgreSQL'}: first overview after a start, ${MESSAGES} messages`,
        value: `${wall.toFixed(0)} ms (processor time ${processor.toFixed(0)} ms; the very first ${first.wall.toFixed(0)} and ${first.processor.toFixed(0)} ms)`,
        limit: `≤ ${LIMIT_MS} ms`,
        ratio: LIMIT_MS / wall,
        ok: wall <= LIMIT_MS,
      },
    ];
  } finally {
    await installation.close();
  }
}

/** Measures both engines. */
export async function run(): Promise<BenchRow[]> {
  return withPhone(async ({ large }) => {
    const postgres = await startPostgresHost();
    try {
      return [...(await measure(large, null)), ...(await measure(large, postgres))];
    } finally {
      await postgres.stop();
    }
  });
}

if (import.meta.main) printRows(await run());
