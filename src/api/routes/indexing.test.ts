import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../../test/corpus.ts';
import { startTestServer, type TestServer } from '../../../test/support/api/client.ts';

const PLAIN = corpusPath('backups/ios-14.3-unencrypted-manifest');
const ENCRYPTED = corpusPath('backups/encrypted-9.0.1-mbdb');

describeCorpus('index runs over HTTP', () => {
  let server: TestServer;
  let plain = '';
  let encrypted = '';
  beforeAll(async () => {
    server = await startTestServer([PLAIN, ENCRYPTED]);
    plain = server.idOf(PLAIN);
    encrypted = server.idOf(ENCRYPTED);
  });
  afterAll(() => server.close());
  beforeEach(() => {
    server.indexer.current = null;
  });
  const clients: AbortController[] = [];
  afterEach(() => {
    for (const client of clients.splice(0)) client.abort();
  });

  /** Reads events one by one. */
  async function events(id: string): Promise<() => Promise<string>> {
    const client = new AbortController();
    clients.push(client);
    const response = await server.get(`/backups/${id}/index/events`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const reader = response.body?.getReader();
    client.signal.addEventListener('abort', () => void reader?.cancel());
    let buffered = '';
    return async () => {
      for (;;) {
        const end = buffered.indexOf('\n\n');
        if (end >= 0) {
          const event = buffered.slice(0, end);
          buffered = buffered.slice(end + 2);
          return event;
        }
        const chunk = await reader?.read();
        if (chunk === undefined || chunk.done) return 'END';
        buffered += Buffer.from(chunk.value).toString();
      }
    };
  }

  it('start with the keys of the session, and give the location of the progress', async () => {
    const started = await server.post(`/backups/${plain}/index`);
    expect(started.status).toBe(202);
    expect(started.headers.get('location')).toBe(`/backups/${plain}/index`);
    expect(await started.json()).toMatchObject({ state: 'running', fraction: 0 });
    expect(server.indexer.keys).toBeNull();
    expect((await server.post(`/backups/${plain}/index`)).status).toBe(409);

    server.indexer.current = null;
    expect((await server.post(`/backups/${encrypted}/index`)).status).toBe(423);
    const session = await server.unlock(encrypted, '0000');
    const withKeys = await server.post(`/backups/${encrypted}/index`, undefined, { 'x-backup-session': session });
    expect(withKeys.status).toBe(202);
    expect(server.indexer.keys).toBeGreaterThan(0);
  });

  it('send their progress to clients with the API token', async () => {
    expect((await server.get(`/backups/${plain}/index`)).status).toBe(404);
    expect((await server.get(`/backups/${plain}/index/events`)).status).toBe(404);
    await server.post(`/backups/${plain}/index`);
    server.indexer.update({ fraction: 0.5, records: 10 });
    expect(await (await server.get(`/backups/${plain}/index`)).json()).toMatchObject({ fraction: 0.5, records: 10 });
  });

  it('send events: the current state, every change, the end', async () => {
    await server.post(`/backups/${plain}/index`);
    const next = await events(plain);
    expect(await next()).toMatch(/^event: progress\ndata: \{.*"fraction":0,/);
    server.indexer.update({ fraction: 0.25 });
    expect(await next()).toContain('"fraction":0.25');
    server.indexer.update({ fraction: 1, state: 'succeeded' });
    expect(await next()).toContain('"state":"succeeded"');
    expect(await next()).toBe('END');
    expect(server.indexer.listeners.size).toBe(0);
  });

  it('are not watched after the client has disconnected', async () => {
    await server.post(`/backups/${plain}/index`);
    const next = await events(plain);
    await next();
    expect(server.indexer.listeners.size).toBe(1);
    clients[0]?.abort();
    await expect.poll(() => server.indexer.listeners.size).toBe(0);
  });

  it('can be cancelled', async () => {
    await server.post(`/backups/${plain}/index`);
    const cancelled = await server.post(`/backups/${plain}/index/cancel`);
    expect(await cancelled.json()).toMatchObject({ state: 'cancelled' });
    expect((await server.post(`/backups/${plain}/index/cancel`)).status).toBe(404);
  });

  it('are specific to a backup', async () => {
    for (const path of ['index', 'index/events']) {
      const response = await server.get(`/backups/aaaaaaaaaaaaaaaa/${path}`);
      expect(await response.json()).toMatchObject({ code: 'BACKUP_NOT_FOUND' });
    }
    expect((await server.post('/backups/aaaaaaaaaaaaaaaa/index')).status).toBe(404);
  });
});

describeCorpus('a server that closes', () => {
  it('ends event streams and closes in good time', async () => {
    const server = await startTestServer([PLAIN]);
    const id = server.idOf(PLAIN);
    await server.post(`/backups/${id}/index`);
    const response = await server.get(`/backups/${id}/index/events`);
    const text = response.text();
    await expect.poll(() => server.indexer.listeners.size).toBe(1);
    await server.stop();
    expect(await text).toContain('event: progress');
    expect(server.indexer.listeners.size).toBe(0);
    await server.close();
  });
});
