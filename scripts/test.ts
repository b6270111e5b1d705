/**
 * Runs the tests at quick depth with the checks beside them, and fails if either does. Arguments are those of vitest. The
 * output of the checks follows that of the tests.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Of the type-aware linter, which is written in Go: one thread, and rare collections of garbage. Beside the tests its
 * processor time counts, a tenth of which this saves, not when it ends.
 */
const FRUGAL = { GOMAXPROCS: '1', GOGC: '400' };

const checks = spawn(process.execPath, ['scripts/check.ts'], {
  stdio: ['ignore', 'pipe', 'inherit'],
  env: { ...FRUGAL, ...process.env },
});
const checked = once(checks, 'close');
const output: Buffer[] = [];
checks.stdout.on('data', (chunk: Buffer) => output.push(chunk));

const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project=!release', ...process.argv.slice(2)];
const tests = spawn(process.execPath, vitest, { stdio: 'inherit' });
// A terminal sends Ctrl-C to all processes: the tests end their own ones first.
process.on('SIGINT', () => undefined);

const [testStatus] = (await once(tests, 'close')) as [number | null];
const [checkStatus] = (await checked) as [number | null];
process.stdout.write(Buffer.concat(output));
process.stdout.write(`tests ${testStatus === 0 ? 'passed' : 'FAILED'}\n`);
process.exitCode = testStatus === 0 && checkStatus === 0 ? 0 : 1;
