import { constants } from 'node:fs';
import { cp } from 'node:fs/promises';
import { type DemoSpec, writeDemoBackup } from '../synthetic/index.ts';
import { onShelf } from './run-shelf.ts';

/**
 * Copies a demo backup to a folder that does not exist yet. Large backups take seconds to write and little time to
 * copy, so each is written once per test run.
 */
export async function placeDemoBackup(folder: string, spec: DemoSpec): Promise<void> {
  const shelved = await onShelf('demo', spec, async (path) => void (await writeDemoBackup(path, spec)));
  await cp(shelved, folder, { recursive: true, mode: constants.COPYFILE_FICLONE });
}
