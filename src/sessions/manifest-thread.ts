/** Entry point of a backup's manifest thread: answers requests from `thread-client.ts` one at a time. */
import { parentPort, workerData } from 'node:worker_threads';
import { toFailure } from '../model/failure.ts';
import { Posts } from '../model/posts.ts';
import { ThreadBackup } from './thread-backup.ts';
import type { ThreadOptions, ThreadRequest, ThreadResponse } from './thread-protocol.ts';

const port = parentPort;
if (port === null) throw new Error('manifest-thread.ts must run as a worker thread.');

const backup = new ThreadBackup(workerData as ThreadOptions);

async function answer({ id, operation, args }: ThreadRequest): Promise<ThreadResponse> {
  try {
    const method = backup[operation] as (...args: readonly unknown[]) => unknown;
    return { id, value: await method.apply(backup, [...args]) };
  } catch (error) {
    return { id, failure: toFailure(error) };
  }
}

const posts = new Posts<ThreadResponse>((responses) => port.postMessage(responses));

port.on('message', (requests: readonly ThreadRequest[]) => {
  for (const request of requests) void answer(request).then((response) => posts.add(response));
});
