/** Process that sets PDFs: hostile texts and pictures reach native code there only, and it can be killed. */
import { Worker } from 'node:worker_threads';
import { serveParent } from '../../media/index.ts';
import type { PdfQuestion } from './document.ts';
import { typeset } from './typeset.ts';

// Typesetting blocks this thread and its memory is not that of JavaScript, so another thread watches it.
new Worker(new URL('./memory-guard.ts', import.meta.url), { execArgv: [] }).unref();

serveParent(async (question) => {
  const { order, library } = question as PdfQuestion;
  return typeset(order, library);
});
