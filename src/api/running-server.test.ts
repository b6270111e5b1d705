import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fullOnly } from '../../test/support/depth.ts';
import { readSettings } from '../settings.ts';
import { announceServer, loginUrlOfRunningServer } from './running-server.ts';

/** Longer than a slow machine takes to load the API. */
const LATE_MS = 6000;

it('waits for a server that listens and does not answer yet', fullOnly, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'aj-running-'));
  const settings = readSettings(
    {
      APPLE_JUICER_POSTGRES__DSN: `sqlite:///${join(folder, 'a.db')}`,
      APPLE_JUICER_API__TOKEN: 'a token of many letters',
    },
    join(folder, '.env'),
  );
  const server = createServer((_request, response) => {
    setTimeout(() => response.writeHead(201).end('{"path":"/auth/login?code=x"}'), LATE_MS);
  }).listen(0, '127.0.0.1');
  try {
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const withdraw = await announceServer(settings, url);
    expect(await loginUrlOfRunningServer(settings)).toBe(`${url}/auth/login?code=x`);
    await withdraw();
    expect(await loginUrlOfRunningServer(settings)).toBeNull();
  } finally {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true });
  }
});
