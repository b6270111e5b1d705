/** Start-up time of commands and of the server: the packaged bundle compared with the sources of a checkout. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtCli } from '../test/support/bundled-cli.ts';
import { median, printRows } from './bench.ts';

const ROUNDS = 9;

/** Limits of the bundle in milliseconds, on an idle machine. */
const LIMITS: readonly (readonly [args: readonly string[], ms: number])[] = [
  [['--help'], 120],
  [['list'], 250],
  [['serve', '--json'], 500],
];

const entry = await builtCli();
const folder = mkdtempSync(join(tmpdir(), 'aj-bench-start-'));
try {
  const rows = [];
  for (const [args, limit] of LIMITS) {
    const times: { bundle: number[]; sources: number[] } = { bundle: [], sources: [] };
    // The first round fills the compile cache.
    for (let round = 0; round <= ROUNDS; round++) {
      const [bundle, sources] = [await run(entry, args), await run('src/cli/main.ts', args)];
      if (round === 0) continue;
      times.bundle.push(bundle);
      times.sources.push(sources);
    }
    const [bundle, sources] = [median(times.bundle), median(times.sources)];
    const what =
      args[0] === 'serve' ? 'start of apple-juicer serve to its login link' : `start to end of apple-juicer ${args[0]}`;
    rows.push({
      name: what,
      value: `${bundle.toFixed(0)} ms (from the sources ${sources.toFixed(0)} ms; medians of ${ROUNDS})`,
      limit: `≤ ${limit} ms`,
      ratio: limit / bundle,
      ok: bundle <= limit,
    });
  }
  printRows(rows);
} finally {
  rmSync(folder, { recursive: true });
}

/** Milliseconds until a command has ended, or until a server has printed its login link. */
async function run(file: string, args: readonly string[]): Promise<number> {
  const env = {
    ...process.env,
    APPLE_JUICER_POSTGRES__DSN: `sqlite:///${folder}/index.db`,
    APPLE_JUICER_BACKUP_PATHS__DEFAULT_FOLDERS: 'false',
    APPLE_JUICER_BACKUP_PATHS__TEMP_PATH: join(folder, 'temp'),
    APPLE_JUICER_API__PORT: '0',
    APPLE_JUICER_LOG__LEVEL: 'silent',
  };
  const start = performance.now();
  if (args[0] !== 'serve') {
    const { status, stderr } = spawnSync(process.execPath, [file, ...args], { env, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return performance.now() - start;
  }
  const server = spawn(process.execPath, [file, ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  await once(server.stdout, 'data');
  const elapsed = performance.now() - start;
  server.kill('SIGTERM');
  await once(server, 'exit');
  return elapsed;
}
