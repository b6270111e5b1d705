import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { missingFullPostgres } from './full-postgres.ts';
import { postgres } from './postgres.ts';
import { redis } from './redis.ts';
import type { ServiceName } from './service.ts';
import { HOST_VARIABLE, MISSING_VARIABLE } from './shared.ts';

/** Prepares the servers that tests share; they are started on demand. */
export default async function setup(): Promise<() => Promise<void>> {
  // Every project of a test run calls this; they share one host.
  if (process.env[HOST_VARIABLE] !== undefined) return async () => {};
  const needs: Readonly<Record<ServiceName, string | null>> = {
    postgres: postgres.missing(),
    redis: redis.missing(),
    'full-postgres': missingFullPostgres(),
  };
  const missing = Object.entries(needs).flatMap(([name, why]) => (why === null ? [] : [{ name, why }]));
  for (const { name, why } of missing) {
    if (process.env.CI === 'true') throw new Error(`Tests need ${name}: ${why}.`);
    process.stderr.write(`tests on ${name} are skipped: ${why}\n`);
  }
  const host = fork(fileURLToPath(new URL('./host.ts', import.meta.url)), { execArgv: [] });
  const [port] = (await once(host, 'message')) as [number];
  process.env[HOST_VARIABLE] = `http://127.0.0.1:${port}`;
  process.env[MISSING_VARIABLE] = missing.map(({ name }) => name).join(',');
  return async () => {
    const ended = once(host, 'exit');
    host.disconnect();
    await ended;
  };
}
