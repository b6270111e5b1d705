import childProcess, { type ForkOptions } from 'node:child_process';
import { existsSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import workerThreads, { type WorkerOptions } from 'node:worker_threads';
import { entryName } from '../../scripts/entry-name.ts';
import { cliEntry } from './run-cli.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Setup of every test process: the processes and threads that the sources start run from the bundle, as users have it.
 * From sources each of them would load hundreds of modules, which costs more than the work of most tests.
 */
const { fork } = childProcess;
const { Worker } = workerThreads;

if (!('isBundled' in Worker)) {
  childProcess.fork = (entry: string | URL, ...rest: (readonly string[] | ForkOptions | undefined)[]) =>
    fork(bundled(entry), ...(rest as []));
  workerThreads.Worker = class extends Worker {
    static readonly isBundled = true;
    constructor(entry: string | URL, options?: WorkerOptions) {
      super(bundled(entry), options);
    }
  };
  syncBuiltinESMExports();
}

/** The file in the bundle for an entry below `src`; any other entry unchanged. */
function bundled(entry: string | URL): string | URL {
  if (!(entry instanceof URL) || entry.protocol !== 'file:') return entry;
  const path = relative(ROOT, fileURLToPath(entry));
  if (!path.startsWith('src')) return entry;
  const file = join(dirname(cliEntry()), `${entryName(path)}.js`);
  return existsSync(file) ? pathToFileURL(file) : entry;
}
