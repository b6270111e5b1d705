import { lstatSync, opendirSync, type Stats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { ioError, systemErrorCode } from './io-error.ts';

const FILE_ID_LENGTH = 40;
/** Names of payloads and payload folders. */
const HEX_NAME = /^(?:[0-9a-f]{2}|[0-9a-f]{40})$/i;
/** Number of names without a letter that are examined before lower case is assumed. */
const MAX_NAMES = 1000;

/**
 * True for 40 lowercase hex digits. Nothing else from a manifest may become part of a path. A regular expression would
 * take several times as long.
 */
export function isFileID(value: string): boolean {
  if (value.length !== FILE_ID_LENGTH) return false;
  for (let at = 0; at < FILE_ID_LENGTH; at++) {
    const code = value.charCodeAt(at);
    if (!((code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x66))) return false;
  }
  return true;
}

/** Changes when a payload is written again. Copying programs keep whole milliseconds only. */
export function payloadStamp({ size, mtimeMs }: Stats): string {
  return `${size}:${Math.trunc(mtimeMs)}`;
}

/** Payloads asked for before it pays to list them all. */
const ASKED_BEFORE_LISTING = 500;

/** Which payloads are there; see `PayloadTable`. */
export interface KnownPayloads {
  has(fileID: string): boolean | null;
  list(backupPath: string): void;
}

/**
 * Locates payloads: `<root>/3d/3d0d…` since iOS 10, `<root>/3d0d…` before, in each of `roots` in order (a backup in
 * progress keeps its newest files in `Snapshot/`). Links below the root are never followed.
 */
export class Payloads {
  readonly #roots: readonly string[];
  /** Whether each root has upper-case names, as some copies do. */
  readonly #inUpperCase = new Map<string, boolean>();
  /** Shard folders already verified to be real folders. */
  readonly #realShards = new Set<string>();
  readonly #known: KnownPayloads | null;
  #asked = 0;

  /** @param known answers whether a payload is there, for a folder that does not change meanwhile */
  constructor(roots: readonly string[], known: KnownPayloads | null = null) {
    this.#roots = roots;
    this.#known = known;
  }

  /** The path of a payload, or null if absent. @throws UNSAFE_PATH for a bad fileID and for links, NO_ACCESS */
  async locate(fileID: string): Promise<string | null> {
    for (const { shard, path } of this.#candidates(fileID)) {
      try {
        if (shard !== null && !this.#realShards.has(shard)) {
          if (!(await lstat(shard)).isDirectory()) throw unsafe();
          this.#realShards.add(shard);
        }
        requireFile(await lstat(path));
        return path;
      } catch (error) {
        if (isAbsent(error)) continue;
        throw ioError(error, msg('detail.payload-named', { fileID }));
      }
    }
    return null;
  }

  /** Like {@link locate}, synchronously. */
  locateSync(fileID: string): string | null {
    for (const { shard, path } of this.#candidates(fileID)) {
      try {
        if (shard !== null && !this.#realShards.has(shard)) {
          if (!lstatSync(shard).isDirectory()) throw unsafe();
          this.#realShards.add(shard);
        }
        requireFile(lstatSync(path));
        return path;
      } catch (error) {
        if (isAbsent(error)) continue;
        throw ioError(error, msg('detail.payload-named', { fileID }));
      }
    }
    return null;
  }

  /** True if the payload exists as a regular file. Inaccessible payloads count as absent. */
  has(fileID: string): boolean {
    if (++this.#asked === ASKED_BEFORE_LISTING) this.#known?.list(this.#roots[0] ?? '');
    const known = isFileID(fileID) ? (this.#known?.has(fileID) ?? null) : null;
    return known ?? this.stat(fileID) !== null;
  }

  /** True if something is at the place of the payload that is not a regular file in a real folder: it is never opened. */
  isUnsafe(fileID: string): boolean {
    for (const { shard, path } of this.#candidates(fileID)) {
      const folder = shard === null ? undefined : statIfPresent(shard);
      if (folder !== undefined && !folder.isDirectory()) return true;
      const stat = statIfPresent(path);
      if (stat !== undefined) return !stat.isFile();
    }
    return false;
  }

  /** Status of a payload that exists as a regular file; null for others, also inaccessible ones. */
  stat(fileID: string): Stats | null {
    for (const { shard, path } of this.#candidates(fileID)) {
      if (shard !== null && !this.#isRealShard(shard)) continue;
      const stat = statIfPresent(path);
      if (stat?.isFile() === true) return stat;
    }
    return null;
  }

  #isRealShard(shard: string): boolean {
    if (this.#realShards.has(shard)) return true;
    if (statIfPresent(shard)?.isDirectory() !== true) return false;
    this.#realShards.add(shard);
    return true;
  }

  /** Folders that may contain payloads whose fileID starts with the two hex digits `prefix`. */
  shards(prefix: string): string[] {
    return this.#roots.map((root) => join(root, this.#withCase(root, prefix)));
  }

  /** Folders that may directly contain payloads, as in backups before iOS 10. */
  get roots(): readonly string[] {
    return this.#roots;
  }

  #candidates(fileID: string): { shard: string | null; path: string }[] {
    if (!isFileID(fileID)) throw new DomainError('UNSAFE_PATH', msg('detail.malformed-file-id'));
    return this.#roots.flatMap((root) => {
      const name = this.#withCase(root, fileID);
      const shard = join(root, name.slice(0, 2));
      return [
        { shard, path: join(shard, name) },
        { shard: null, path: join(root, name) },
      ];
    });
  }

  /** A name in the case that the root uses. */
  #withCase(root: string, name: string): string {
    let inUpperCase = this.#inUpperCase.get(root);
    if (inUpperCase === undefined) {
      inUpperCase = isInUpperCase(root);
      this.#inUpperCase.set(root, inUpperCase);
    }
    return inUpperCase ? name.toUpperCase() : name;
  }
}

/** Decides by the first hexadecimal names, of folders or (before iOS 10) of payloads. */
function isInUpperCase(root: string): boolean {
  try {
    const directory = opendirSync(root);
    try {
      for (
        let seen = 0, entry = directory.readSync();
        entry !== null && seen < MAX_NAMES;
        entry = directory.readSync()
      ) {
        if (!HEX_NAME.test(entry.name)) continue;
        if (/[a-f]/.test(entry.name)) return false;
        if (/[A-F]/.test(entry.name)) return true;
        seen++;
      }
    } finally {
      directory.closeSync();
    }
  } catch (error) {
    if (systemErrorCode(error) === null) throw error;
  }
  return false;
}

function statIfPresent(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (systemErrorCode(error) === null) throw error;
    return undefined;
  }
}

function requireFile(stat: Stats): void {
  if (!stat.isFile()) throw unsafe();
}

function isAbsent(error: unknown): boolean {
  const code = systemErrorCode(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

function unsafe(): DomainError {
  return new DomainError('UNSAFE_PATH', msg('detail.payload-not-a-file'));
}
