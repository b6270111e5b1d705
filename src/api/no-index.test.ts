import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../test/support/api/client.ts';
import { placeDemoBackup } from '../../test/support/demo-shelf.ts';
import { makeFastFolder } from '../../test/support/fast-folder.ts';

let folder = '';
let server: TestServer;
let backup = '';
beforeAll(async () => {
  folder = await makeFastFolder('apple-juicer-no-index-');
  await placeDemoBackup(join(folder, 'demo'), { messages: 20 });
  server = await startTestServer([folder]);
  backup = (await server.app.store.backups.list())[0]?.publicId ?? '';
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

async function lists(): Promise<unknown[]> {
  const paths = [
    'artifacts/messages/conversations',
    'artifacts/notes',
    'artifacts/photos',
    'artifacts/calls',
    'artifacts/contacts',
    'artifacts/whatsapp/chats',
    'kinds/note/records',
  ].map((path) => `/backups/${backup}/${path}`);
  const answers = [...paths, `/timeline?backup=${backup}`, `/people?backup=${backup}`].map(async (path) => {
    const { items, index } = (await (await server.get(path)).json()) as { items?: unknown[]; index?: string };
    return [path, items, index];
  });
  return Promise.all(answers);
}

it('empty lists say that nothing of the backup is indexed, until it is', async () => {
  for (const list of await lists()) expect(list).toEqual([expect.any(String), [], 'none']);
  const { runs } = server.app.store;
  const run = await runs.acquire(backup, { owner: 'test' });
  const target = await runs.startArtifactRun(run.id, { id: 'safari', version: 1 });
  await runs.finishArtifactRun(target, {
    entry: {
      artifact: 'safari',
      version: 1,
      outcome: 'empty',
      reason: null,
      found: 0,
      parsed: 0,
      skipped: 0,
      notes: [],
      milliseconds: 1,
    },
    signature: 's',
    sources: [],
  });
  await runs.finish(run.id);
  for (const list of await lists()) expect(list).toEqual([expect.any(String), [], undefined]);
});

it('lists of all backups, and single records, do not', async () => {
  expect(await (await server.get('/people')).json()).not.toHaveProperty('index');
  expect(await (await server.get(`/backups/${backup}`)).json()).not.toHaveProperty('index');
});
