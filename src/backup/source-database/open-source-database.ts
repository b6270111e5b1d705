import type { DatabaseImage } from '../../formats/sqlite-table-pages.ts';
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
 * Opens a database of the backup with its `-wal` overlaid, protected against hostile contents.
 * @throws MALFORMED_DATABASE, LIMIT_EXCEEDED, DISK_FULL, and whatever opening its files throws
 */
export async function openSourceDatabase(
  entry: BackupEntry,
  manifest: Pick<Manifest, 'find'>,
  host: DatabaseHost,
): Promise<SourceDatabase> {
  const { entry: walEntry, isPresent: walPresent } = walOf(entry, manifest, host);
  const main = await host.openFile(entry);
  let wal: StoredFile | null = null;
  let database: OpenedDatabase | null = null;
  try {
    if (walEntry !== null && walPresent) wal = await host.openFile(walEntry);
    // SQLite treats this as a database without tables, but here it results from a failed copy.
    if (main.size === 0 && wal === null) throw new DomainError('MALFORMED_DATABASE', msg('detail.database-empty'));
    const isLarge = main.size + (wal?.size ?? 0) > MAX_IN_MEMORY;
    const isRefused = isLarge && host.sandbox === null;
    const file = host.inPlace || isRefused ? overlaidFile(main, wal) : null;
    if (isRefused && !file?.isUtf8) {
      throw new DomainError('LIMIT_EXCEEDED', msg('detail.utf-16-too-large', { limit: MAX_IN_MEMORY }));
    }
    database = file?.isUtf8 ? await openInPlace(main, wal, { file }) : await openCopy(main, wal, host);
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
  const { db, sha256, image, missingBytes, close } = database;
  let closed = false;
  return {
    entry,
    db,
    sha256,
    image,
    size: main.size,
    wal: database.wal === null || walEntry === null ? null : { entry: walEntry, size: wal?.size ?? 0, ...database.wal },
    ...(walEntry !== null && !walPresent && walEntry.sizeHint !== 0 ? { walMissing: true } : {}),
    ...(missingBytes > 0 ? { missingBytes } : {}),
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

/** The `-wal` of a database, if the manifest lists one, and whether its payload is there. */
export function walOf(
  { domain, relativePath }: BackupEntry,
  manifest: Pick<Manifest, 'find'>,
  host: Pick<DatabaseHost, 'hasPayload'>,
): { readonly entry: BackupEntry | null; readonly isPresent: boolean } {
  const found = manifest.find(domain, `${relativePath}-wal`);
  const entry = found?.kind === 'directory' || found?.kind === 'symlink' ? null : found;
  return { entry, isPresent: entry !== null && host.hasPayload(entry) };
}

async function closeFiles(main: StoredFile, wal: StoredFile | null): Promise<void> {
  await main.close();
  await wal?.close();
}
