import type { DatabaseImage } from '../../formats/sqlite-table-pages.ts';
import { isHotJournal } from '../../formats/sqlite-wal.ts';
import { msg, plain } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { StoredFile } from '../file/stored-file.ts';
import type { Sandbox } from '../sandbox.ts';
import type { BackupEntry, Manifest, SourceDatabase } from '../types.ts';
import type { PrivateCopy } from './copy.ts';
import { databaseError } from './database-error.ts';
import { openInPlace } from './direct/open-in-place.ts';
import { overlaidFile } from './direct/overlaid-file.ts';
import { type GuardedDatabase, guard } from './harden.ts';
import { MAX_IN_MEMORY, openAhead, openPrivateCopy } from './private-copy.ts';
import type { CopiedContents } from './sandboxed-contents.ts';

/** A copy that was made before it is needed. */
export interface CopyAhead {
  /** Its folder in the sandbox. */
  readonly folder: string;
  readonly contents: CopiedContents;
}

/** Services of the backup that opening a database needs. */
export interface DatabaseHost {
  openFile(entry: BackupEntry): Promise<StoredFile>;
  hasPayload(entry: BackupEntry): boolean;
  /** For copies of large databases; null if nothing decrypted may be written: then these are read in place. */
  readonly sandbox: (() => Promise<Sandbox>) | null;
  /** See `Backup.openDatabase`. */
  readonly inPlace: boolean;
  readonly digests?: boolean;
  /** The copy that another thread has made or is making; it resolves to null if that failed. */
  readonly ahead?: Promise<CopyAhead | null> | undefined;
  /** Called once, when the database is closed. */
  onClose(): void;
}

/**
 * Opens a database of the backup with its `-wal` overlaid, or a transaction undone that its `-journal` says is unfinished,
 * protected against hostile contents.
 * @throws MALFORMED_DATABASE, LIMIT_EXCEEDED, DISK_FULL, and whatever opening its files throws
 */
export async function openSourceDatabase(
  entry: BackupEntry,
  manifest: Pick<Manifest, 'find'>,
  host: DatabaseHost,
): Promise<SourceDatabase> {
  const { entry: walEntry, isPresent: walPresent, isJournal } = logOf(entry, manifest, host);
  const main = await host.openFile(entry);
  let wal: StoredFile | null = null;
  let database: OpenedDatabase | null = null;
  try {
    if (walEntry !== null && walPresent) wal = await openLog(walEntry, isJournal, host);
    // SQLite treats this as a database without tables, but here it results from a failed copy.
    if (main.size === 0 && wal === null) throw new DomainError('MALFORMED_DATABASE', msg('detail.database-empty'));
    const isLarge = main.size + (wal?.size ?? 0) > MAX_IN_MEMORY;
    const isRefused = isLarge && host.sandbox === null;
    const file = host.inPlace || isRefused ? overlaidFile(main, wal) : null;
    if (isRefused && !file?.isUtf8) {
      throw new DomainError('LIMIT_EXCEEDED', msg('detail.utf-16-too-large', { limit: MAX_IN_MEMORY }));
    }
    // Looking for lost pages takes 20 ms of a large database: too long for what is to be seen at once.
    const salvage = !host.inPlace;
    database = file?.isUtf8 ? await openInPlace(main, wal, { file, salvage }) : await openCopy(main, wal, host);
    try {
      guard(database.db);
    } catch (error) {
      if (database.missingBytes === 0) throw databaseError(error);
      const whole = main.size + database.missingBytes;
      throw new DomainError('MALFORMED_DATABASE', msg('detail.database-truncated', { size: main.size, whole }), {
        cause: error,
      });
    }
  } catch (error) {
    if (database === null) await closeFiles(main, wal);
    else database.close();
    throw error;
  }
  const { db, sha256, image, missingBytes, rebuiltPages, close } = database;
  let closed = false;
  return {
    entry,
    db,
    sha256,
    image,
    size: main.size,
    wal:
      database.wal === null || walEntry === null || wal === null
        ? null
        : { entry: walEntry, isJournal, size: wal.size, ...database.wal },
    ...(walEntry !== null && !walPresent && walEntry.sizeHint !== 0 ? { walMissing: true } : {}),
    ...(missingBytes > 0 ? { missingBytes } : {}),
    ...(rebuiltPages > 0 ? { rebuiltPages } : {}),
    close: () => {
      if (closed) return;
      closed = true;
      close();
      host.onClose();
    },
  };
}

/** A private copy or a database read in place. */
interface OpenedDatabase {
  readonly db: GuardedDatabase;
  readonly sha256: () => Promise<string>;
  readonly image: () => DatabaseImage;
  readonly wal: PrivateCopy['wal'];
  readonly missingBytes: number;
  readonly rebuiltPages: number;
  readonly close: () => void;
}

async function openCopy(
  main: StoredFile,
  wal: StoredFile | null,
  { sandbox, digests = false, ahead }: DatabaseHost,
): Promise<OpenedDatabase> {
  const made = (await ahead) ?? null;
  const copy =
    made === null
      ? await openPrivateCopy(main, wal, { sandbox, writable: false, salvage: true, digests })
      : openAhead(made);
  await closeFiles(main, wal);
  const { sha256 } = copy;
  if (sha256 === null) throw new DomainError('INTERNAL', plain('A copy that records cite has no digest.'));
  return { ...copy, sha256: () => Promise.resolve(sha256) };
}

/**
 * The `-wal` of a database, if the manifest lists one, and whether its payload is there; otherwise its `-journal` if that
 * is there. A database has the one or the other.
 */
export function logOf(
  { domain, relativePath }: BackupEntry,
  manifest: Pick<Manifest, 'find'>,
  host: Pick<DatabaseHost, 'hasPayload'>,
): { readonly entry: BackupEntry | null; readonly isPresent: boolean; readonly isJournal: boolean } {
  const find = (suffix: string): BackupEntry | null => {
    const found = manifest.find(domain, relativePath + suffix);
    return found?.kind === 'directory' || found?.kind === 'symlink' ? null : found;
  };
  const wal = find('-wal');
  const journal = wal === null ? find('-journal') : null;
  if (journal !== null && host.hasPayload(journal)) return { entry: journal, isPresent: true, isJournal: true };
  return { entry: wal, isPresent: wal !== null && host.hasPayload(wal), isJournal: false };
}

/** Opens the second file of a database; null for a journal that is not in use. */
async function openLog(entry: BackupEntry, isJournal: boolean, host: DatabaseHost): Promise<StoredFile | null> {
  const file = await host.openFile(entry);
  if (!isJournal || isHotJournal(await file.read(0, 8))) return file;
  await file.close();
  return null;
}

async function closeFiles(main: StoredFile, wal: StoredFile | null): Promise<void> {
  await main.close();
  await wal?.close();
}
