import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv, promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { type Depth, depthOf, fullOnly } from './depth.ts';
import { hasService } from './services/shared.ts';

const run = promisify(execFile);
const CONFIG = 'test/fixtures/depth/vitest.config.ts';

/** Names of the tests of the sample that run at a depth, and the last line of the run. */
async function ranAt(depth: Depth): Promise<{ names: string[]; skipped: number; said: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'aj-depth-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const report = join(folder, 'report.json');
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--config', CONFIG, '--outputFile', report];
  const { stdout } = await run(process.execPath, vitest, { env: { ...process.env, APPLE_JUICER_TEST_DEPTH: depth } });
  const { testResults } = JSON.parse(await readFile(report, 'utf8')) as {
    testResults: { assertionResults: { fullName: string; status: string }[] }[];
  };
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const passed = tests.filter(({ status }) => status === 'passed').map(({ fullName }) => fullName);
  return { names: passed.toSorted(), skipped: tests.length - passed.length, said: stdout };
}

it('is quick unless it is full, and nothing else', () => {
  expect([undefined, '', 'quick', 'full'].map(depthOf)).toEqual(['quick', 'quick', 'quick', 'full']);
  expect(() => depthOf('ful')).toThrow('APPLE_JUICER_TEST_DEPTH is ful');
});

it('leaves out what the rules say, which the run tells, and nothing if it is full', fullOnly, async () => {
  const [quick, full] = [await ranAt('quick'), await ranAt('full')];
  const all = [
    'row one',
    'row two',
    'slow first',
    'slow nested fourth',
    'slow never runs',
    'slow second',
    'slow third',
    'whole',
  ];
  const engines = [
    'an engine on sqlite is tested',
    ...(hasService('postgres') ? ['an engine on postgres is tested'] : []),
  ];
  expect([full.names, full.skipped]).toEqual([[...engines, ...all].toSorted(), 0]);
  expect(quick.names).toEqual(['an engine on sqlite is tested', 'row one', 'slow first', 'slow third']);
  expect(quick.said).toContain(`Left to \`npm run test:full\`: ${quick.skipped} tests in 1 file`);
  expect(full.said).not.toContain('test:full');
});

it('is full in CI', () => {
  const read = (path: string): string => readFileSync(path, 'utf8');
  expect(parseEnv(read('test/support/full.env'))).toEqual({ APPLE_JUICER_TEST_DEPTH: 'full' });
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  for (const name of ['test:full', 'test:release'])
    expect(scripts[name]).toContain('--env-file=test/support/full.env ');
  expect(read('.ci/run')).toMatch(/^npm ci\nnpm run check\nnpm run test:full\nnpm run test:release$/m);
  const workflow = read('.github/workflows/ci.yml');
  expect(workflow).toContain('npm run test:full\n');
  expect(workflow).not.toMatch(/npm (?:run )?test(?::unit)?\b(?!:)/);
});
