import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toRollbackHeader } from '../../../src/formats/sqlite-wal.ts';

const PAGE = 4096;

/** Cuts the end off the Manifest.db of a backup that is not encrypted, as an interrupted copy does. */
export async function cutListOfFiles(folder: string): Promise<void> {
  const path = join(folder, 'Manifest.db');
  const bytes = await readFile(path);
  toRollbackHeader(bytes);
  await writeFile(path, bytes.subarray(0, Math.floor((bytes.length * 0.7) / PAGE) * PAGE));
}
