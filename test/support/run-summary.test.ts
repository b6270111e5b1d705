import { execFile } from 'node:child_process';
import { expect, it } from 'vitest';

const VITEST = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/fixtures/run-summary/vitest.config.ts'];

it('ends with what failed, each with the beginning of its message', async () => {
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, VITEST, (_error, stdout) => resolve(stdout));
  });
  const lines = output.slice(output.lastIndexOf('Failed:')).split('\n');
  const folder = 'test/fixtures/run-summary';
  expect(
    lines
      .slice(1, 3)
      .map((line) => line.slice(0, 200))
      .toSorted(),
  ).toEqual([
    expect.stringContaining(`  ${folder}/broken.ts: This file cannot be loaded.`),
    expect.stringContaining(`  ${folder}/failing.ts > differs: expected '${'a'.repeat(30)}`),
  ]);
  expect(output.length).toBeLessThan(10_000);
});
