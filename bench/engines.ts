import { availableParallelism } from 'node:os';
import { type BenchRow, median, printRows } from './bench.ts';
import { type IndexTimes, install, type PostgresHost, startPostgresHost } from './installation.ts';
import { MESSAGES, type Phone, withPhone } from './phone.ts';
import { MemoryWatch } from './processes.ts';

/** Number of rounds, alternating between engines. */
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
/** Runs of an unchanged backup, of which the median counts. */
const AGAIN = 3;
/** Minimum speed of PostgreSQL relative to SQLite. */
const POSTGRES_SHARE = 0.6;
/** Maximum duration of indexing an unchanged backup again, relative to the first index. */
const MAX_UNCHANGED = 0.02;
const MAX_RSS_MIB = 512;

type Engine = 'SQLite' | 'PostgreSQL';

/** Measurements of one installation. */
interface Round {
  readonly first: IndexTimes;
  /** Seconds of an unchanged run, for the large and the small backup. */
  readonly again: number;
  readonly againSmall: number;
  readonly serverMiB: number;
  readonly workerMiB: number;
}

async function indexWith(phone: Phone, postgres: PostgresHost | null): Promise<Round> {
  const installation = await install(Object.values(phone), { postgres });
  try {
    const [large, small] = [await installation.idOf(phone.large), await installation.idOf(phone.small)];
    const memory = new MemoryWatch(installation.pid);
    // The small one first, to fill the cache of compiled modules as in a used installation.
    await installation.index(small);
    const first = await installation.index(large);
    const again = async (id: string): Promise<number> => {
      const seconds: number[] = [];
      for (let run = 0; run < AGAIN; run++) seconds.push((await installation.index(id)).seconds);
      return median(seconds);
    };
    const [againLarge, againSmall] = [await again(large), await again(small)];
    const { own: serverMiB, child: workerMiB } = memory.stop();
    return { first, again: againLarge, againSmall, serverMiB, workerMiB };
  } finally {
    await installation.close();
  }
}

/** Seconds and records per artifact: one worker reads them sequentially, in the order of the pieces. */
function byArtifact({ job }: IndexTimes): Map<string, { readonly seconds: number; readonly records: number }> {
  const times = new Map<string, { seconds: number; records: number }>();
  let before = 0;
  for (const { kind, title, heartbeatAt, records } of job.pieces) {
    const at = heartbeatAt ?? 0;
    if (kind === 'read') times.set(title, { seconds: (at - before) / 1000, records });
    before = at;
  }
  return times;
}

const rate = (records: number, seconds: number): string => Math.round(records / seconds).toLocaleString('en');

/** One artifact on both engines; omitted if it has no records. */
function artifactRow(title: string, rounds: Readonly<Record<Engine, readonly Round[]>>): BenchRow[] {
  const times = (engine: Engine) => rounds[engine].flatMap(({ first }) => byArtifact(first).get(title) ?? []);
  const records = times('SQLite')[0]?.records ?? 0;
  if (records === 0) return [];
  const [sqlite, postgres] = [times('SQLite'), times('PostgreSQL')].map((each) =>
    median(each.map(({ seconds }) => seconds)),
  );
  if (sqlite === undefined || postgres === undefined) return [];
  return [
    {
      name: `index ${title}: ${records} records`,
      value: `SQLite ${rate(records, sqlite)}/s, PostgreSQL ${rate(records, postgres)}/s`,
      limit: 'the total has one',
      ratio: sqlite / postgres,
      ok: true,
    },
  ];
}

function totalRow(rounds: Readonly<Record<Engine, readonly Round[]>>): BenchRow {
  const seconds = (engine: Engine) => median(rounds[engine].map(({ first }) => first.seconds));
  const clearing = (engine: Engine) => median(rounds[engine].map(({ first }) => first.clearingSeconds)).toFixed(1);
  const records = rounds.SQLite[0]?.first.job.records ?? 0;
  const ratio = seconds('SQLite') / seconds('PostgreSQL');
  return {
    name: `index an encrypted backup with ${MESSAGES} messages, ${records} records in all`,
    value: (['SQLite', 'PostgreSQL'] as const)
      .map((each) => `${each} ${rate(records, seconds(each))}/s in ${seconds(each).toFixed(1)} s`)
      .join(', '),
    limit: `PostgreSQL ≥ ${POSTGRES_SHARE} × SQLite`,
    ratio,
    ok: ratio >= POSTGRES_SHARE,
    note: `medians of ${ROUNDS}, one after the other on ${availableParallelism()} CPUs; the worker clears up for ${clearing('SQLite')} s and ${clearing('PostgreSQL')} s more`,
  };
}

function unchangedRow(engine: Engine, rounds: readonly Round[]): BenchRow {
  const first = median(rounds.map(({ first }) => first.seconds));
  const again = median(rounds.map(({ again }) => again));
  const small = median(rounds.map(({ againSmall }) => againSmall));
  const share = (again - small) / first;
  return {
    name: `${engine}: index it again without changes, start of processes aside`,
    value: `${again.toFixed(2)} s, of which ${small.toFixed(2)} s are the same for a backup of one message`,
    limit: `≤ ${MAX_UNCHANGED * 100} % of ${first.toFixed(1)} s`,
    ratio: share / MAX_UNCHANGED,
    ok: share <= MAX_UNCHANGED,
  };
}

function memoryRow(engine: Engine, rounds: readonly Round[]): BenchRow {
  const server = Math.max(...rounds.map(({ serverMiB }) => serverMiB));
  const worker = Math.max(...rounds.map(({ workerMiB }) => workerMiB));
  const highest = Math.max(server, worker);
  return {
    name: `${engine}: peak memory of every process while indexing`,
    value: `server ${Math.round(server)} MiB, worker ${Math.round(worker)} MiB`,
    limit: `≤ ${MAX_RSS_MIB} MiB`,
    ratio: highest / MAX_RSS_MIB,
    ok: highest <= MAX_RSS_MIB,
  };
}

/** Indexes a whole phone on both engines: speed per artifact, again without changes, and memory. */
export async function run(): Promise<BenchRow[]> {
  return withPhone(async (phone) => {
    const postgres = await startPostgresHost();
    try {
      const rounds: Record<Engine, Round[]> = { SQLite: [], PostgreSQL: [] };
      for (let round = 0; round < ROUNDS; round++) {
        rounds.SQLite.push(await indexWith(phone, null));
        rounds.PostgreSQL.push(await indexWith(phone, postgres));
      }
      const titles = rounds.SQLite[0] === undefined ? [] : [...byArtifact(rounds.SQLite[0].first).keys()];
      return [
        ...titles.flatMap((title) => artifactRow(title, rounds)),
        totalRow(rounds),
        ...(['SQLite', 'PostgreSQL'] as const).map((engine) => unchangedRow(engine, rounds[engine])),
        ...(['SQLite', 'PostgreSQL'] as const).map((engine) => memoryRow(engine, rounds[engine])),
      ];
    } finally {
      await postgres.stop();
    }
  });
}

if (import.meta.main) printRows(await run());
