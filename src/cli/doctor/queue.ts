import { DomainError, isDomainError } from '../../model/errors.ts';
import type { Settings } from '../../settings.ts';
import { plural } from '../format.ts';
import { type Check, ok, problem, warning } from './check.ts';

/** Connection timeout for Redis in milliseconds. */
const WAIT_MS = 3_000;

/** Checks that Redis is reachable and workers are connected. */
export async function checkQueue(settings: Settings): Promise<Check[]> {
  const { url } = settings.redis;
  if (url === undefined) return [ok('Queue', 'embedded: the server indexes in processes of its own')];
  const [{ RunQueue }, { queueSettings }] = await Promise.all([
    import('../../indexing/redis/run-queue.ts'),
    import('../../open-queue.ts'),
  ]);
  try {
    queueSettings(settings);
    const queue = await RunQueue.open(url, { waitMs: WAIT_MS });
    try {
      const workers = await queue.workers();
      const names = workers.map(({ name }) => name).join(', ');
      if (workers.length > 0) return [ok('Queue', `Redis answers; ${plural(workers.length, 'worker')}: ${names}`)];
      return [warning('Queue', 'Redis answers, but no worker is connected', 'Start one with `apple-juicer worker`.')];
    } finally {
      await queue.close();
    }
  } catch (error) {
    return [
      problem(
        'Queue',
        isDomainError(error) ? error : new DomainError('QUEUE_UNAVAILABLE', undefined, { cause: error }),
      ),
    ];
  }
}
