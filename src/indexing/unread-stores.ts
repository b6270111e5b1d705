import type { DomainSize } from '../backup/index.ts';
import type { Manifest } from '../backup/types.ts';
import type { UnreadStore } from '../model/unread-store.ts';
import type { StoreCoverage } from '../storage/index.ts';
import type { ArtifactEntries } from './match-stores.ts';

/** Maximum number of stores that are listed: the largest. A phone has about a thousand. */
const MAX_LISTED = 5_000;
/** Maximum number of stores that are examined; further ones are only counted. */
const MAX_EXAMINED = 50_000;
/** Maximum number of stores that are kept until it is known which of them are read; further ones count as not read. */
const MAX_KEPT = 100_000;
/** Maximum number of files whose size and time are read for one store of several files. */
const MAX_FILES = 200;
/** Names are at most 1,024 bytes on iOS. */
const MAX_PATH = 1_024;

const DATABASE = /\.(?:db3?|sqlite3?|sqlitedb|storedata)$/i;
const PLIST = /\.plist$/i;
const SOUND = /\.(?:aac|aiff?|amr|caf|m4a|mp3|oga|ogg|opus|wav)$/i;
/** Belongs to a database of the same name. */
const SIDECAR = /-(?:wal|shm|journal)$/;
const APP_DOMAIN = /^AppDomain/;
/** The domain of files that belong to databases in {@link HOME}, with the same root folder on the device. */
const MEDIA = 'MediaDomain';
const HOME = 'HomeDomain';

/**
 * Finds the stores of a backup that no artifact reads, by the names of its files: nothing is decrypted, and records are
 * decoded only for the stores found. Names come before it is known what is read, so that one pass over the manifest
 * answers both.
 */
export class UnreadStores {
  readonly #manifest: Pick<Manifest, 'find' | 'duplicates'>;
  readonly #found = new Map<string, FoundStore>();
  /** The files of each app, by domain. */
  readonly #apps = new Map<string, FoundStore>();
  #beyond = 0;

  constructor(manifest: Pick<Manifest, 'find' | 'duplicates'>) {
    this.#manifest = manifest;
  }

  /** Looks at the name of a file of the manifest. */
  add(domain: string, path: string): void {
    if (path.length > MAX_PATH || SIDECAR.test(path)) return;
    if (DATABASE.test(path)) this.#count({ kind: 'database', domain, path }, path);
    // The recordings of a folder count as one store: an artifact reads all of them or none.
    else if (SOUND.test(path)) this.#count({ kind: 'recordings', domain, path: folderOf(path) }, path);
    else {
      if (PLIST.test(path)) this.#count({ kind: 'plist', domain, path }, path);
      if (APP_DOMAIN.test(domain)) this.#countInApp(domain, path);
    }
  }

  #count(store: Pick<FoundStore, 'kind' | 'domain' | 'path'>, path: string): void {
    const key = `${store.kind}\0${store.domain}\0${store.path}`;
    const known = this.#found.get(key);
    if (known !== undefined) addFile(known, path);
    else if (this.#found.size < MAX_KEPT) this.#found.set(key, { ...store, count: 1, files: [path] });
    else this.#beyond++;
  }

  #countInApp(domain: string, path: string): void {
    const known = this.#apps.get(domain);
    if (known !== undefined) addFile(known, path);
    else if (this.#apps.size < MAX_KEPT) {
      this.#apps.set(domain, { kind: 'folder', domain, path: '', count: 1, files: [path] });
    } else this.#beyond++;
  }

  /**
   * What was found.
   * @param matched the files of the stores of all artifacts
   * @param domains payload size of each domain
   */
  coverage(matched: ReadonlyMap<string, ArtifactEntries>, domains: readonly DomainSize[]): StoreCoverage {
    const read = new ReadStores(matched);
    const stores = [...this.#apps.values(), ...this.#found.values()].filter((store) => !isRead(store, read));
    const unread = stores.slice(0, MAX_EXAMINED).flatMap((store) => examine(store, this.#manifest) ?? []);
    measureFolders(unread, domains);
    unread.sort((a, b) => b.bytes - a.bytes || compare(a.domain, b.domain) || compare(a.path, b.path));
    const unreadCount = unread.length + Math.max(0, stores.length - MAX_EXAMINED) + this.#beyond;
    return {
      stores: read.count + unreadCount,
      unreadCount,
      unread: unread.slice(0, MAX_LISTED),
      duplicates: this.#manifest.duplicates,
    };
  }
}

/** A store before its files are examined. */
interface FoundStore {
  readonly kind: UnreadStore['kind'];
  readonly domain: string;
  readonly path: string;
  count: number;
  /** Paths of the first files. */
  readonly files: string[];
}

function addFile(store: FoundStore, path: string): void {
  store.count++;
  if (store.files.length < MAX_FILES) store.files.push(path);
}

/** True for a store that is read, or part of something that is. */
function isRead({ kind, domain, path }: FoundStore, read: ReadStores): boolean {
  if (kind === 'folder') return read.isDomainRead(domain);
  // Sounds beside or below a store that is read belong to its records: voicemails, memos, attachments.
  if (kind === 'recordings')
    return read.hasAtOrAbove(domain, path) || (domain === MEDIA && read.hasAtOrAbove(HOME, path));
  // Those of other apps belong to the app's folder.
  if (kind === 'plist' && APP_DOMAIN.test(domain) && !read.isDomainRead(domain)) return true;
  return read.has(domain, path);
}

/** Reads size and time of the files; null if none of them is a file. */
function examine(store: FoundStore, manifest: Pick<Manifest, 'find'>): UnreadStore | null {
  const { kind, domain, path, count, files } = store;
  let [isFile, bytes] = [false, 0];
  let newestAt: number | null = null;
  for (const each of files) {
    const entry = manifest.find(domain, each);
    if (entry?.kind !== 'file') continue;
    isFile = true;
    bytes += Math.max(0, entry.sizeHint ?? 0);
    if (entry.modifiedAt !== null) newestAt = Math.max(newestAt ?? entry.modifiedAt, entry.modifiedAt);
  }
  return isFile ? { kind, domain, path, files: count, bytes: Number.isSafeInteger(bytes) ? bytes : 0, newestAt } : null;
}

/** Folders of apps have the size of their domain without the stores that are listed by themselves. */
function measureFolders(unread: UnreadStore[], domains: readonly DomainSize[]): void {
  const sizes = new Map(domains.map((size) => [size.domain, size]));
  const listed = new Map<string, { files: number; bytes: number }>();
  for (const { kind, domain, files, bytes } of unread) {
    if (kind === 'folder') continue;
    const sum = listed.get(domain) ?? { files: 0, bytes: 0 };
    listed.set(domain, { files: sum.files + files, bytes: sum.bytes + bytes });
  }
  for (const [index, store] of unread.entries()) {
    const size = sizes.get(store.domain);
    if (store.kind !== 'folder' || size === undefined) continue;
    const others = listed.get(store.domain) ?? { files: 0, bytes: 0 };
    const bytes = Math.max(0, size.bytes - others.bytes);
    unread[index] = { ...store, files: Math.max(1, size.files - others.files), bytes };
  }
}

/** The files that artifacts read, and where they are. */
class ReadStores {
  readonly #files = new Set<string>();
  readonly #folders = new Set<string>();
  readonly #domains = new Set<string>();

  constructor(matched: ReadonlyMap<string, ArtifactEntries>) {
    for (const stores of matched.values()) {
      for (const { domain, relativePath } of Object.values(stores).flat()) {
        this.#files.add(`${domain}\0${relativePath}`);
        this.#folders.add(`${domain}\0${folderOf(relativePath)}`);
        this.#domains.add(domain);
      }
    }
  }

  /** Number of files. */
  get count(): number {
    return this.#files.size;
  }

  has(domain: string, path: string): boolean {
    return this.#files.has(`${domain}\0${path}`);
  }

  isDomainRead(domain: string): boolean {
    return this.#domains.has(domain);
  }

  /** True if a folder, or one above it, has a file that is read. */
  hasAtOrAbove(domain: string, path: string): boolean {
    if (!this.#domains.has(domain)) return false;
    for (let folder = path; ; folder = folderOf(folder)) {
      if (this.#folders.has(`${domain}\0${folder}`)) return true;
      if (folder === '') return false;
    }
  }
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
