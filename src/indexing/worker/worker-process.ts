/**
 * A worker process: receives its job over IPC and the keys through a pipe, starts the reading thread, and works on the run. Hostile
 * backups are parsed here in isolation: the parent can kill the process at any time, and the earlier index stays
 * intact.
 */
import { importClassKeys, memoryOfKeys } from '../../backup/keybag/class-keys.ts';
import { receiveSecret } from '../../backup/secret-pipe.ts';
import type { Job } from '../protocol.ts';
import { Reader } from './reader.ts';
import { Readers } from './readers.ts';

async function serve(job: Job): Promise<void> {
  // Loading code takes longer than anything else in a small run, so the reading thread loads its code in parallel.
  const keys = job.keyBytes === 0 ? null : memoryOfKeys(importClassKeys(receiveSecret(job.keyBytes)));
  const readers = new Readers((kind) => new Reader(kind, job, keys), job.previews && job.isFirst ? 'preview' : 'read');
  const { workOn } = await import('./work-on-job.ts');
  await workOn(job, readers);
}

process.once('message', (job) => {
  void serve(job as Job).finally(() => process.disconnect?.());
});
// A terminal sends Ctrl-C to all processes. The parent decides what becomes of this one.
for (const signal of ['SIGINT', 'SIGHUP']) process.on(signal, () => {});
// The parent has ended, so this process could no longer be cancelled.
process.on('disconnect', () => process.exit(0));
