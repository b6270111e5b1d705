import { parentPort } from 'node:worker_threads';
import type { TextReply, TextRequest } from './text-thread-protocol.ts';
import { workOnTexts } from './text-work.ts';

const port = parentPort;
if (port === null) throw new Error('text-thread.ts must run as a worker thread');

port.on('message', ({ id, work }: TextRequest) => {
  let reply: TextReply;
  try {
    reply = { id, result: workOnTexts(work) };
  } catch (error) {
    reply = { id, failure: error instanceof Error ? error.message : String(error) };
  }
  port.postMessage(reply);
});
