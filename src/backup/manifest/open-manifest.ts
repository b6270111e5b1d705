import { hash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { msg } from '../../locales/messages.ts';
import { DomainError, isDomainError } from '../../model/errors.ts';
import type { ManifestPlace } from '../discovery/layout.ts';
import { fileInfo } from '../discovery/metadata-file.ts';
import { StoredFile } from '../file/stored-file.ts';
import type { Sandbox } from '../sandbox.ts';
import { closeOnce } from '../source-database/copy.ts';
import { openInPlace } from '../source-database/direct/open-in-place.ts';
import { HEADER_BYTES, hasUtf8 } from '../source-database/direct/overlaid-file.ts';
import { MAX_IN_MEMORY, openPrivateCopy } from '../source-database/private-copy.ts';
import type { WritableSqlDatabase } from '../source-database/sql.ts';
import type { Manifest } from '../types.ts';
import { type BlobDecoder, decodeMbdbBlob, decodeMbFileBlob } from './decode-blob.ts';
import { entryKind, KIND_FLAGS } from './entry.ts';
import { manifestInUtf8 } from './manifest-in-utf8.ts';
import { type MbdbRecord, readMbdb } from './mbdb.ts';
import { encryptedRecords, readRecordSecret } from './record-cipher.ts';
import { salvagedMbdb } from './salvaged-mbdb.ts';
import { SqlManifest } from './sql-manifest.ts';

/** About 150 bytes per file; the largest iOS 9 devices stay far below. */
const MAX_MBDB_BYTES = 256 * 1024 * 1024;

/** Inputs of {@link openManifest}. */
export interface ManifestSource {
  readonly place: ManifestPlace;
  /** The key of Manifest.db itself; null if it is not encrypted. */
  readonly key: Buffer | null;
  /** True if the backup is encrypted, whether or not its manifest is. */
  readonly encrypted: boolean;
  /** The key of individual records (encrypted iOS 10.0); null if there is none or it is not unlocked. */
  readonly recordKey: Buffer | null;
  /** For the copy of a large Manifest.db; null if nothing decrypted may be written. */
  readonly sandbox: (() => Promise<Sandbox>) | null;
  /** See `OpenOptions.inPlace`. */
  readonly inPlace: boolean;
}

/**
 * Opens the list of files, in either format, in a private copy.
 * @throws MALFORMED_MANIFEST, BACKUP_LOCKED (encrypted iOS 10.0 without its key), LIMIT_EXCEEDED, NO_ACCESS,
 * UNSAFE_PATH
 */
export async function openManifest(source: ManifestSource): Promise<Manifest> {
  return source.place.kind === 'manifest.db' ? openManifestDb(source) : openManifestMbdb(source.place);
}

async function openManifestDb({
  place,
  key,
  encrypted,
  recordKey,
  sandbox,
  inPlace,
}: ManifestSource): Promise<Manifest> {
  // Its own, because the caller erases the other while the manifest may still be read in place.
  const ownKey = key === null ? null : Buffer.from(key);
  const main = await StoredFile.open(place.path, ownKey, null, 'Manifest.db');
  let wal: StoredFile | null = null;
  try {
    // Created by a tool that opened the plain database in place. Devices write none, and none could belong to
    // ciphertext.
    if (key === null && (await fileInfo(place.directory, 'Manifest.db-wal')).type === 'file') {
      wal = await StoredFile.open(`${place.path}-wal`, null, null, 'Manifest.db-wal');
    }
    // Parameters of encrypted records (iOS 10.0) are not in the copy of such a manifest.
    const isCopied = !hasUtf8(await main.read(0, HEADER_BYTES)) && !(encrypted && key === null);
    const { db, close } = isCopied
      ? await copyInUtf8(main, wal, sandbox)
      : await openOwn(main, wal, { sandbox, inPlace });
    try {
      const areRecordsEncrypted = encrypted && key === null && readRecordSecret(db) !== null;
      return new SqlManifest('manifest.db', db, decoderOf(areRecordsEncrypted, recordKey), () => {
        close();
        ownKey?.fill(0);
      });
    } catch (error) {
      close();
      throw error;
    }
  } catch (error) {
    await main.close();
    await wal?.close();
    return asManifestError(error);
  }
}

async function copyInUtf8(
  main: StoredFile,
  wal: StoredFile | null,
  sandbox: ManifestSource['sandbox'],
): Promise<{ readonly db: WritableSqlDatabase; readonly close: () => void }> {
  const wide = await openPrivateCopy(main, wal, { sandbox, writable: true });
  try {
    const db = manifestInUtf8(wide.db, main.size + (wal?.size ?? 0));
    await main.close();
    await wal?.close();
    return { db, close: () => closeOnce(db) };
  } finally {
    wide.close();
  }
}

/** The database with room for an index: a private copy or, where that may not be written, in place. */
async function openOwn(
  main: StoredFile,
  wal: StoredFile | null,
  { sandbox, inPlace }: Pick<ManifestSource, 'sandbox' | 'inPlace'>,
): Promise<{ readonly db: WritableSqlDatabase; readonly close: () => void }> {
  if (inPlace || (sandbox === null && main.size + (wal?.size ?? 0) > MAX_IN_MEMORY)) {
    const opened = await openInPlace(main, wal, { writable: true });
    opened.db.exec('PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE');
    return opened;
  }
  // SQLite refuses a database that was cut short; the pages that are there are read (salvaged-files.ts).
  const copy = await openPrivateCopy(main, wal, { sandbox, writable: true, salvage: true });
  await main.close();
  await wal?.close();
  return copy;
}

function decoderOf(areEncrypted: boolean, recordKey: Buffer | null): BlobDecoder {
  if (!areEncrypted) return decodeMbFileBlob;
  if (recordKey === null) throw new DomainError('BACKUP_LOCKED', msg('detail.manifest-locked'));
  return encryptedRecords(recordKey, decodeMbFileBlob);
}

/** Converts the records to rows of the same table as in Manifest.db, so that one implementation serves both formats. */
async function openManifestMbdb(place: ManifestPlace): Promise<Manifest> {
  if (place.size > MAX_MBDB_BYTES) throw new DomainError('LIMIT_EXCEEDED', msg('detail.mbdb-too-large'));
  const file = await StoredFile.open(place.path, null, null, 'Manifest.mbdb');
  const db = new DatabaseSync(':memory:');
  try {
    const bytes = await file.read(0, file.size);
    db.exec('CREATE TABLE Files (fileID TEXT PRIMARY KEY, domain TEXT, relativePath TEXT, flags INTEGER, file BLOB)');
    const isDamaged = !fillWhole(db, bytes);
    const release = () => {
      if (db.isOpen) db.close();
    };
    return new SqlManifest('manifest.mbdb', db, decodeMbdbBlob, release, isDamaged);
  } catch (error) {
    db.close();
    throw error;
  } finally {
    await file.close();
  }
}

/** Fills the table; false if the file is damaged. @throws MALFORMED_MANIFEST if no record can be found */
function fillWhole(db: DatabaseSync, bytes: Uint8Array): boolean {
  try {
    fill(db, bytes, readMbdb(bytes));
    return true;
  } catch (error) {
    if (!isDomainError(error)) throw error;
    db.exec('ROLLBACK');
    const records = [...salvagedMbdb(bytes)];
    if (records.length === 0) throw error;
    fill(db, bytes, records);
    return false;
  }
}

function fill(db: DatabaseSync, bytes: Uint8Array, records: Iterable<MbdbRecord>): void {
  const insert = db.prepare('INSERT OR REPLACE INTO Files VALUES (?, ?, ?, ?, ?)');
  db.exec('BEGIN');
  for (const { domain, relativePath, mode, start, end } of records) {
    const kind = entryKind(null, mode);
    const flags = kind === 'unknown' ? null : KIND_FLAGS[kind];
    const fileID = hash('sha1', `${domain}-${relativePath}`);
    insert.run(fileID, domain, relativePath, flags, bytes.subarray(start, end));
  }
  db.exec('COMMIT');
}

function asManifestError(error: unknown): never {
  if (error instanceof DomainError && error.code === 'MALFORMED_DATABASE') {
    throw new DomainError('MALFORMED_MANIFEST', msg('detail.manifest-damaged'), { cause: error });
  }
  throw error;
}
