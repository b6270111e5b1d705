import { FileOpener } from '../file/file-opener.ts';
import type { StoredFile } from '../file/stored-file.ts';
import type { BackupEntry, ClassKeys, CopyOrder, CopyReport } from '../types.ts';
import { PageDigests } from './page-digests.ts';
import { type CopiedContents, writeContents } from './sandboxed-contents.ts';

/** The other thread's half: makes a copy. The keys are those of the reader. */
export async function copyBeside(
  { folder, main, wal, into, digests }: CopyOrder,
  keys: ClassKeys | null,
): Promise<CopyReport> {
  const opener = await FileOpener.of(folder, keys);
  const files: StoredFile[] = [];
  const opened = async (entry: BackupEntry): Promise<StoredFile> => {
    const file = await opener.openStored(entry);
    files.push(file);
    return file;
  };
  try {
    const options = { writable: false, salvage: true, digests };
    const contents = await writeContents(into, await opened(main), wal === null ? null : await opened(wal), options);
    return { ...contents, digests: contents.digests?.data ?? null };
  } finally {
    for (const file of files) await file.close();
  }
}

/** The memory that goes to the reader with a report. */
export function memoryOfReport(report: CopyReport | null): ArrayBuffer[] {
  const digests = report?.digests ?? null;
  return digests === null ? [] : [digests.words.buffer, digests.isKnown.buffer];
}

/** The reader's half: what a report says. */
export function contentsOf({ digests, ...report }: CopyReport): CopiedContents {
  return { ...report, digests: digests === null ? null : PageDigests.of(digests) };
}
