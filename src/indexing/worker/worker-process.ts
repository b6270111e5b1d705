/**
 * A worker process: gets its job and the keys over IPC, starts the reading thread, and works on the run. Parsing a
 * hostile backup happens here, so that nothing else can be harmed by it: whoever started the process can kill it at any
 * moment and the earlier index is still whole.
 */
import type { Job } from '../protocol.ts';
import { Reader } from './reader.ts';

async function serve(job: Job): Promise<void> {
  // Loading code takes longer than anything else in a small run: the reading thread loads its own in the meantime.
  const reader = new Reader(job);
  const { workOn } = await import('./work-on-job.ts');
  await workOn(job, reader);
}

process.once('message', (job) => {
  void serve(job as Job).finally(() => process.disconnect?.());
});
// Whoever started this process is gone, and with them whoever could cancel it.
process.on('disconnect', () => process.exit(0));
