import type { FileOpener } from '../backup/index.ts';
import type { MeasuredStores, StoreGroup } from '../backup/measure-stores.ts';
import type { AppInfo, BackupEntry, BackupFile, DomainSummary, EntryCursor, EntryFilter } from '../backup/types.ts';
import type { BackupFolder } from '../model/backup-folder.ts';
import type { DomainError } from '../model/errors.ts';
import type { FileIntegrity } from '../model/file-integrity.ts';
import type { BlobQuery, DatabaseRef, RawRow, RowQuery } from './database-queries.ts';
import type { ThreadClient } from './thread-client.ts';
import type { Operation, ThreadOperations } from './thread-protocol.ts';
import type { BackupHandle, FoundFile, ListedEntry, ListedFolder } from './types.ts';

/** The parts of a {@link ThreadedBackup}. */
export interface HandleParts {
  readonly folder: BackupFolder;
  readonly thread: ThreadClient;
  /** Opens files on the calling thread, because streams cannot cross threads. */
  readonly files: Pick<FileOpener, 'open' | 'copy'>;
  /** Called on every use, so that a backup in use does not expire. */
  readonly onUse: () => void;
}

/** A {@link BackupHandle} that delegates everything except file contents to the backup's thread. */
export class ThreadedBackup implements BackupHandle {
  readonly #parts: HandleParts;
  readonly #files = new Set<BackupFile>();
  readonly #copies = new Set<Promise<unknown>>();
  /** A number that is not 0 once copies are no longer wanted, for the threads that make them. */
  readonly #cancelled = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  #closed: DomainError | null = null;

  constructor(parts: HandleParts) {
    this.#parts = parts;
  }

  get folder(): BackupFolder {
    return this.#parts.folder;
  }

  /** True while the thread is running. */
  get alive(): boolean {
    return this.#parts.thread.alive;
  }

  /** True while any file is open or being copied. */
  get busy(): boolean {
    return this.#files.size + this.#copies.size > 0;
  }

  domains(): Promise<readonly DomainSummary[]> {
    return this.#ask('domains');
  }

  list(filter: EntryFilter, limit: number, after?: EntryCursor): Promise<readonly ListedEntry[]> {
    return this.#ask('list', filter, limit, after);
  }

  children(domain: string, folder: string, limit: number, after?: Uint8Array): Promise<ListedFolder> {
    return this.#ask('children', domain, folder, limit, after);
  }

  match(domainGlob: string, pathGlob: string): AsyncGenerator<ListedEntry, void, undefined> {
    return this.#pages(() => this.#ask('matchOpen', domainGlob, pathGlob));
  }

  within(domain: string, folder: string): AsyncGenerator<ListedEntry, void, undefined> {
    return this.#pages(() => this.#ask('withinOpen', domain, folder));
  }

  async *#pages(open: () => Promise<number>): AsyncGenerator<ListedEntry, void, undefined> {
    const iteration = await open();
    try {
      for (let done = false; !done; ) {
        const page = await this.#ask('matchNext', iteration);
        yield* page.items;
        done = page.done;
      }
    } finally {
      if (this.alive) await this.#ask('matchClose', iteration);
    }
  }

  isListDamaged(): Promise<boolean> {
    return this.#ask('isListDamaged');
  }

  get(fileID: string): Promise<ListedEntry | null> {
    return this.#ask('get', fileID);
  }

  find(domain: string, relativePath: string): Promise<ListedEntry | null> {
    return this.#ask('find', domain, relativePath);
  }

  getSmall(fileID: string, maxBytes: number): Promise<FoundFile | null> {
    return this.#ask('getSmall', fileID, maxBytes);
  }

  apps(): Promise<readonly AppInfo[]> {
    return this.#ask('apps');
  }

  measure(measured: readonly StoreGroup[], others: readonly StoreGroup[]): Promise<MeasuredStores> {
    return this.#ask('measure', measured, others);
  }

  readBlob(source: DatabaseRef, query: BlobQuery): Promise<Uint8Array | null> {
    return this.#ask('readBlob', source, query);
  }

  readRow(source: DatabaseRef, query: RowQuery): Promise<RawRow | null> {
    return this.#ask('readRow', source, query);
  }

  async open(entry: BackupEntry): Promise<BackupFile> {
    if (this.#closed !== null) throw this.#closed;
    this.#parts.onUse();
    const file = await this.#parts.files.open(entry);
    const tracked: BackupFile = {
      entry: file.entry,
      size: file.size,
      integrity: file.integrity,
      read: (position, length) => file.read(position, length),
      stream: (range) => file.stream(range),
      close: async () => {
        if (this.#files.delete(tracked)) this.#parts.onUse();
        await file.close();
      },
    };
    this.#files.add(tracked);
    if (this.#isClosed()) {
      await tracked.close();
      throw this.#isClosed();
    }
    return tracked;
  }

  async copy(
    entry: BackupEntry,
    path: string,
    descriptor: number,
    onWritten: (bytes: number) => void,
  ): Promise<FileIntegrity> {
    if (this.#closed !== null) throw this.#closed;
    this.#parts.onUse();
    const copy = this.#parts.files.copy(entry, path, { descriptor, cancelled: this.#cancelled, onWritten });
    this.#copies.add(copy);
    try {
      return await copy;
    } finally {
      this.#copies.delete(copy);
      this.#parts.onUse();
    }
  }

  /** Closes the thread and every open file, and ends copies; pending calls fail with `reason`. Never rejects. */
  async close(reason: DomainError): Promise<void> {
    this.#closed ??= reason;
    Atomics.store(new Int32Array(this.#cancelled), 0, 1);
    // A descriptor that fails to close is released anyway and must not keep the others open.
    const closing = [...this.#files].map((file) => file.close());
    await Promise.allSettled([this.#parts.thread.close(reason), ...closing, ...this.#copies]);
  }

  /** A method, so that the compiler does not narrow the value across an `await`. */
  #isClosed(): DomainError | null {
    return this.#closed;
  }

  #ask<K extends Operation>(
    operation: K,
    ...args: Parameters<ThreadOperations[K]>
  ): Promise<Awaited<ReturnType<ThreadOperations[K]>>> {
    this.#parts.onUse();
    return this.#parts.thread.call(operation, ...args);
  }
}
