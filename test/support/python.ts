import { spawnSync } from 'node:child_process';

/** Maximum size of what a script prints. */
const MAX_OUTPUT = 64 * 1024 * 1024;

/**
 * Runs a Python script, which prints JSON, and returns that: what a program that is not ours makes of a file. `skip` is
 * called where there is no Python, or not one of these modules.
 */
export function python(
  script: string,
  args: readonly string[],
  skip: (why: string) => never,
  modules: readonly string[] = [],
): unknown {
  const imports = modules.map((name) => `import ${name}\n`).join('');
  const run = spawnSync('python3', ['-c', `${imports}import sys, json\n${script}`, ...args], {
    encoding: 'utf8',
    maxBuffer: MAX_OUTPUT,
    env: { ...process.env, PYTHONIOENCODING: 'utf-8', PYTHONUTF8: '1' },
  });
  if (run.error !== undefined) skip('there is no python3');
  if (run.status !== 0) {
    const missing = /ModuleNotFoundError: No module named '(\w+)'/.exec(run.stderr)?.[1];
    if (missing !== undefined && modules.includes(missing)) skip(`Python has no ${missing}`);
    throw new Error(run.stderr);
  }
  return JSON.parse(run.stdout);
}
