import { systemErrorCode } from '../../backup/file/io-error.ts';
import { SafePaths } from '../../media/archive/safe-path.ts';
import { DomainError, type ErrorCode, isDomainError } from '../../model/errors.ts';
import type { FileIntegrity } from '../../model/file-integrity.ts';
import type { BackupHandle, ListedEntry } from '../../sessions/types.ts';
import type { TargetFolder } from './target-folder.ts';

/** Result of extracting an entry. */
export interface ExtractedItem {
  readonly fileID: string;
  readonly domain: string;
  readonly relativePath: string;
  /** Path relative to the target; null if nothing was written. */
  readonly path: string | null;
  /**
   * `written`: a file; `created`: a folder; `missing`: contents are not in the backup; `symlink`: a link, which was
   * skipped; `failed`: see `code` and `message`.
   */
  readonly status: 'written' | 'created' | 'missing' | 'symlink' | 'failed';
  /** The path is not `<domain>/<relativePath>` because the name was unsafe or taken. */
  readonly renamed: boolean;
  readonly bytes: number | null;
  /** Integrity of the end of the file; null if nothing was written. */
  readonly integrity: FileIntegrity | null;
  /** Target of a link. */
  readonly target: string | null;
  readonly code: ErrorCode | null;
  readonly message: string | null;
}

/**
 * Writes entries of a backup to `<domain>/<relativePath>` below the target and yields the result of each. Continues after
 * failures. Links are not created.
 * @throws CANCELLED, DISK_FULL
 */
export async function* extractEntries(
  handle: BackupHandle,
  entries: AsyncIterable<ListedEntry>,
  target: TargetFolder,
  signal: AbortSignal,
): AsyncGenerator<ExtractedItem, void, undefined> {
  const paths = new SafePaths();
  for await (const listed of entries) {
    if (signal.aborted) throw new DomainError('CANCELLED');
    const { fileID, domain, relativePath, kind, target: link } = listed.entry;
    const place = paths.place(domain, relativePath, kind === 'directory' ? 'directory' : 'file');
    const isPlain = place === (relativePath === '' ? domain : `${domain}/${relativePath}`);
    const item = {
      fileID,
      domain,
      relativePath,
      path: null,
      renamed: !isPlain,
      bytes: null,
      integrity: null,
      target: link,
      code: null,
      message: null,
    };
    try {
      yield { ...item, ...(await extractOne(handle, listed, place, target, signal)) };
    } catch (error) {
      if (signal.aborted) throw new DomainError('CANCELLED', undefined, { cause: error });
      const { code, message } = failureOf(error);
      yield { ...item, status: code === 'PAYLOAD_MISSING' ? 'missing' : 'failed', code, message };
    }
  }
}

type Outcome = Pick<ExtractedItem, 'status'> & Partial<ExtractedItem>;

async function extractOne(
  handle: BackupHandle,
  { entry, missing }: ListedEntry,
  place: string,
  target: TargetFolder,
  signal: AbortSignal,
): Promise<Outcome> {
  if (entry.kind === 'symlink') return { status: 'symlink' };
  if (entry.kind === 'directory') {
    await target.makeFolder(place);
    return { status: 'created', path: place };
  }
  if (missing) throw new DomainError('PAYLOAD_MISSING');
  const file = await handle.open(entry);
  try {
    await target.writeFile(place, entry.modifiedAt, async (out) => {
      for await (const chunk of file.stream({ signal })) await out.write(chunk);
    });
    return { status: 'written', path: place, bytes: file.size, integrity: file.integrity };
  } finally {
    await file.close();
  }
}

/** Code and message of a failed entry. @throws DISK_FULL, and unexpected errors */
function failureOf(error: unknown): { code: ErrorCode; message: string } {
  const system = systemErrorCode(error);
  if (isDomainError(error, 'DISK_FULL') || system === 'ENOSPC' || system === 'EDQUOT') {
    throw new DomainError('DISK_FULL', undefined, { cause: error });
  }
  if (isDomainError(error)) return { code: error.code, message: error.message };
  if (system !== null) return { code: 'NO_ACCESS', message: `The file could not be written (${system}).` };
  throw error;
}
