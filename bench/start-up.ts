/** Start-up time of commands: the packaged bundle compared with the sources of a checkout. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCli } from '../test/support/bundled-cli.ts';
import { median, printRows } from './bench.ts';

const ROUNDS = 9;

const { entry, remove } = await buildCli();
const folder = mkdtempSync(join(tmpdir(), 'aj-bench-start-'));
try {
  printRows(
    [['--help'], ['list']].map((args) => {
      const times: { bundle: number[]; sources: number[] } = { bundle: [], sources: [] };
      // The first round fills the compile cache.
      for (let round = 0; round <= ROUNDS; round++) {
        const [bundle, sources] = [run(entry, args), run('src/cli/main.ts', args)];
        if (round === 0) continue;
        times.bundle.push(bundle);
        times.sources.push(sources);
      }
      const [bundle, sources] = [median(times.bundle), median(times.sources)];
      return {
        name: `start to end of apple-juicer ${args[0]}`,
        value: `${bundle.toFixed(0)} ms (from the sources ${sources.toFixed(0)} ms; medians of ${ROUNDS})`,
        limit: '≥ 1.5 × as quick as the sources',
        ratio: sources / bundle,
        ok: sources / bundle >= 1.5,
      };
    }),
  );
} finally {
  rmSync(folder, { recursive: true });
  remove();
}

function run(file: string, args: readonly string[]): number {
  const env = {
    ...process.env,
    APPLE_JUICER_POSTGRES__DSN: `sqlite:///${folder}/index.db`,
    APPLE_JUICER_BACKUP_PATHS__DEFAULT_FOLDERS: 'false',
    APPLE_JUICER_BACKUP_PATHS__TEMP_PATH: join(folder, 'temp'),
  };
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [file, ...args], { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return performance.now() - start;
}
