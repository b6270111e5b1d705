import { msg } from '../../locales/messages.ts';
import type { BackupFolder } from '../../model/backup-folder.ts';
import { DomainError } from '../../model/errors.ts';
import type { FileIntegrity } from '../../model/file-integrity.ts';
import { readLayout } from '../discovery/layout.ts';
import { unwrapWith } from '../keybag/wrapped-key.ts';
import type { BackupEntry, BackupFile, ClassKeys, EntryKey, WholeFile } from '../types.ts';
import { type CopyTarget, copyStored } from './copy/copy-stored.ts';
import { Payloads, payloadStamp } from './payloads.ts';
import { type FilePart, readPart } from './read-part.ts';
import { readWhole, requireReadable } from './read-whole.ts';
import { StoredFile, type StreamRange } from './stored-file.ts';

/**
 * Opens the contents of entries. Needs no manifest, because an entry contains all necessary information. The keys
 * belong to the caller; once they are disposed of, encrypted files are locked.
 */
export class FileOpener {
  readonly #folder: BackupFolder;
  readonly #payloads: Payloads;
  readonly #keys: ClassKeys | null;

  constructor(folder: BackupFolder, payloads: Payloads, keys: ClassKeys | null) {
    this.#folder = folder;
    this.#payloads = payloads;
    this.#keys = keys;
  }

  /** Creates an opener for the payloads of `folder`. @throws NO_ACCESS */
  static async of(folder: BackupFolder, keys: ClassKeys | null): Promise<FileOpener> {
    const { payloadRoots } = await readLayout(folder.path);
    return new FileOpener(folder, new Payloads(payloadRoots), keys);
  }

  /** @throws like `Backup.open` */
  async open(entry: BackupEntry): Promise<BackupFile> {
    return new EntryFile(entry, await this.openStored(entry));
  }

  /** Like {@link open}, without the entry. */
  async openStored(entry: BackupEntry): Promise<StoredFile> {
    if (entry.kind === 'directory' || entry.kind === 'symlink') throw new DomainError('NOT_A_FILE');
    const path = await this.#payloads.locate(entry.fileID);
    if (path === null) throw new DomainError('PAYLOAD_MISSING');
    return StoredFile.open(path, this.#keyOf(entry), entry.sizeHint, displayName(entry));
  }

  /** @throws like `Backup.readFile` */
  readFile(entry: BackupEntry, maxBytes: number): WholeFile {
    return readWhole(this.#pathOf(entry), this.#keyOf(entry), entry.sizeHint, displayName(entry), maxBytes);
  }

  /** @throws like `Backup.readPart` */
  readPart(entry: BackupEntry, part: FilePart): Uint8Array {
    return readPart(this.#pathOf(entry), this.#keyOf(entry), part, displayName(entry));
  }

  /** See `Backup.locate`. */
  locate(entry: BackupEntry): string {
    const path = this.#pathOf(entry);
    this.#keyOf(entry);
    requireReadable(path, displayName(entry));
    return path;
  }

  /**
   * Writes the contents of a file that was located to an open file, in another thread. It has begun when this returns.
   * @throws like `Backup.open`; CANCELLED; system errors of writing
   */
  async copy(entry: BackupEntry, path: string, to: CopyTarget): Promise<FileIntegrity> {
    return copyStored({ path, key: this.#keyOf(entry), sizeHint: entry.sizeHint, what: displayName(entry) }, to);
  }

  #pathOf(entry: BackupEntry): string {
    if (entry.kind === 'directory' || entry.kind === 'symlink') throw new DomainError('NOT_A_FILE');
    const path = this.#payloads.locateSync(entry.fileID);
    if (path === null) throw new DomainError('PAYLOAD_MISSING');
    return path;
  }

  hasPayload({ fileID }: EntryKey): boolean {
    return this.#payloads.has(fileID);
  }

  /** See `Backup.isUnsafe`. */
  isUnsafe(entry: BackupEntry): boolean {
    return this.#payloads.isUnsafe(entry.fileID);
  }

  /** See `Backup.payloadStamp`. */
  payloadStamp(entry: BackupEntry): string | null {
    const stat = this.#payloads.stat(entry.fileID);
    return stat === null ? null : payloadStamp(stat);
  }

  /**
   * The file's key; null if its contents are stored in plain. Unwrapped on demand, because most files are never opened.
   */
  #keyOf(entry: BackupEntry): Buffer | null {
    if (!this.#folder.encrypted) return null;
    if (entry.undecodable || hasNoRecord(entry)) {
      throw new DomainError('DAMAGED_BACKUP', msg('detail.record-damaged', { entry: displayName(entry) }));
    }
    const { wrappedKey, protectionClass } = entry;
    if (wrappedKey === null || protectionClass === null) return null;
    return unwrapWith(this.#keys, { protectionClass, wrapped: wrappedKey }, displayName(entry));
  }
}

/** Nothing is known of it, so a key is missing rather than absent: what is stored would be served as its contents. */
function hasNoRecord({ mode, sizeHint, modifiedAt, protectionClass, wrappedKey }: BackupEntry): boolean {
  return mode === 0 && [sizeHint, modifiedAt, protectionClass, wrappedKey].every((detail) => detail === null);
}

/** The file's own name, shortened for messages. */
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
