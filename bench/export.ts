import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { builtCli } from '../test/support/bundled-cli.ts';
import { type BenchRow, printRows } from './bench.ts';
import { indexBackup } from './index-backup.ts';
import { MESSAGES, PASSWORD, withPhone } from './phone.ts';
import { MemoryWatch } from './processes.ts';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
/** Maximum time relative to imessage-exporter. */
const MAX_RATIO = 1.25;
/** Minimum records of JSON Lines per second. */
const GOAL = 100_000;
const MAX_RSS_MIB = 512;
/** Seconds of imessage-exporter 5.0.1 for 200,000 messages, measured on two cores of an AMD EPYC without other load. */
const RECORDED: Readonly<Record<string, number>> = { html: 2.0, txt: 1.65 };

interface Timing {
  /** From the start of the process to its end. */
  readonly seconds: number;
  readonly mib: number;
}

/** Runs a command to its end. @throws Error if it fails */
async function time(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Timing> {
  const start = performance.now();
  const child = spawn(command, args, { env, stdio: 'ignore' });
  const memory = new MemoryWatch(child.pid as number);
  const [status] = (await once(child, 'exit')) as [number | null];
  const { own } = memory.stop();
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed.`);
  return { seconds: (performance.now() - start) / 1000, mib: own };
}

/** The best of several rounds, because other programs only ever take time; the highest memory of all. */
async function best(round: (number: number) => Promise<Timing>): Promise<Timing> {
  const rounds: Timing[] = [];
  for (let number = 0; number < ROUNDS; number++) rounds.push(await round(number));
  return {
    seconds: Math.min(...rounds.map(({ seconds }) => seconds)),
    mib: Math.max(...rounds.map(({ mib }) => mib)),
  };
}

/** Exports of the chats of a whole phone by the command line, against imessage-exporter if that is installed. */
export async function run(): Promise<BenchRow[]> {
  const entry = await builtCli();
  const folder = await mkdtemp(join(tmpdir(), 'apple-juicer-bench-'));
  try {
    return await withPhone(async ({ large }) => {
      const variables = {
        APPLE_JUICER_BACKUP_PATHS__BASE_PATH: dirname(large),
        APPLE_JUICER_BACKUP_PATHS__DEFAULT_FOLDERS: 'false',
        APPLE_JUICER_BACKUP_PATHS__TEMP_PATH: join(folder, 'temp'),
        APPLE_JUICER_POSTGRES__DSN: `sqlite:///${join(folder, 'index.db')}`,
      };
      const env = { ...process.env, ...variables };
      const id = await indexBackup(variables, large);
      const hasPeer = spawnSync('imessage-exporter', ['--version']).status === 0;
      const rows: BenchRow[] = [];
      let mib = 0;
      for (const format of ['html', 'txt', 'jsonl']) {
        const target = (number: number) => join(folder, `${format}-${number}`);
        const ours = await best((number) =>
          time(
            process.execPath,
            [entry, 'export', id, '--what', 'conversations', '--format', format, '--to', target(number)],
            env,
          ),
        );
        mib = Math.max(mib, ours.mib);
        const name = `export ${MESSAGES} messages as ${format}, start of the process included`;
        if (format === 'jsonl') {
          const lines = (await readFile(join(target(0), 'messages.jsonl'))).filter((byte) => byte === 10).length;
          const rate = lines / ours.seconds;
          const value = `${ours.seconds.toFixed(1)} s, ${Math.round(rate)} records/s`;
          rows.push({
            name,
            value,
            limit: `≥ ${GOAL} records/s`,
            ratio: rate / GOAL,
            ok: rate >= GOAL,
          });
          continue;
        }
        const args = ['-f', format, '-p', large, '-a', 'iOS', '-x', PASSWORD, '-c', 'disabled'];
        const peer = hasPeer
          ? await best((number) =>
              time('imessage-exporter', [...args, '-o', join(folder, `peer-${format}-${number}`)], env),
            )
          : { seconds: ((RECORDED[format] ?? 0) * MESSAGES) / 200_000 };
        const ratio = (peer.seconds * MAX_RATIO) / ours.seconds;
        rows.push({
          name,
          value: `${ours.seconds.toFixed(1)} s`,
          limit: `≤ ${MAX_RATIO} × imessage-exporter (${peer.seconds.toFixed(2)} s${hasPeer ? '' : ', recorded on another day'})`,
          ratio,
          ok: ratio >= 1,
        });
      }
      return [
        ...rows,
        {
          name: 'peak memory of these exports',
          value: `${Math.round(mib)} MiB`,
          limit: `≤ ${MAX_RSS_MIB} MiB`,
          ratio: MAX_RSS_MIB / mib,
          ok: mib <= MAX_RSS_MIB,
        },
      ];
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) printRows(await run());
