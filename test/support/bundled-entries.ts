import childProcess, { type ForkOptions } from 'node:child_process';
import { existsSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import workerThreads, { type WorkerOptions } from 'node:worker_threads';
import { entryName } from '../../scripts/entry-name.ts';
import { cliEntry } from './run-cli.ts';

/** Arguments of a process, or its options. */
type ForkArgument = readonly string[] | ForkOptions | undefined;

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Setup of every test process: the processes and threads that the sources start run from the bundle, as users have it.
 * From sources each of them would load hundreds of modules, which costs more than the work of most tests.
 */
const { fork } = childProcess;
const { Worker } = workerThreads;

if (!('isBundled' in Worker)) {
  childProcess.fork = (entry: string | URL, ...rest: ForkArgument[]) =>
    fork(bundled(entry), ...(rest.map(withCompiled) as []));
  workerThreads.Worker = class extends Worker {
    static readonly isBundled = true;
    constructor(entry: string | URL, options?: WorkerOptions) {
      super(bundled(entry), options);
    }
  };
  syncBuiltinESMExports();
}

/**
 * Lets a confined process use the compiled modules, a third of its time if its work is small. Node only reads them where
 * it may also write. Processes of the CLI, which tests of confinement start, do not get this.
 */
function withCompiled(argument: ForkArgument): ForkArgument {
  const cache = process.env['NODE_COMPILE_CACHE'];
  if (cache === undefined || argument === undefined || isList(argument)) return argument;
  const { execArgv = [] } = argument;
  if (!execArgv.includes('--permission')) return argument;
  return { ...argument, execArgv: [...execArgv, `--allow-fs-read=${cache}`, `--allow-fs-write=${cache}`] };
}

const isList = (argument: ForkArgument): argument is readonly string[] => Array.isArray(argument);

/** The file in the bundle for an entry below `src`; any other entry unchanged. */
function bundled(entry: string | URL): string | URL {
  if (!(entry instanceof URL) || entry.protocol !== 'file:') return entry;
  const path = relative(ROOT, fileURLToPath(entry));
  if (!path.startsWith('src')) return entry;
  const file = join(dirname(cliEntry()), `${entryName(path)}.js`);
  return existsSync(file) ? pathToFileURL(file) : entry;
}
