import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { fullOnly } from '../depth.ts';
import { startFullPostgres } from './full-postgres.ts';
import { startPostgres } from './postgres.ts';
import { startRedis } from './redis.ts';
import { runCommand } from './server-process.ts';
import { hasService, serviceUrl } from './shared.ts';

async function ask(url: string, query: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ value: unknown }>(query);
    return rows[0]?.value;
  } finally {
    await client.end();
  }
}

describe.skipIf(!hasService('postgres'))('PostgreSQL for tests', () => {
  it('is shared, with text ordered by bytes', fullOnly, async () => {
    const urls = await Promise.all([serviceUrl('postgres'), serviceUrl('postgres')]);
    expect(urls[0]).toBe(urls[1]);
    expect(await ask(urls[0], "select 'Z' < 'a' as value")).toBe(true);
  });

  it('can be halted and resumed if a test has its own', fullOnly, async () => {
    const server = await startPostgres();
    try {
      expect(await ask(server.url, 'select 1 as value')).toBe(1);
      await server.halt();
      await expect(ask(server.url, 'select 1 as value')).rejects.toThrow();
      await server.resume();
      expect(await ask(server.url, 'select 2 as value')).toBe(2);
    } finally {
      await server.stop();
    }
  });
});

describe.skipIf(!hasService('full-postgres'))('a complete PostgreSQL for tests', () => {
  it('has pg_dump of the same version', fullOnly, async () => {
    const server = await startFullPostgres();
    try {
      const dump = await runCommand(`${server.bin}/pg_dump`, [server.url]);
      expect(dump).toContain('PostgreSQL database dump complete');
    } finally {
      await server.stop();
    }
  });
});

describe.skipIf(!hasService('redis'))('Redis for tests', () => {
  it('is shared; a test’s own server can be halted', fullOnly, async () => {
    expect(await serviceUrl('redis')).toMatch(/^redis:\/\/127\.0\.0\.1:\d+$/);
    const server = await startRedis({ persistent: true });
    await server.halt();
    await server.resume();
    await server.stop();
  });
});
