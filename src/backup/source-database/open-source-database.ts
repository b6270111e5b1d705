import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { StoredFile } from '../file/stored-file.ts';
import type { Sandbox } from '../sandbox.ts';
import type { BackupEntry, Manifest, SourceDatabase } from '../types.ts';
import { databaseError } from './database-error.ts';
import { guard } from './harden.ts';
import { openPrivateCopy } from './private-copy.ts';

/** Services of the backup that opening a database needs. */
export interface DatabaseHost {
  openFile(entry: BackupEntry): Promise<StoredFile>;
  hasPayload(entry: BackupEntry): boolean;
  readonly sandbox: () => Promise<Sandbox>;
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
  const walEntry = manifest.find(entry.domain, `${entry.relativePath}-wal`);
  const walListed = walEntry !== null && walEntry.kind !== 'directory' && walEntry.kind !== 'symlink';
  const walPresent = walListed && host.hasPayload(walEntry);
  const main = await host.openFile(entry);
  let wal: StoredFile | null = null;
  try {
    if (walPresent) wal = await host.openFile(walEntry);
    // SQLite treats this as a database without tables, but here it results from a failed copy.
    if (main.size === 0 && wal === null) throw new DomainError('MALFORMED_DATABASE', msg('detail.database-empty'));
    const copy = await openPrivateCopy(main, wal, { sandbox: host.sandbox, writable: false, salvage: true });
    try {
      guard(copy.db);
    } catch (error) {
      copy.close();
      if (copy.missingBytes === 0) throw databaseError(error);
      const whole = main.size + copy.missingBytes;
      throw new DomainError('MALFORMED_DATABASE', msg('detail.database-truncated', { size: main.size, whole }), {
        cause: error,
      });
    }
    let closed = false;
    return {
      entry,
      db: copy.db,
      sha256: copy.sha256,
      size: main.size,
      wal: copy.wal === null || walEntry === null ? null : { entry: walEntry, size: wal?.size ?? 0, ...copy.wal },
      ...(walListed && !walPresent && walEntry.sizeHint !== 0 ? { walMissing: true } : {}),
      ...(copy.missingBytes > 0 ? { missingBytes: copy.missingBytes } : {}),
      inMemory: copy.inMemory,
      close: () => {
        if (closed) return;
        closed = true;
        copy.close();
        host.onClose();
      },
    };
  } finally {
    await main.close();
    await wal?.close();
  }
}
