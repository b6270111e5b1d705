import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { startCli } from './run-cli.ts';
import type { Workspace } from './workspace.ts';

/** A worker started from the command line. */
export interface WorkerProcess {
  readonly name: string;
  readonly process: ChildProcessWithoutNullStreams;
  /** Its output so far. */
  output(): string;
  /** Kills it, as by a power failure. */
  kill(): Promise<void>;
  /** Stops it like Ctrl-C and returns its exit status. */
  stop(): Promise<number | null>;
}

/** Starts `apple-juicer worker` and waits until it accepts jobs. */
export async function startWorkerProcess(workspace: Workspace, name: string): Promise<WorkerProcess> {
  const environment = { ...workspace.environment, APPLE_JUICER_WORKER__NAME: name, APPLE_JUICER_LOG__LEVEL: 'info' };
  const child = startCli({ ...workspace, environment }, ['worker']);
  let text = '';
  const ready = Promise.withResolvers<void>();
  const collect = (chunk: string): void => {
    text += chunk;
    if (text.includes('takes jobs')) ready.resolve();
  };
  child.stdout.setEncoding('utf8').on('data', collect);
  child.stderr.setEncoding('utf8').on('data', collect);
  const gone = once(child, 'exit') as Promise<[number | null]>;
  void gone.then(() => ready.reject(new Error(`the worker did not start: ${text}`)));
  ready.promise.catch(() => {});
  await ready.promise;
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> => {
    child.kill(signal);
    const [status] = await gone;
    return status;
  };
  return {
    name,
    process: child,
    output: () => text,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
  };
}
