import { once } from 'node:events';
import { isDomainError } from '../../../src/model/errors.ts';
import { openStore } from '../../../src/storage/store.ts';
import { TEST_TABLES } from './test-store.ts';

/** A process that tries to get the lease of a backup on request and reports the result. */
const [, , dsn, backup] = process.argv;
const store = await openStore({ dsn: dsn as string, tables: TEST_TABLES, readers: 1 });
process.send?.('ready');
await once(process, 'message');
let answer = 'acquired';
try {
  await store.runs.acquire(backup as string, { owner: `process:${process.pid}` });
} catch (error) {
  answer = isDomainError(error) ? error.code : String(error);
}
await store.close();
process.send?.(answer);
process.disconnect?.();
