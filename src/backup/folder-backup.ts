import { rmSync } from 'node:fs';
import { msg } from '../locales/messages.ts';
import type { BackupFolder } from '../model/backup-folder.ts';
import { DomainError } from '../model/errors.ts';
import { FOLDER_DOMAIN } from '../model/folder-domain.ts';
import type { FileOpener } from './file/file-opener.ts';
import type { StoredFile } from './file/stored-file.ts';
import { folderFile, readFolderFile } from './folder-files.ts';
import type { Sandbox } from './sandbox.ts';
import { contentsOf } from './source-database/copy-beside.ts';
import { type CopyAhead, logOf, openSourceDatabase } from './source-database/open-source-database.ts';
import { MAX_IN_MEMORY } from './source-database/private-copy.ts';
import type {
  Backup,
  BackupEntry,
  BackupFile,
  DatabaseCopier,
  DatabaseOptions,
  DigestOptions,
  EntryKey,
  Manifest,
  SourceDatabase,
  WholeFile,
} from './types.ts';

/** Parts of an open backup. */
export interface BackupParts {
  readonly folder: BackupFolder;
  readonly manifest: Manifest;
  readonly files: FileOpener;
  /** See `OpenOptions.tempPath`. */
  readonly sandbox: (() => Promise<Sandbox>) | null;
  /** Releases the resources of the backup other than its manifest. */
  readonly release: () => void;
}

/** A {@link Backup} in a folder. */
export class FolderBackup implements Backup {
  readonly folder: BackupFolder;
  readonly manifest: Manifest;
  readonly #parts: BackupParts;
  readonly #databases = new Set<SourceDatabase>();
  /** Copies that were made before they are needed, by fileID. */
  readonly #ahead = new Map<string, Promise<CopyAhead | null>>();
  #closed = false;

  constructor(parts: BackupParts) {
    this.folder = parts.folder;
    this.manifest = parts.manifest;
    this.#parts = parts;
  }

  async open(entry: BackupEntry): Promise<BackupFile> {
    if (this.#closed) throw new DomainError('CANCELLED', msg('detail.backup-closed'));
    return this.#parts.files.open(entry);
  }

  readWhole(entry: BackupEntry, maxBytes: number): Uint8Array {
    return this.readFile(entry, maxBytes).bytes;
  }

  readFile(entry: BackupEntry, maxBytes: number): WholeFile {
    if (this.#closed) throw new DomainError('CANCELLED', msg('detail.backup-closed'));
    if (entry.domain === FOLDER_DOMAIN) return readFolderFile(this.folder.path, entry, maxBytes);
    return this.#parts.files.readFile(entry, maxBytes);
  }

  readPart(entry: BackupEntry, position: number, length: number): Uint8Array {
    if (this.#closed) throw new DomainError('CANCELLED', msg('detail.backup-closed'));
    if (entry.domain === FOLDER_DOMAIN) {
      return readFolderFile(this.folder.path, entry, position + length).bytes.subarray(position);
    }
    return this.#parts.files.readPart(entry, { position, length });
  }

  locate(entry: BackupEntry): string {
    if (this.#closed) throw new DomainError('CANCELLED', msg('detail.backup-closed'));
    return this.#parts.files.locate(entry);
  }

  folderFile(name: string): BackupEntry | null {
    return folderFile(this.folder.path, name);
  }

  hasPayload(entry: EntryKey): boolean {
    return entry.domain === FOLDER_DOMAIN || this.#parts.files.hasPayload(entry);
  }

  isUnsafe(entry: BackupEntry): boolean {
    return entry.domain !== FOLDER_DOMAIN && this.#parts.files.isUnsafe(entry);
  }

  payloadStamp(entry: BackupEntry): string | null {
    if (entry.domain === FOLDER_DOMAIN) return `${entry.sizeHint}:${entry.modifiedAt}`;
    return this.#parts.files.payloadStamp(entry);
  }

  async openDatabase(
    entry: BackupEntry,
    { inPlace = false, digests = false }: DatabaseOptions = {},
  ): Promise<SourceDatabase> {
    const database = await openSourceDatabase(entry, this.manifest, {
      openFile: (file) => this.#openStored(file),
      hasPayload: (file) => this.hasPayload(file),
      sandbox: this.#parts.sandbox,
      inPlace,
      digests,
      ahead: inPlace ? undefined : this.#takeAhead(entry),
      onClose: () => this.#databases.delete(database),
    });
    if (this.#closed) {
      database.close();
      throw new DomainError('CANCELLED', msg('detail.backup-closed'));
    }
    this.#databases.add(database);
    return database;
  }

  async copyAhead(
    entry: BackupEntry,
    copier: DatabaseCopier,
    { digests = false }: DigestOptions = {},
  ): Promise<boolean> {
    const { sandbox } = this.#parts;
    const wal = logOf(entry, this.manifest, this);
    const size = (entry.sizeHint ?? 0) + (wal.entry?.sizeHint ?? 0);
    if (sandbox === null || size <= MAX_IN_MEMORY || this.#ahead.has(entry.fileID)) return false;
    const into = await (await sandbox()).dir();
    if (this.#closed) return false;
    const copy = copier({ folder: this.folder, main: entry, wal: wal.isPresent ? wal.entry : null, into, digests })
      // What went wrong goes wrong again when the reader makes its own copy.
      .catch(() => null)
      .then((report): CopyAhead | null => {
        if (report !== null && !this.#closed) return { folder: into, contents: contentsOf(report) };
        rmSync(into, { recursive: true, force: true });
        return null;
      });
    this.#ahead.set(entry.fileID, copy);
    return true;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    // Nothing decrypted may arrive in the sandbox later.
    await Promise.all(this.#ahead.values());
    // Closing removes the database from the set, which is allowed during iteration.
    for (const database of this.#databases) database.close();
    this.manifest.close();
    this.#parts.release();
  }

  #takeAhead({ fileID }: BackupEntry): Promise<CopyAhead | null> | undefined {
    const copy = this.#ahead.get(fileID);
    this.#ahead.delete(fileID);
    return copy;
  }

  async #openStored(entry: BackupEntry): Promise<StoredFile> {
    if (this.#closed) throw new DomainError('CANCELLED', msg('detail.backup-closed'));
    return this.#parts.files.openStored(entry);
  }
}
