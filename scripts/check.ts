/** Runs the checks of `package.json` side by side, prints what each has to say, and fails if one of them does. */
import { spawn } from 'node:child_process';

/** The longest first. */
const CHECKS = ['lint', 'dead', 'format', 'docs'];

/** Runs one check to its end and prints its output in one piece. */
function run(check: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const child = spawn('npm', ['run', '--silent', `check:${check}`], { shell: process.platform === 'win32' });
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.push(chunk));
  child.on('error', (error) => output.push(Buffer.from(`${error.message}\n`)));
  child.on('close', (code) => {
    process.stdout.write(`check:${check} ${code === 0 ? 'passed' : 'FAILED'}\n${Buffer.concat(output).toString()}\n`);
    resolve(code === 0);
  });
  return promise;
}

const passed = await Promise.all(CHECKS.map(run));
process.exitCode = passed.every(Boolean) ? 0 : 1;
