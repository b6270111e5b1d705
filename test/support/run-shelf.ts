import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { access, mkdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Variable with the folder of {@link onShelf}, inherited by all processes of a test run. */
const SHELF_VARIABLE = 'APPLE_JUICER_TEST_SHELF';

/** Maximum time to wait for another process, and polling interval, milliseconds. */
const PATIENCE_MS = 120_000;
const POLL_MS = 20;

const made = new Map<string, Promise<string>>();

/** Global setup: creates the shelf of a test run, and removes it at the end. */
export default function setup(): () => void {
  // Every project of a test run calls this; they share one shelf.
  if (process.env[SHELF_VARIABLE] !== undefined) return () => {};
  const shelf = mkdtempSync(join(tmpdir(), 'apple-juicer-test-shelf-'));
  process.env[SHELF_VARIABLE] = shelf;
  return () => rmSync(shelf, { recursive: true, force: true });
}

/**
 * Path of a file or folder that is created once per test run and then only read. The first caller of any process
 * creates it, the others wait. `key` consists of its kind and everything that its contents depend on.
 */
export function onShelf(kind: string, key: unknown, make: (path: string) => Promise<void>): Promise<string> {
  const name = `${kind}-${createHash('sha256').update(textOf(key)).digest('hex').slice(0, 16)}`;
  const path = made.get(name) ?? obtain(name, make);
  made.set(name, path);
  return path;
}

/** A text that is the same for equal keys. Examples of stores have integers that JSON does not know. */
export const textOf = (key: unknown): string =>
  JSON.stringify(key, (_name, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));

async function obtain(name: string, make: (path: string) => Promise<void>): Promise<string> {
  const shelf = process.env[SHELF_VARIABLE];
  if (shelf === undefined) throw new Error('There is no shelf: run-shelf.ts is missing among the global setups.');
  const path = join(shelf, name);
  const workshop = `${path}.making`;
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await sleep(POLL_MS)) {
    if (await exists(path)) return path;
    if (!(await created(workshop))) continue;
    try {
      // It may have been finished between the two checks.
      if (await exists(path)) return path;
      const draft = join(workshop, name);
      await make(draft);
      await rename(draft, path);
      return path;
    } finally {
      await rm(workshop, { recursive: true, force: true });
    }
  }
  throw new Error(`Another process has not finished ${name} in time.`);
}

/** Creates a folder; false if it exists. */
async function created(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    // Not created yet.
    return false;
  }
}
