import {
  inspectBackup,
  measureStores,
  memoryOfKeys,
  openBackup,
  readApps,
  sharedClassKeys,
  unlockBackup,
} from '../backup/index.ts';
import type { MeasuredStores, StoreGroup } from '../backup/measure-stores.ts';
import type {
  AppInfo,
  Backup,
  BackupEntry,
  ClassKeys,
  DomainSummary,
  EntryCursor,
  EntryFilter,
  Manifest,
} from '../backup/types.ts';
import { msg } from '../locales/messages.ts';
import type { BackupFolder } from '../model/backup-folder.ts';
import { DomainError, isDomainError } from '../model/errors.ts';
import { BlobReader } from './blob-reader.ts';
import type { BlobQuery, DatabaseRef, RawRow, RowQuery } from './database-queries.ts';
import { OpenDatabases } from './open-databases.ts';
import { RowReader } from './row-reader.ts';
import { Semaphore } from './semaphore.ts';
import type { Credentials, MatchPage, OpenedFolder, ThreadOperations, ThreadOptions } from './thread-protocol.ts';
import type { FoundFile, ListedEntry, ListedFolder } from './types.ts';

/** Entries per message across threads: large enough to hide latency, small enough to hold in memory. */
const MATCH_PAGE = 500;

/** Maximum number of open iterations. Exceeding it means that a caller does not close them. */
const MAX_ITERATIONS = 100;

/** One backup inside its thread, where blocking calls are acceptable. See {@link ThreadOperations}. */
export class ThreadBackup implements ThreadOperations {
  readonly #options: ThreadOptions;
  readonly #iterations = new Map<number, Iterator<BackupEntry>>();
  #backup: Backup | null = null;
  #databases: OpenDatabases | null = null;
  #openListed: () => Promise<Backup> = () => Promise.reject(notOpen());
  #listed: Promise<Backup> | null = null;
  /** Serialises requests: a database must not be closed while another request reads it. */
  readonly #exclusive = new Semaphore(1);
  #nextIteration = 1;

  constructor(options: ThreadOptions) {
    this.#options = options;
  }

  async open(credentials: Credentials): Promise<OpenedFolder> {
    const folder = await this.#inspect();
    const unlocked = folder.encrypted ? await this.#classKeys(folder, credentials) : null;
    const keyed = unlocked === null ? {} : { keys: unlocked };
    // In place: copying a large manifest takes seconds, and most of what people open is looked up by name or id.
    const backup = await openBackup(folder, { tempPath: null, ...keyed });
    const { tempPath } = this.#options;
    this.#backup = backup;
    this.#databases = new OpenDatabases(backup);
    this.#openListed = async () =>
      backup.manifest.isInPlace && tempPath !== null ? openBackup(folder, { tempPath, ...keyed }) : backup;
    return { folder, keys: unlocked === null ? null : memoryOfKeys(unlocked) };
  }

  async apps(): Promise<readonly AppInfo[]> {
    return readApps(this.#backup?.folder ?? (await this.#inspect()));
  }

  async domains(): Promise<readonly DomainSummary[]> {
    return (await this.#forListing()).domains();
  }

  async list(filter: EntryFilter, limit: number, after: EntryCursor | undefined): Promise<readonly ListedEntry[]> {
    return (await this.#forListing()).list(filter, limit, after).map((entry) => this.#stateOf(entry));
  }

  async children(domain: string, folder: string, limit: number, after: Uint8Array | undefined): Promise<ListedFolder> {
    const { items, next } = (await this.#forListing()).children(domain, folder, limit, after);
    return {
      items: items.map(({ name, entry }) => ({ name, listed: entry === null ? null : this.#stateOf(entry) })),
      next,
    };
  }

  async isListDamaged(): Promise<boolean> {
    const listed = await this.#listed;
    return listed?.manifest.isDamaged === true || this.#opened().manifest.isDamaged;
  }

  get(fileID: string): ListedEntry | null {
    const entry = this.#opened().manifest.get(fileID);
    return entry === null ? null : this.#stateOf(entry);
  }

  find(domain: string, relativePath: string): ListedEntry | null {
    const entry = this.#opened().manifest.find(domain, relativePath);
    return entry === null ? null : this.#stateOf(entry);
  }

  getSmall(fileID: string, maxBytes: number): FoundFile | null {
    const backup = this.#opened();
    const entry = backup.manifest.get(fileID);
    if (entry === null) return null;
    if ((entry.sizeHint ?? 0) <= maxBytes) {
      try {
        return { entry, whole: backup.readFile(entry, maxBytes) };
      } catch (error) {
        if (!isDomainError(error, 'LIMIT_EXCEEDED')) throw error;
      }
    }
    return { entry, whole: null, path: backup.locate(entry) };
  }

  async matchOpen(domainGlob: string, pathGlob: string): Promise<number> {
    return this.#iterate((await this.#forListing()).match(domainGlob, pathGlob));
  }

  async withinOpen(domain: string, folder: string): Promise<number> {
    return this.#iterate((await this.#forListing()).within(domain, folder));
  }

  #iterate(entries: Iterable<BackupEntry>): number {
    if (this.#iterations.size >= MAX_ITERATIONS) {
      throw new DomainError('TOO_MANY_REQUESTS', msg('detail.too-many-listings'));
    }
    const iteration = this.#nextIteration++;
    this.#iterations.set(iteration, entries[Symbol.iterator]());
    return iteration;
  }

  matchNext(iteration: number): MatchPage {
    const entries = this.#iterations.get(iteration);
    if (entries === undefined) return { items: [], done: true };
    const items: ListedEntry[] = [];
    while (items.length < MATCH_PAGE) {
      const next = entries.next();
      if (next.done === true) {
        this.#iterations.delete(iteration);
        return { items, done: true };
      }
      items.push(this.#stateOf(next.value));
    }
    return { items, done: false };
  }

  matchClose(iteration: number): void {
    this.#iterations.get(iteration)?.return?.();
    this.#iterations.delete(iteration);
  }

  measure(measured: readonly StoreGroup[], others: readonly StoreGroup[]): MeasuredStores {
    return measureStores(this.#opened(), measured, others);
  }

  readBlob(source: DatabaseRef, query: BlobQuery): Promise<Uint8Array | null> {
    const databases = this.#openDatabases();
    return this.#exclusive.run(() => new BlobReader(databases).read(source, query));
  }

  readRow(source: DatabaseRef, query: RowQuery): Promise<RawRow | null> {
    const databases = this.#openDatabases();
    return this.#exclusive.run(() => new RowReader(databases).read(source, query));
  }

  /** The manifest with room for an index, which listings need: for a large one a copy is made on their first use. */
  async #forListing(): Promise<Manifest> {
    this.#listed ??= this.#openListed().catch((error: unknown) => {
      this.#listed = null;
      throw error;
    });
    return (await this.#listed).manifest;
  }

  #stateOf(entry: BackupEntry): ListedEntry {
    const backup = this.#opened();
    const isAbsent = entry.kind === 'file' && !backup.hasPayload(entry);
    const unsafe = isAbsent && backup.isUnsafe(entry);
    return { entry, missing: isAbsent && !unsafe, unsafe };
  }

  async #inspect(): Promise<BackupFolder> {
    const folder = await inspectBackup(this.#options.path);
    if (folder === null) throw new DomainError('BACKUP_NOT_FOUND', msg('place.no-backup'));
    return folder;
  }

  async #classKeys(folder: BackupFolder, { password, keys }: Credentials): Promise<ClassKeys> {
    if (keys !== undefined) return sharedClassKeys(keys);
    if (password === undefined) throw new DomainError('BACKUP_LOCKED');
    return unlockBackup(folder, new Uint8Array(password));
  }

  #openDatabases(): OpenDatabases {
    if (this.#databases === null) throw notOpen();
    return this.#databases;
  }

  #opened(): Backup {
    if (this.#backup === null) throw notOpen();
    return this.#backup;
  }
}

function notOpen(): DomainError {
  return new DomainError('BACKUP_LOCKED', msg('detail.not-opened'));
}
