import { parentPort, workerData } from 'node:worker_threads';
import { BlockingConnection } from './blocking-connection.ts';
import { sqliteFailure } from './sqlite-errors.ts';
import type { ThreadReply, ThreadRequest, ThreadSettings } from './thread-protocol.ts';

const port = parentPort;
if (port === null) throw new Error('statement-thread.ts must run as a worker thread');
const settings = workerData as ThreadSettings;

const post = (reply: ThreadReply) => port.postMessage(reply);

try {
  const connection = new BlockingConnection(settings);
  port.on('message', (request: ThreadRequest) => {
    try {
      post({ kind: 'result', id: request.id, result: connection.run(request.sql, request.parameters) });
    } catch (error) {
      post({ kind: 'failure', id: request.id, failure: sqliteFailure(error) });
    }
  });
  port.on('close', () => connection.close());
  post({ kind: 'ready' });
} catch (error) {
  post({
    kind: 'fatal',
    failure: sqliteFailure(error instanceof Error && error.cause instanceof Error ? error.cause : error),
  });
  port.close();
}
