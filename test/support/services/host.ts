import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { postgres } from './postgres.ts';
import { redis } from './redis.ts';
import type { RunningService, Service, SharedService } from './service.ts';

/**
 * A process that starts each shared server on demand and stops them all when the test run ends, even if it is killed.
 * `GET /postgres` returns its URL.
 */
const services: Readonly<Record<SharedService, Service>> = { postgres, redis };
const running = new Map<string, Promise<RunningService>>();

function ensure(name: SharedService): Promise<RunningService> {
  const service = running.get(name) ?? services[name].start();
  running.set(name, service);
  return service;
}

const server = createServer((request, response) => {
  ensure(request.url?.slice(1) as SharedService).then(
    ({ url }) => response.end(url),
    (error: unknown) => response.writeHead(500).end(String(error)),
  );
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));

async function stopAll(): Promise<void> {
  server.close();
  server.closeAllConnections();
  const started = await Promise.allSettled(running.values());
  await Promise.all(started.filter((result) => result.status === 'fulfilled').map(({ value }) => value.stop()));
}
process.once('disconnect', () => void stopAll());
// A terminal sends Ctrl-C to this process too; it must not end before the test run.
process.on('SIGINT', () => undefined);
