import { createHash } from 'node:crypto';
import { constants, mkdtempSync, rmSync } from 'node:fs';
import { cp, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';
import { type DemoSpec, writeDemoBackup } from '../synthetic/index.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the demo backups that this test run has written. */
    demoShelf: string;
  }
}

/** Makes the shelf of a test run, which is removed with all that was put there. */
export default function setup(project: TestProject): () => void {
  const shelf = mkdtempSync(join(tmpdir(), 'apple-juicer-test-demos-'));
  project.provide('demoShelf', shelf);
  return () => rmSync(shelf, { recursive: true, force: true });
}

/**
 * Puts a demo backup into a folder that does not exist yet: large ones take seconds to write and little to copy, so each
 * is written once in a test run. The copy is the caller's own.
 */
export async function placeDemoBackup(folder: string, spec: DemoSpec): Promise<void> {
  const shelf = inject('demoShelf');
  const name = createHash('sha256').update(JSON.stringify(spec)).digest('hex').slice(0, 16);
  const copy = () => cp(join(shelf, name), folder, { recursive: true, mode: constants.COPYFILE_FICLONE });
  try {
    await copy();
  } catch (error) {
    if (!isError(error, 'ENOENT')) throw error;
    await putOnShelf(shelf, name, spec);
    await copy();
  }
}

/** Written beside its place and then moved there, so that processes which want the same find it whole or not at all. */
async function putOnShelf(shelf: string, name: string, spec: DemoSpec): Promise<void> {
  const scratch = await mkdtemp(join(shelf, 'being-written-'));
  try {
    await writeDemoBackup(join(scratch, name), spec);
    await rename(join(scratch, name), join(shelf, name));
  } catch (error) {
    // Another process was faster: its backup is the same.
    if (!isError(error, 'ENOTEMPTY', 'EEXIST')) throw error;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function isError(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
