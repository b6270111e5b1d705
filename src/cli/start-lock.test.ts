import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tryLock } from './start-lock.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aj-lock-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('is held by one at a time, and its file is private', async () => {
  const path = join(folder, 'state', 'start.lock');
  const release = tryLock(path);
  expect(release).not.toBeNull();
  expect(tryLock(path)).toBeNull();
  expect((await stat(path)).mode & 0o077).toBe(0);
  release?.();
  release?.();
  const again = tryLock(path);
  expect(again).not.toBeNull();
  again?.();
});

it('is released when the process that holds it is killed', async () => {
  const path = join(folder, 'killed.lock');
  const source = new URL('start-lock.ts', import.meta.url).href;
  const program = `const { tryLock } = await import(${JSON.stringify(source)});
    globalThis.kept = tryLock(${JSON.stringify(path)}); process.stdout.write('held'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  expect(tryLock(path)).toBeNull();
  child.kill('SIGKILL');
  await once(child, 'exit');
  const release = tryLock(path);
  expect(release).not.toBeNull();
  release?.();
});

it('does not hinder a start where its file cannot be one', async () => {
  const path = join(folder, 'other');
  await writeFile(
    path,
    'not a database, and longer than the header of one would be, so that it is read as one'.repeat(9),
  );
  expect(tryLock(path)).not.toBeNull();
  expect(tryLock(join(path, 'below-a-file'))).not.toBeNull();
});
