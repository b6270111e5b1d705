import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { confined, type Rights } from './confined-process.ts';

/** Tries everything and reports what succeeded. */
const ENTRY = `
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { Worker } from 'node:worker_threads';
const [folder] = process.argv.slice(2);
const tries = {
  read: () => readFileSync(folder + '/backup/file'),
  list: () => readdirSync(realpathSync.native(folder + '/backup')),
  readOther: () => readFileSync(folder + '/other'),
  writeBackup: () => writeFileSync(folder + '/backup/file', ''),
  write: () => writeFileSync(folder + '/sandbox/new', ''),
  start: () => spawnSync(process.execPath, ['-v']),
  thread: () => new Worker('', { eval: true }),
  connect: async () => {
    const [error] = await new Promise((resolve) => connect(1, '127.0.0.1').on('error', (error) => resolve([error])));
    if (error.code !== 'ECONNREFUSED') throw error;
  },
};
const done = [];
for (const [name, attempt] of Object.entries(tries)) {
  try {
    await attempt();
    done.push(name);
  } catch (error) {
    if (error.code !== 'ERR_ACCESS_DENIED') throw error;
  }
}
process.send({ done, variables: Object.keys(process.env) });
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aj-confined-'));
  await mkdir(join(folder, 'code'));
  await writeFile(join(folder, 'code/package.json'), '{}');
  await mkdir(join(folder, 'backup'));
  await mkdir(join(folder, 'sandbox'));
  await writeFile(join(folder, 'backup/file'), 'text');
  await writeFile(join(folder, 'other'), 'text');
  await writeFile(join(folder, 'code/entry.mjs'), ENTRY);
});
afterAll(() => rm(folder, { recursive: true }));

async function tryAll(rights: Omit<Rights, 'entry'>): Promise<{ done: string[]; variables: string[] }> {
  const entry = pathToFileURL(join(folder, 'code/entry.mjs'));
  const child = fork(entry, [folder], confined({ entry, ...rights }));
  const [answer] = (await once(child, 'message')) as [{ done: string[]; variables: string[] }];
  child.kill();
  return answer;
}

it('confines a process to what it needs', async () => {
  process.env['APPLE_JUICER_API__TOKEN'] = 'secret';
  process.env['AJ_NEEDED'] = 'yes';
  const path = (name: string): string => join(folder, name);
  const rights = { reads: [path('backup')], writes: [path('sandbox')], variables: ['AJ_NEEDED'] };
  const { done, variables } = await tryAll(rights);
  delete process.env['APPLE_JUICER_API__TOKEN'];
  delete process.env['AJ_NEEDED'];
  expect(done).toEqual(['read', 'list', 'write']);
  expect(variables).toContain('AJ_NEEDED');
  expect(variables.filter((name) => name.startsWith('APPLE_JUICER'))).toEqual([]);
});

it('grants threads and connections, and a folder whose name begins another one', async () => {
  const beside = `${join(folder, 'backup')}-2`;
  const rights = { reads: [join(folder, 'backup'), beside], threads: true, network: true };
  expect((await tryAll(rights)).done).toEqual(['read', 'list', 'readOther', 'thread', 'connect']);
});
