import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../test/support/api/client.ts';

/** A client that compresses nothing; `fetch` asks for compressed answers and hides that. */
const PLAIN = { 'accept-encoding': 'identity' };

describe('an answer that is always the same', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer([]);
  });
  afterAll(() => server.close());

  it('is sent compressed, and to other clients as it is', async () => {
    const compressed = await server.get('/kinds');
    const plain = await server.get('/kinds', PLAIN);
    expect(compressed.headers.get('content-encoding')).toBe('gzip');
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(Number(compressed.headers.get('content-length'))).toBeLessThan(
      Number(plain.headers.get('content-length')) / 4,
    );
    expect(plain.headers.get('content-type')).toBe('application/json; charset=utf-8');
    const kinds = await compressed.json();
    expect(kinds).toEqual(await plain.json());
    expect(kinds).toMatchObject({
      next: null,
      items: expect.arrayContaining([expect.objectContaining({ id: 'message' })]),
    });
  });

  it('is sent only once to a browser that keeps it', async () => {
    const first = await server.get('/kinds');
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    expect(first.headers.get('vary')).toContain('accept-encoding');
    const etag = first.headers.get('etag') ?? '';
    const again = await server.get('/kinds', { 'if-none-match': etag, 'cache-control': 'max-age=0' });
    expect([again.status, await again.text()]).toEqual([304, '']);
    const other = await server.get('/kinds', { 'if-none-match': '"other"', 'cache-control': 'max-age=0' });
    expect(other.status).toBe(200);
  });
});
