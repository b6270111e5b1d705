import { inspectBackup, memoryOfKeys, openBackup, readApps, sharedClassKeys, unlockBackup } from '../backup/index.ts';
import type {
  AppInfo,
  Backup,
  BackupEntry,
  BackupFolder,
  ClassKeys,
  DomainSummary,
  EntryCursor,
  EntryFilter,
} from '../backup/types.ts';
import { msg } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';
import { BlobReader } from './blob-reader.ts';
import type { BlobQuery, DatabaseRef, RawRow, RowQuery } from './database-queries.ts';
import { OpenDatabases } from './open-databases.ts';
import { RowReader } from './row-reader.ts';
import { Semaphore } from './semaphore.ts';
import type { Credentials, MatchPage, OpenedFolder, ThreadOperations, ThreadOptions } from './thread-protocol.ts';
import type { ListedEntry, ListedFolder } from './types.ts';

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
  /** Serialises requests: a database must not be closed while another request reads it. */
  readonly #exclusive = new Semaphore(1);
  #nextIteration = 1;

  constructor(options: ThreadOptions) {
    this.#options = options;
  }

  async open(credentials: Credentials): Promise<OpenedFolder> {
    const folder = await this.#inspect();
    const unlocked = folder.encrypted ? await this.#classKeys(folder, credentials) : null;
    const { tempPath } = this.#options;
    this.#backup = await openBackup(folder, { tempPath, ...(unlocked === null ? {} : { keys: unlocked }) });
    this.#databases = new OpenDatabases(this.#backup);
    return { folder, keys: unlocked === null ? null : memoryOfKeys(unlocked) };
  }

  async apps(): Promise<readonly AppInfo[]> {
    return readApps(this.#backup?.folder ?? (await this.#inspect()));
  }

  domains(): readonly DomainSummary[] {
    return this.#opened().manifest.domains();
  }

  list(filter: EntryFilter, limit: number, after: EntryCursor | undefined): readonly ListedEntry[] {
    return this.#opened()
      .manifest.list(filter, limit, after)
      .map((entry) => this.#listed(entry));
  }

  children(domain: string, folder: string, limit: number, after: Uint8Array | undefined): ListedFolder {
    const { items, next } = this.#opened().manifest.children(domain, folder, limit, after);
    return {
      items: items.map(({ name, entry }) => ({ name, listed: entry === null ? null : this.#listed(entry) })),
      next,
    };
  }

  get(fileID: string): ListedEntry | null {
    const entry = this.#opened().manifest.get(fileID);
    return entry === null ? null : this.#listed(entry);
  }

  find(domain: string, relativePath: string): ListedEntry | null {
    const entry = this.#opened().manifest.find(domain, relativePath);
    return entry === null ? null : this.#listed(entry);
  }

  matchOpen(domainGlob: string, pathGlob: string): number {
    return this.#iterate(({ manifest }) => manifest.match(domainGlob, pathGlob));
  }

  withinOpen(domain: string, folder: string): number {
    return this.#iterate(({ manifest }) => manifest.within(domain, folder));
  }

  #iterate(entries: (opened: Backup) => Iterable<BackupEntry>): number {
    if (this.#iterations.size >= MAX_ITERATIONS) {
      throw new DomainError('TOO_MANY_REQUESTS', msg('detail.too-many-listings'));
    }
    const iteration = this.#nextIteration++;
    this.#iterations.set(iteration, entries(this.#opened())[Symbol.iterator]());
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
      items.push(this.#listed(next.value));
    }
    return { items, done: false };
  }

  matchClose(iteration: number): void {
    this.#iterations.get(iteration)?.return?.();
    this.#iterations.delete(iteration);
  }

  readBlob(source: DatabaseRef, query: BlobQuery): Promise<Uint8Array | null> {
    const databases = this.#openDatabases();
    return this.#exclusive.run(() => new BlobReader(databases).read(source, query));
  }

  readRow(source: DatabaseRef, query: RowQuery): Promise<RawRow | null> {
    const databases = this.#openDatabases();
    return this.#exclusive.run(() => new RowReader(databases).read(source, query));
  }

  #listed(entry: BackupEntry): ListedEntry {
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
