import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import type { Workspace } from './workspace.ts';

/** The CLI built for this test run, see `bundled-cli.ts`. */
export function cliEntry(): string {
  const entry = process.env['APPLE_JUICER_TEST_CLI'];
  if (entry === undefined) throw new Error('The CLI was not built: bundled-cli.ts is missing among the global setups.');
  return entry;
}

/** Output and exit status of a command. */
export interface CliResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the CLI as a child process. Its environment contains only what Node needs. `wrap` is a command prefix. */
export function startCli(
  workspace: Workspace,
  args: readonly string[],
  wrap: readonly string[] = [],
  cwd: string = workspace.path,
): ChildProcessWithoutNullStreams {
  const env = { PATH: process.env['PATH'] ?? '', TZ: 'America/Los_Angeles', ...workspace.environment };
  const [command = '', ...rest] = [...wrap, process.execPath, cliEntry(), ...args];
  return spawn(command, rest, { cwd, env });
}

/** Runs the CLI to its end. */
export function runCli(
  workspace: Workspace,
  args: readonly string[],
  input = '',
  wrap: readonly string[] = [],
): Promise<CliResult> {
  return finished(startCli(workspace, args, wrap), input);
}

/** Waits for a started CLI. */
export async function finished(child: ChildProcessWithoutNullStreams, input = ''): Promise<CliResult> {
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  // A command without input may have ended already.
  child.stdin.on('error', () => {}).end(input);
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  child.on('close', resolve).on('error', reject);
  return { status: await promise, stdout, stderr };
}
