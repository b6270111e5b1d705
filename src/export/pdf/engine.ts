import { type HelperOptions, HelperProcess, TaskQueue } from '../../media/index.ts';
import type { Pdf, PdfOrder } from './document.ts';

const PROCESS: HelperOptions = {
  entry: new URL('./pdf-process.ts', import.meta.url),
  addons: true,
  threads: true,
  heapMb: 512,
  // A volume takes some seconds; a much slower computer is not stopped.
  timeoutMs: 5 * 60_000,
  task: 'Writing the PDF',
  crashCode: 'LIMIT_EXCEEDED',
};

/** One at a time: typesetting uses all cores by itself. */
const queue = new TaskQueue({ running: 1, waiting: 100 });

/**
 * Sets a document in a process with limits. Each has its own: the typesetter keeps memory that it used.
 * @throws LIMIT_EXCEEDED, CANCELLED, TOO_MANY_REQUESTS
 */
export function makePdf(order: PdfOrder, signal: AbortSignal): Promise<Pdf> {
  return queue.run(signal, async () => {
    const helper = new HelperProcess(PROCESS);
    try {
      return (await helper.ask(order, { signal })) as Pdf;
    } finally {
      helper.end();
    }
  });
}
