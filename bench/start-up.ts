/** Start-up time of commands and of the server: the packaged bundle compared with the sources of a checkout. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtCli } from '../test/support/bundled-cli.ts';
import { median, printRows } from './bench.ts';

const ROUNDS = 9;

interface Start {
  readonly name: string;
  readonly args: readonly string[];
  /** What to wait for with a server; null to wait for the end of a command. */
  readonly until: 'link' | 'answer' | null;
  /** Limit of the bundle in milliseconds, on an idle machine. */
  readonly limit: number;
}

const STARTS: readonly Start[] = [
  { name: 'start to end of apple-juicer --help', args: ['--help'], until: null, limit: 120 },
  { name: 'start to end of apple-juicer list', args: ['list'], until: null, limit: 250 },
  { name: 'start of apple-juicer serve to its login link', args: ['serve', '--json'], until: 'link', limit: 500 },
  { name: 'start of apple-juicer serve to its first answer', args: ['serve', '--json'], until: 'answer', limit: 1000 },
];

const entry = await builtCli();
const folder = mkdtempSync(join(tmpdir(), 'aj-bench-start-'));
try {
  const rows = [];
  for (const start of STARTS) {
    const times: { bundle: number[]; sources: number[] } = { bundle: [], sources: [] };
    // The first round fills the compile cache.
    for (let round = 0; round <= ROUNDS; round++) {
      const [bundle, sources] = [await run(entry, start), await run('src/cli/main.ts', start)];
      if (round === 0) continue;
      times.bundle.push(bundle);
      times.sources.push(sources);
    }
    const [bundle, sources] = [median(times.bundle), median(times.sources)];
    rows.push({
      name: start.name,
      value: `${bundle.toFixed(0)} ms (from the sources ${sources.toFixed(0)} ms; medians of ${ROUNDS})`,
      limit: `≤ ${start.limit} ms`,
      ratio: start.limit / bundle,
      ok: bundle <= start.limit,
    });
  }
  printRows(rows);
} finally {
  rmSync(folder, { recursive: true });
}

/** Milliseconds until a command has ended, or until a server has printed its login link or answered. */
async function run(file: string, { args, until }: Start): Promise<number> {
  const env = {
    ...process.env,
    APPLE_JUICER_POSTGRES__DSN: `sqlite:///${folder}/index.db`,
    APPLE_JUICER_BACKUP_PATHS__DEFAULT_FOLDERS: 'false',
    APPLE_JUICER_BACKUP_PATHS__TEMP_PATH: join(folder, 'temp'),
    APPLE_JUICER_API__PORT: '0',
    APPLE_JUICER_LOG__LEVEL: 'silent',
  };
  const start = performance.now();
  if (until === null) {
    const { status, stderr } = spawnSync(process.execPath, [file, ...args], { env, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return performance.now() - start;
  }
  const server = spawn(process.execPath, [file, ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const [output] = (await once(server.stdout, 'data')) as [Buffer];
  const { url } = JSON.parse(output.toString()) as { readonly url: string };
  if (until === 'answer') await (await fetch(`${url}/healthz`)).text();
  const elapsed = performance.now() - start;
  server.kill('SIGTERM');
  await once(server, 'exit');
  return elapsed;
}
