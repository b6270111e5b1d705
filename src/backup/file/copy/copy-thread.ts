/** Entry point of a thread that copies stored files, one after the other. It imports little, to start in no time. */
import { parentPort } from 'node:worker_threads';
import { copyContents } from './copy-contents.ts';
import type { CopyOrder, CopyOutcome } from './copy-order.ts';

/** A message of the thread: bytes written so far, or how the copy ended. */
export type CopyMessage =
  | { readonly id: number; readonly written: number }
  | { readonly id: number; readonly outcome: CopyOutcome };

const port = parentPort;
if (port === null) throw new Error('copy-thread.ts must run as a worker thread.');

const post = (message: CopyMessage): void => port.postMessage(message);

port.on('message', ({ id, order }: { readonly id: number; readonly order: CopyOrder }) => {
  post({ id, outcome: copyContents(order, (written) => post({ id, written })) });
});
