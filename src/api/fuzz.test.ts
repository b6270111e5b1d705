import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer, TOKEN } from '../../test/support/api/client.ts';
import { rounds } from '../../test/support/depth.ts';
import { fileIDOf, writeBackup } from '../../test/synthetic/index.ts';

const ADDRESSES = [
  '/healthz',
  '/auth/login',
  '/auth/code',
  '/backups',
  '/backups/refresh',
  '/backups/~',
  '/backups/~/ledger',
  '/backups/~/unlock',
  '/backups/~/lock',
  '/backups/~/domains',
  '/backups/~/files',
  '/backups/~/files/~',
  '/backups/~/folder',
  '/backups/~/file/~',
  '/backups/~/index',
  '/backups/~/index/events',
  '/backups/~/artifacts/messages/conversations',
  '/backups/~/artifacts/messages/conversations/~/messages',
  '/backups/~/artifacts/messages/~',
  '/backups/~/artifacts/contacts',
  '/backups/~/artifacts/contacts/~/photo',
  '/search',
  '/~',
];
const FIELDS = [
  'q',
  'limit',
  'cursor',
  'sort',
  'order',
  'around',
  'at',
  'domain',
  'path',
  'kind',
  'backup',
  'download',
];
const HEADERS = ['range', 'if-range', 'if-none-match', 'x-backup-session', 'cookie', 'content-type', 'accept'];

describe('the server with random requests', () => {
  /** Ids of a backup and of its file. */
  let known: readonly [string, string] = ['', ''];
  let folder = '';
  let server: TestServer;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aj-fuzz-'));
    const path = join(folder, 'backup');
    const file = {
      domain: 'HomeDomain',
      relativePath: 'note.txt',
      kind: 'file',
      contents: Buffer.from('hello'),
    } as const;
    await writeBackup(path, { manifest: 'mbdb', layout: 'flat', files: [file] });
    server = await startTestServer([path]);
    known = [server.idOf(path), fileIDOf('HomeDomain', 'note.txt')];
  });
  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  function ask(method: string, path: string, headers: Record<string, string>, body: string): Promise<[number, string]> {
    return new Promise((resolve, reject) => {
      const request = httpRequest(
        server.url + path,
        { method, headers: { 'x-api-token': TOKEN, ...headers } },
        (response) => {
          let text = '';
          response.on('data', (chunk: Buffer) => void (text += chunk.toString()));
          response.on('end', () => resolve([response.statusCode ?? 0, text]));
        },
      );
      request.on('error', reject);
      // A body after any other method would be read as the next request.
      request.end(method === 'POST' || method === 'PUT' ? body : '');
    });
  }

  it('never fails with 500, and sends every error as a problem document', async () => {
    const word = fc.oneof(
      fc.string({ unit: 'binary-ascii', maxLength: 30 }),
      fc.string({ unit: 'grapheme', maxLength: 10 }),
      fc.constantFrom('aaaaaaaaaaaaaaaa', '0'.repeat(40), '-1', '1e9', 'null', '__proto__', '../..', '%00', 'W10='),
    );
    const visible = fc.stringMatching(/^[\x20-\x7e]{0,40}$/);
    const question = fc.record({
      method: fc.constantFrom('GET', 'POST', 'DELETE', 'HEAD', 'PUT', 'OPTIONS'),
      address: fc.constantFrom(...ADDRESSES),
      // No id is known.
      parts: fc.tuple(fc.option(word, { freq: 1 }), fc.option(word, { freq: 1 })),
      query: fc.dictionary(fc.constantFrom(...FIELDS), word, { maxKeys: 3 }),
      headers: fc.dictionary(fc.constantFrom(...HEADERS), visible, { maxKeys: 3, noNullPrototype: true }),
      body: fc.oneof(fc.constant(''), fc.json(), fc.string()),
    });
    await fc.assert(
      fc.asyncProperty(question, async ({ method, address, parts, query, headers, body }) => {
        const ids = parts.map((part, index) => part ?? known[index]);
        const path = address.replaceAll('~', () => encodeURIComponent(ids.shift() ?? ''));
        // A running index would keep the event stream open.
        server.indexer.current = null;
        const search = new URLSearchParams(query).toString();
        const [status, text] = await ask(method, search === '' ? path : `${path}?${search}`, headers, body);
        expect([status < 500, text]).toEqual([true, text]);
        if (status < 400 || method === 'HEAD') return;
        expect(JSON.parse(text)).toMatchObject({ status, code: expect.stringMatching(/^[A-Z_]+$/) });
      }),
      { seed: 17, numRuns: rounds(500) },
    );
  });
});
