import { FileOpener } from '../file/file-opener.ts';
import type { StoredFile } from '../file/stored-file.ts';
import type { BackupEntry, BackupFolder, ClassKeys } from '../types.ts';
import { type PageDigestData, PageDigests } from './page-digests.ts';
import { type CopiedContents, writeContents } from './sandboxed-contents.ts';

/** A large database that another thread is to copy while its reader does something else. Can be posted. */
export interface CopyOrder {
  readonly folder: BackupFolder;
  readonly main: BackupEntry;
  /** Null if there is no WAL. */
  readonly wal: BackupEntry | null;
  /** An empty folder of the reader's sandbox, which takes the copy. */
  readonly into: string;
  readonly digests: boolean;
}

/** What is known of a copy that another thread has made. Can be posted. */
export interface CopyReport extends Omit<CopiedContents, 'digests'> {
  readonly digests: PageDigestData | null;
}

/** Makes a copy in another thread; null if that failed for any reason, which the reader will find too. */
export type DatabaseCopier = (order: CopyOrder) => Promise<CopyReport | null>;

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
  return report?.digests == null ? [] : [report.digests.words.buffer, report.digests.isKnown.buffer];
}

/** The reader's half: what a report says. */
export function contentsOf({ digests, ...report }: CopyReport): CopiedContents {
  return { ...report, digests: digests === null ? null : PageDigests.of(digests) };
}
