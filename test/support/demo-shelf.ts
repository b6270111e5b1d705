import { constants } from 'node:fs';
import { cp } from 'node:fs/promises';
import { type DemoSpec, writeDemoBackup } from '../synthetic/index.ts';
import { onShelf } from './run-shelf.ts';

/**
 * Puts a demo backup into a folder that does not exist yet: large ones take seconds to write and little to copy, so each
 * is written once in a test run. The copy is the caller's own.
 */
export async function placeDemoBackup(folder: string, spec: DemoSpec): Promise<void> {
  const shelved = await onShelf('demo', spec, async (path) => void (await writeDemoBackup(path, spec)));
  await cp(shelved, folder, { recursive: true, mode: constants.COPYFILE_FICLONE });
}
