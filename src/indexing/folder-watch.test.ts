import { mkdirSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { tempFolder } from '../../test/support/backup/temp-folder.ts';
import { watchFolders } from './folder-watch.ts';

interface Watched {
  readonly root: string;
  readonly backup: string;
  readonly changes: () => number;
  readonly errors: unknown[];
  readonly fail: () => void;
  /** Waits until it has looked after a change. */
  readonly settled: () => Promise<void>;
}

/** What is waited for comes; on a busy machine not soon. */
const PATIENCE_MS = 30_000;

const NAME = '00008110-001A0D942EEA401E';

async function watched(options: { readonly pollMs: number; readonly rootExists?: boolean }): Promise<Watched> {
  const parent = tempFolder();
  const root = join(parent, 'backups');
  const backup = join(root, NAME);
  if (options.rootExists !== false) {
    mkdirSync(join(backup, '3d'), { recursive: true });
    writeFileSync(join(backup, 'Manifest.db'), '1');
  }
  let looks = 0;
  let changes = 0;
  let fails = false;
  const errors: unknown[] = [];
  const watch = watchFolders({
    places: async () => {
      looks++;
      return { roots: [root], backups: [backup] };
    },
    onChange: async () => {
      changes++;
      if (!fails) return;
      fails = false;
      throw new Error('scan failed');
    },
    onError: (error) => errors.push(error),
    pollMs: options.pollMs,
    quietMs: 20,
    pauseMs: 0,
  });
  onTestFinished(() => watch.close());
  const settled = async (): Promise<void> => {
    const from = looks;
    await vi.waitFor(() => expect(looks).toBeGreaterThan(from + 1), { timeout: PATIENCE_MS, interval: 10 });
  };
  await watch.ready;
  const fail = (): void => {
    fails = true;
  };
  return { root, backup, changes: () => changes, errors, fail, settled };
}

it('notices new, removed, renamed and rewritten backups by looking every so often', async () => {
  const { root, backup, changes, settled } = await watched({ pollMs: 20 });
  const elsewhere = tempFolder();
  writeFileSync(join(elsewhere, 'Status.plist'), '1');
  await settled();
  expect(changes()).toBe(0);
  const steps = [
    () => mkdirSync(join(root, 'new')),
    () => renameSync(join(root, 'new'), join(root, 'other')),
    () => mkdirSync(join(root, 'other', 'phone')),
    () => renameSync(join(root, 'other'), join(elsewhere, 'other')),
    () => renameSync(join(elsewhere, 'Status.plist'), join(backup, 'Status.plist')),
    () => utimesSync(join(backup, 'Manifest.db'), 1, 1),
  ];
  for (const step of steps) {
    const before = changes();
    step();
    await vi.waitFor(() => expect(changes()).toBeGreaterThan(before), { timeout: PATIENCE_MS, interval: 10 });
    // A look that is in the middle of its files during the step sees one part of it, the next look sees the rest.
    await settled();
    const after = changes();
    expect(after).toBeLessThanOrEqual(before + 2);
    await settled();
    expect(changes()).toBe(after);
  }
});

it('does not care about payloads', async () => {
  const { backup, changes, settled } = await watched({ pollMs: 20 });
  for (let index = 0; index < 50; index++) writeFileSync(join(backup, '3d', `3d${index}`), 'x');
  await settled();
  await settled();
  expect(changes()).toBe(0);
});

it('looks soon after an event, long before its time', async () => {
  const { backup, changes } = await watched({ pollMs: 600_000 });
  writeFileSync(join(backup, 'Manifest.plist'), '1');
  await vi.waitFor(() => expect(changes()).toBe(1), { timeout: PATIENCE_MS, interval: 10 });
});

it('notices a folder that appears later, and tries again after a failure', async () => {
  const { root, changes, errors, fail } = await watched({ pollMs: 20, rootExists: false });
  fail();
  mkdirSync(root);
  await vi.waitFor(() => expect(changes()).toBe(2), { timeout: PATIENCE_MS, interval: 10 });
  expect(errors.map(String)).toEqual(['Error: scan failed']);
});
