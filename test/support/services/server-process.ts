import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** User to run a command as; empty for the current user. */
export interface RunAs {
  readonly uid?: number;
  readonly gid?: number;
}

/** Maximum time until a server is ready, and until it has ended, milliseconds, on a busy machine. */
const START_MS = 60_000;
const STOP_MS = 20_000;

/** Ports that systems give to no outgoing connection, which could take one before its server starts. */
const FIRST_PORT = 20_000;
const PORTS = 10_000;

/** A free port of 127.0.0.1. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST_PORT + Math.floor(Math.random() * PORTS);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!isFree) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}

/** Runs a command to its end. @throws Error with its output if it fails */
export async function runCommand(command: string, args: readonly string[], runAs: RunAs = {}): Promise<string> {
  const child = spawn(command, args, { ...runAs, cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${command} failed:\n${output}`);
  return output;
}

/** Starts a server and waits until its output matches `ready`. @throws Error with its output otherwise */
export async function startServer(
  command: string,
  args: readonly string[],
  ready: RegExp,
  runAs: RunAs = {},
): Promise<ChildProcess> {
  const child = spawn(command, args, { ...runAs, cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  await new Promise<void>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`${command} ${why}:\n${output}`));
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail('did not start in time');
    }, START_MS);
    const settle = (then: () => void) => {
      clearTimeout(timer);
      then();
    };
    const hear = (chunk: Buffer) => {
      // Output must be read, otherwise the pipe fills up and blocks the server.
      if (output.length < 100_000) output += chunk.toString();
      if (ready.test(output)) settle(resolve);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('error', (error) => settle(() => fail(`cannot be run (${error.message})`)));
    child.once('exit', () => settle(() => fail('ended at once')));
  });
  return child;
}

/** Stops a server, by force after a timeout. */
export async function stopServer(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
  clearTimeout(timer);
}
