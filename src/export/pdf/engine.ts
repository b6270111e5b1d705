import { dirname } from 'node:path';
import { type HelperOptions, HelperProcess, TaskQueue } from '../../media/index.ts';
import type { Pdf, PdfOrder, PdfQuestion } from './document.ts';
import { type OpenProgramFolder, UnpackedTypesetter } from './unpacked-typesetter.ts';

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

const typesetter = new UnpackedTypesetter();

/** What {@link makePdf} needs besides. */
interface Means {
  /** For the typesetter where it has to be unpacked: the first that will do. */
  readonly programFolders: readonly OpenProgramFolder[];
  readonly signal: AbortSignal;
}

/**
 * Sets a document in a process with limits. Each has its own: the typesetter keeps memory that it used.
 * @throws LIMIT_EXCEEDED, CANCELLED, TOO_MANY_REQUESTS; BAD_SETTINGS, DISK_FULL (the typesetter cannot be unpacked)
 */
export function makePdf(order: PdfOrder, { programFolders, signal }: Means): Promise<Pdf> {
  return queue.run(signal, () =>
    typesetter.use(programFolders, async (library) => {
      const helper = new HelperProcess({ ...PROCESS, reads: library === null ? [] : [dirname(library)] });
      const question: PdfQuestion = { order, library };
      try {
        return (await helper.ask(question, { signal })) as Pdf;
      } finally {
        helper.end();
      }
    }),
  );
}
