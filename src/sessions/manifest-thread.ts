/** Entry point of a backup's manifest thread: answers requests from `thread-client.ts` one at a time. */
import { parentPort, workerData } from 'node:worker_threads';
import { ThreadBackup } from './thread-backup.ts';
import { type ThreadOptions, type ThreadRequest, type ThreadResponse, toFailure } from './thread-protocol.ts';

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

port.on('message', (request: ThreadRequest) => {
  void answer(request).then((response) => port.postMessage(response));
});
