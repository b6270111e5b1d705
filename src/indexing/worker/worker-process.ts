/**
 * A worker process: receives its job over IPC and the keys through a pipe, starts the reading thread, and works on the run. Hostile
 * backups are parsed here in isolation: the parent can kill the process at any time, and the earlier index stays
 * intact.
 */
import { importClassKeys, memoryOfKeys } from '../../backup/keybag/class-keys.ts';
import { receiveSecret } from '../../backup/secret-pipe.ts';
import type { Job, Preparation, WorkerOrder } from '../protocol.ts';
import { Reader } from './reader.ts';
import { Readers } from './readers.ts';

/** The memory of the keys; null if there are none, undefined until that is known. */
let keys: SharedArrayBuffer | null | undefined;
/** The threads; null before the first order. */
let readers: Readers<Reader> | null = null;

/** Starts threads; the first one loads its code in parallel with this one. */
function startReaders(job: Preparation, first: 'preview' | 'read'): Readers<Reader> {
  return new Readers((kind) => new Reader(kind, job, keys), first);
}

/** Loads what a first run needs, while a password is tried. What goes wrong shows again in the run. */
function prepare(preparation: Preparation): void {
  readers = startReaders(preparation, 'preview');
  import('./work-on-job.ts').catch(() => undefined);
}

async function serve(job: Job): Promise<void> {
  // Loading code takes longer than anything else in a small run, so the reading thread loads its code in parallel.
  keys = job.keyBytes === 0 ? null : memoryOfKeys(importClassKeys(receiveSecret(job.keyBytes)));
  if (keys !== null) readers?.current.unlock(keys);
  readers ??= startReaders(job, job.previews && job.isFirst ? 'preview' : 'read');
  const { workOn } = await import('./work-on-job.ts');
  await workOn(job, readers);
}

function receive(order: WorkerOrder): void {
  if (order.type === 'prepare') prepare(order.preparation);
  else void serve(order.job).finally(() => process.disconnect?.());
}

process.on('message', (order) => receive(order as WorkerOrder));
// A terminal sends Ctrl-C to all processes, a service manager SIGTERM. The parent decides what becomes of this one.
for (const signal of ['SIGINT', 'SIGHUP', 'SIGTERM']) process.on(signal, () => {});
// The parent has ended, so this process could no longer be cancelled. In the next turn, after the messages of the reading
// thread that are already there, because one of them may name its sandbox.
process.on('disconnect', () => setImmediate(() => process.exit(0)));
// Whatever ends it: the reading thread ends with it and closes nothing.
process.on('exit', () => readers?.current.removeSandbox());
