import { spawnSync } from 'node:child_process';

/** Maximum size of what a script prints. */
const MAX_OUTPUT = 64 * 1024 * 1024;

let interpreter: string | null = null;

/**
 * The interpreter behind `python3`, which may be a script that looks for it and takes longer than what we run. Asked once
 * per process; null where there is none.
 */
function python3(): string | null {
  if (interpreter !== null) return interpreter;
  const { status, stdout } = spawnSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' });
  const path = status === 0 ? stdout.trim() : '';
  if (path !== '') interpreter = path;
  return interpreter;
}

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
  const program = python3();
  if (program === null) skip('there is no python3');
  const run = spawnSync(program, ['-c', `${imports}import sys, json\n${script}`, ...args], {
    encoding: 'utf8',
    maxBuffer: MAX_OUTPUT,
    env: { ...process.env, PYTHONIOENCODING: 'utf-8', PYTHONUTF8: '1' },
  });
  if (run.error !== undefined) throw run.error;
  if (run.status !== 0) {
    const missing = /ModuleNotFoundError: No module named '(\w+)'/.exec(run.stderr)?.[1];
    if (missing !== undefined && modules.includes(missing)) skip(`Python has no ${missing}`);
    throw new Error(run.stderr);
  }
  return JSON.parse(run.stdout);
}
