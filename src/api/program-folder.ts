import { mkdir, stat } from 'node:fs/promises';
import { Sandbox, sweepSandboxes } from '../backup/index.ts';

const OTHERS_WRITE = 0o022;

/**
 * Makes a private folder in `parent` for a program that is run from it. What a crash has left there is removed.
 * @throws an error if others may write into `parent`: they could exchange the program
 */
export async function openProgramFolder(parent: string): Promise<Sandbox> {
  await mkdir(parent, { recursive: true, mode: 0o700 });
  await refuseFolderOfOthers(parent);
  await sweepSandboxes(parent);
  return Sandbox.open(parent);
}

async function refuseFolderOfOthers(folder: string): Promise<void> {
  const user = process.getuid?.();
  // Windows: folders of the user are for the user.
  if (user === undefined) return;
  const { uid, mode } = await stat(folder);
  if (uid !== user || (mode & OTHERS_WRITE) !== 0) throw new Error(`others may write into ${folder}`);
}
