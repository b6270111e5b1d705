import type { ExportFile } from '../../export/index.ts';
import { isCopyable } from '../../model/copyable.ts';
import type { TargetFolder } from './target-folder.ts';

/**
 * Writes a file of an export. A file of the backup is copied by another thread and only begun here; all others are
 * written when this resolves. Returns the number of bytes, later.
 */
export async function beginFile(
  target: TargetFolder,
  { path, modifiedAt, contents }: ExportFile,
  onWritten: (bytes: number) => void,
): Promise<{ readonly end: Promise<number> }> {
  if (isCopyable(contents)) return target.beginCopy(path, modifiedAt, contents, onWritten);
  let bytes = 0;
  await target.writeFile(path, modifiedAt, async (file) => {
    for await (const chunk of contents) {
      bytes += Buffer.byteLength(chunk);
      await file.write(chunk);
      onWritten(bytes);
    }
  });
  return { end: Promise.resolve(bytes) };
}
