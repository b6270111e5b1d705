import { Redis } from 'ioredis';
import { type RedisServer, startRedis } from '../test/support/services/redis.ts';
import { type BenchRow, median, printRows } from './bench.ts';
import { type IndexTimes, install, type PostgresHost, startPostgresHost } from './installation.ts';
import { MESSAGES, type Phone, withPhone } from './phone.ts';
import { allowedCpus, cpuSeconds, MemoryWatch, pin } from './processes.ts';

/** Number of rounds, alternating between one worker and two. */
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
/** Required speedup of two workers over one. */
const GOAL = 1.6;
const MAX_RSS_MIB = 512;
/** A worker reads in one thread and writes in another, and PostgreSQL serves it in a third process. */
const CPUS_A_WORKER = 3;

const SECRET = 'the secret of the workers of this benchmark';

/** One run with a given number of workers. */
interface Round {
  readonly times: IndexTimes;
  /** CPU time in seconds of all workers and of PostgreSQL. */
  readonly workerCpu: number;
  readonly postgresCpu: number;
  readonly workerMiB: number;
}

/** Services shared by the workers. */
interface Services {
  readonly postgres: PostgresHost;
  readonly redis: RedisServer;
}

/** `cpus` are those of each worker; everything else may use any of them. */
async function indexWith(phone: Phone, services: Services, cpus: readonly (readonly number[])[]): Promise<Round> {
  const { postgres, redis } = services;
  const installation = await install([phone.large], {
    postgres,
    // Messages are split even though the database is small here.
    variables: { REDIS__URL: redis.url, WORKER__SECRET: SECRET, WORKER__SLICE_FROM_MB: '1' },
  });
  try {
    const workers: number[] = [];
    for (const [index, own] of cpus.entries()) {
      const { process } = await installation.startWorker(`worker-${index + 1}`);
      workers.push(process.pid as number);
      pin(process.pid as number, own);
    }
    const all = [...new Set(cpus.flat())];
    for (const pid of [installation.pid, postgres.pid, await processOf(redis)]) pin(pid, all);
    const cpu = (pids: readonly number[]) => pids.reduce((sum, pid) => sum + cpuSeconds(pid), 0);
    const before = { workers: cpu(workers), postgres: cpu([postgres.pid]) };
    const memories = workers.map((pid) => new MemoryWatch(pid));
    const times = await installation.index(await installation.idOf(phone.large));
    return {
      times,
      workerCpu: cpu(workers) - before.workers,
      postgresCpu: cpu([postgres.pid]) - before.postgres,
      workerMiB: Math.max(...memories.map((memory) => memory.stop()).flatMap(({ own, child }) => [own, child])),
    };
  } finally {
    await installation.close();
  }
}

const seconds = (rounds: readonly Round[]): number => median(rounds.map(({ times }) => times.seconds));

function row(
  name: string,
  one: readonly Round[],
  two: readonly Round[],
  verdict: Pick<BenchRow, 'limit' | 'note'> & { required: boolean },
): BenchRow {
  const ratio = seconds(one) / seconds(two);
  const { required, ...rest } = verdict;
  return {
    name: `two workers against one, ${MESSAGES} messages split by key range, ${name}`,
    value: `${seconds(two).toFixed(1)} s against ${seconds(one).toFixed(1)} s`,
    ratio,
    ok: ratio >= GOAL || !required,
    ...rest,
  };
}

/** CPU cost of an index, for one and two workers. */
function costRow(one: readonly Round[], two: readonly Round[]): BenchRow {
  const cost = (rounds: readonly Round[]) => ({
    workers: median(rounds.map(({ workerCpu }) => workerCpu)),
    postgres: median(rounds.map(({ postgresCpu }) => postgresCpu)),
  });
  const [single, shared] = [cost(one), cost(two)];
  const text = ({ workers, postgres }: typeof single): string =>
    `${(workers + postgres).toFixed(1)} s (workers ${workers.toFixed(1)} s, PostgreSQL ${postgres.toFixed(1)} s)`;
  const ratio = (shared.workers + shared.postgres) / (single.workers + single.postgres);
  return {
    name: 'processor time of two workers against that of one',
    value: `${text(shared)} against ${text(single)}`,
    // Twice the CPUs, GOAL times the speed.
    limit: `≤ ${2 / GOAL} × one`,
    ratio,
    ok: ratio <= 2 / GOAL,
    note: 'both open the backup and decrypt the database they share',
  };
}

/** Sharing a run between workers on Redis and PostgreSQL. */
export async function run(): Promise<BenchRow[]> {
  const cpus = allowedCpus();
  const half = Math.floor(cpus.length / 2);
  const [left, right] = [cpus.slice(0, half), cpus.slice(half, 2 * half)];
  return withPhone(async (phone) => {
    const postgres = await startPostgresHost();
    const redis = await startRedis();
    try {
      const services = { postgres, redis };
      const rounds: Record<'oneHalf' | 'twoHalves' | 'oneAll' | 'twoAll', Round[]> = {
        oneHalf: [],
        twoHalves: [],
        oneAll: [],
        twoAll: [],
      };
      for (let round = 0; round < ROUNDS; round++) {
        if (half > 0) {
          rounds.oneHalf.push(await indexWith(phone, services, [left]));
          rounds.twoHalves.push(await indexWith(phone, services, [left, right]));
        }
        rounds.oneAll.push(await indexWith(phone, services, [cpus]));
        rounds.twoAll.push(await indexWith(phone, services, [cpus, cpus]));
      }
      const memory = Math.max(
        ...Object.values(rounds)
          .flat()
          .map(({ workerMiB }) => workerMiB),
      );
      const hasRoom = cpus.length >= 2 * CPUS_A_WORKER;
      return [
        ...(half === 0
          ? []
          : [
              row(`${half} CPU${half > 1 ? 's' : ''} for each worker`, rounds.oneHalf, rounds.twoHalves, {
                limit: `≥ ${GOAL} × one`,
                required: true,
                note: `the one worker, PostgreSQL and Redis on the same ${half} of ${cpus.length} CPUs; two workers with theirs on ${2 * half}; medians of ${ROUNDS}`,
              }),
            ]),
        row(`all ${cpus.length} CPUs for everybody`, rounds.oneAll, rounds.twoAll, {
          limit: hasRoom
            ? `≥ ${GOAL} × one`
            : `none: with its two threads and PostgreSQL one worker uses ${cpus.length} CPUs up`,
          required: hasRoom,
          note: `one worker and its PostgreSQL keep ${busy(rounds.oneAll).toFixed(1)} CPUs busy, two ${busy(rounds.twoAll).toFixed(1)}`,
        }),
        costRow(rounds.oneAll, rounds.twoAll),
        {
          name: 'peak memory of every worker process on Redis',
          value: `${Math.round(memory)} MiB`,
          limit: `≤ ${MAX_RSS_MIB} MiB`,
          ratio: memory / MAX_RSS_MIB,
          ok: memory <= MAX_RSS_MIB,
        },
      ];
    } finally {
      await redis.stop();
      await postgres.stop();
    }
  });
}

/** Process id of a Redis server, from its INFO. */
async function processOf({ url }: RedisServer): Promise<number> {
  const client = new Redis(url);
  try {
    return Number(/^process_id:(\d+)/m.exec(await client.info('server'))?.[1]);
  } finally {
    client.disconnect();
  }
}

/** Average number of CPUs in use. */
function busy(rounds: readonly Round[]): number {
  return median(
    rounds.map(
      ({ times, workerCpu, postgresCpu }) => (workerCpu + postgresCpu) / (times.seconds + times.clearingSeconds),
    ),
  );
}

if (import.meta.main) printRows(await run());
