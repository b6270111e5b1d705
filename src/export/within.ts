import { SafePaths } from '../media/index.ts';
import type { ExportFile } from './types.ts';

/** The files of an export in a folder of another. */
export async function* within(
  folder: string,
  files: AsyncGenerator<ExportFile, void, undefined>,
): AsyncGenerator<ExportFile, void, undefined> {
  const place = new SafePaths({ showsAll: true }).place(folder.replaceAll('/', '_'), '', 'directory');
  for await (const file of files) yield { ...file, path: `${place}/${file.path}` };
}
