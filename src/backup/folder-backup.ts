import { DomainError } from '../model/errors.ts';
import type { Payloads } from './file/payloads.ts';
import { StoredFile, type StreamRange } from './file/stored-file.ts';
import { unwrapWith } from './keybag/wrapped-key.ts';
import type { Sandbox } from './sandbox.ts';
import { openSourceDatabase } from './source-database/open-source-database.ts';
import type {
  Backup,
  BackupEntry,
  BackupFile,
  BackupFolder,
  ClassKeys,
  FileIntegrity,
  Manifest,
  SourceDatabase,
} from './types.ts';

/** What an open backup holds. */
export interface BackupParts {
  readonly folder: BackupFolder;
  readonly manifest: Manifest;
  readonly keys: ClassKeys | null;
  readonly payloads: Payloads;
  readonly sandbox: () => Promise<Sandbox>;
  /** Lets go of what belongs to the backup besides its manifest. */
  readonly release: () => void;
}

/** A {@link Backup} in a folder. */
export class FolderBackup implements Backup {
  readonly folder: BackupFolder;
  readonly manifest: Manifest;
  readonly #parts: BackupParts;
  readonly #databases = new Set<SourceDatabase>();
  #closed = false;

  constructor(parts: BackupParts) {
    this.folder = parts.folder;
    this.manifest = parts.manifest;
    this.#parts = parts;
  }

  async open(entry: BackupEntry): Promise<BackupFile> {
    return new EntryFile(entry, await this.#openStored(entry));
  }

  hasPayload(entry: BackupEntry): boolean {
    return this.#parts.payloads.has(entry.fileID);
  }

  async openDatabase(entry: BackupEntry): Promise<SourceDatabase> {
    const database = await openSourceDatabase(entry, this.manifest, {
      openFile: (file) => this.#openStored(file),
      hasPayload: (file) => this.hasPayload(file),
      sandbox: this.#parts.sandbox,
      onClose: () => this.#databases.delete(database),
    });
    if (this.#closed) {
      database.close();
      throw new DomainError('CANCELLED', 'The backup was closed while a database was being opened.');
    }
    this.#databases.add(database);
    return database;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    // Closing removes from the set, which a Set allows while it is walked.
    for (const database of this.#databases) database.close();
    this.manifest.close();
    this.#parts.release();
  }

  async #openStored(entry: BackupEntry): Promise<StoredFile> {
    if (this.#closed) throw new DomainError('CANCELLED', 'The backup is closed.');
    if (entry.kind === 'directory' || entry.kind === 'symlink') throw new DomainError('NOT_A_FILE');
    const path = await this.#parts.payloads.locate(entry.fileID);
    if (path === null) throw new DomainError('PAYLOAD_MISSING');
    return StoredFile.open(path, this.#keyOf(entry), entry.sizeHint, displayName(entry));
  }

  /** The file's own key; null where its bytes are stored as they are. Unwrapped only now: most files are never opened. */
  #keyOf(entry: BackupEntry): Buffer | null {
    if (!this.folder.encrypted) return null;
    if (entry.undecodable) {
      throw new DomainError('DAMAGED_BACKUP', `The record of ${displayName(entry)} is damaged, so its key is lost.`);
    }
    const { wrappedKey, protectionClass } = entry;
    if (wrappedKey === null || protectionClass === null) return null;
    return unwrapWith(this.#parts.keys, { protectionClass, wrapped: wrappedKey }, displayName(entry));
  }
}

/** A file's own name, short enough for a message. */
function displayName({ domain, relativePath }: BackupEntry): string {
  const name = relativePath.slice(relativePath.lastIndexOf('/') + 1) || domain;
  return name.length > 80 ? `${name.slice(0, 79)}…` : name;
}

class EntryFile implements BackupFile {
  readonly entry: BackupEntry;
  readonly size: number;
  readonly integrity: FileIntegrity;
  readonly #file: StoredFile;

  constructor(entry: BackupEntry, file: StoredFile) {
    this.entry = entry;
    this.size = file.size;
    this.integrity = file.integrity;
    this.#file = file;
  }

  read(position: number, length: number): Promise<Uint8Array> {
    return this.#file.read(position, length);
  }

  stream(range?: StreamRange): AsyncGenerator<Uint8Array, void, undefined> {
    return this.#file.stream(range);
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}
