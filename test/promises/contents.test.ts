import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isFull } from '../support/depth.ts';
import { makeWorkspace, type Workspace } from '../support/workspace.ts';
import { DATABASE_NEEDLE, PASSWORD, PAYLOAD_NEEDLE, type PlantedBackup, writePlanted } from './support/backups.ts';
import type { Database } from './support/database.ts';
import { onEachDatabase } from './support/databases.ts';
import { findNeedles, type Needle, secretNeedles, textNeedles } from './support/needles.ts';
import { API_TOKEN, type Served, serve } from './support/served.ts';

const TIMEOUT_MS = 240_000;

onEachDatabase('contents of a', TIMEOUT_MS, (kind) => {
  let workspace: Workspace;
  let database: Database;
  let planted: PlantedBackup;
  let served: Served;
  let id = '';
  let session = '';

  beforeAll(async () => {
    const made = await makeWorkspace();
    database = await kind.open(made.path);
    workspace = { ...made, environment: { ...made.environment, APPLE_JUICER_POSTGRES__DSN: database.dsn } };
    await mkdir(workspace.backups);
    planted = await writePlanted(join(workspace.backups, 'planted'), {
      encrypted: { password: PASSWORD },
      size: isFull ? 600 : 150,
    });
    served = await serve(workspace);
    const { backups } = await served.json<{ backups: { id: string }[] }>('/backups/refresh', { method: 'POST' });
    id = backups[0]?.id ?? '';
    session = await served.unlock(id, PASSWORD);
    expect(await served.index(id, session)).toBe('succeeded');
    const files = await served.all<{ fileID: string }>(`/backups/${id}/files?kind=file`, { session });
    for (const { fileID } of files)
      await (await served.ask(`/backups/${id}/file/${fileID}`, { session })).arrayBuffer();
    // At the end: the next attempt would have to wait.
    const wrong = { method: 'POST', body: { password: `${PASSWORD}!` } };
    expect((await served.ask(`/backups/${id}/unlock`, wrong)).status).toBe(403);
  }, TIMEOUT_MS);
  afterAll(async () => {
    await served.stop();
    await database.close();
    await workspace.remove();
  });

  const secrets = (): Needle[] => {
    const { classKeys, keyEncryptionKey } = planted.written;
    return [
      ...textNeedles('password', PASSWORD),
      ...[...classKeys].flatMap(([number, key]) => secretNeedles(`class key ${number}`, key)),
      ...secretNeedles('key encryption key', keyEncryptionKey ?? Buffer.from('there is none')),
      ...textNeedles('session token', session),
      ...textNeedles('API token', API_TOKEN),
    ];
  };
  const payloads = [...textNeedles('payload', PAYLOAD_NEEDLE), ...textNeedles('unread table', DATABASE_NEEDLE)];
  /** Words of single messages: they must be indexed, which proves that needles can be found. */
  const words = (): Needle[] => planted.messages.needles.map(({ word }) => ({ name: word, bytes: Buffer.from(word) }));

  it('include parsed text', async () => {
    const found = await database.traces(words());
    for (const { name } of words()) expect(found.some((trace) => trace.endsWith(`: ${name}`))).toBe(true);
  });

  it('include no file payloads, and nothing that no artifact reads', async () => {
    expect(await database.traces(payloads)).toEqual([]);
  });

  it('include no passwords, keys or tokens, which are not logged either', async () => {
    expect(secrets().length).toBeGreaterThan(40);
    expect(await database.traces(secrets())).toEqual([]);
    expect(findNeedles(Buffer.from(served.printed()), [...secrets(), ...payloads, ...words()])).toEqual([]);
  });

  it('are deleted completely with the index', async () => {
    expect((await served.ask(`/backups/${id}/index`, { method: 'DELETE' })).status).toBe(204);
    expect(await database.traces([...words(), ...payloads, ...secrets()])).toEqual([]);
  });
});
