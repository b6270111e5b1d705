import { lstatSync, type Stats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '../../model/errors.ts';
import { ioError, systemErrorCode } from './io-error.ts';

const FILE_ID = /^[0-9a-f]{40}$/;

/** True for 40 lowercase hex digits: nothing else from a manifest ever becomes part of a path. */
export function isFileID(value: string): boolean {
  return FILE_ID.test(value);
}

/**
 * Where the contents of the files are: `<root>/3d/3d0d…` since iOS 10, `<root>/3d0d…` before; in every one of `roots`, in
 * order (a backup being made keeps its newest files under `Snapshot/`). Links below the root are never followed.
 */
export class Payloads {
  readonly #roots: readonly string[];
  /** Shard folders already seen to be real folders. */
  readonly #realShards = new Set<string>();

  constructor(roots: readonly string[]) {
    this.#roots = roots;
  }

  /** The path of a payload, or null when there is none. @throws UNSAFE_PATH for a bad fileID and for links, NO_ACCESS */
  async locate(fileID: string): Promise<string | null> {
    for (const { shard, path } of this.#candidates(fileID)) {
      try {
        if (shard !== null && !this.#realShards.has(shard)) {
          if (!(await lstat(shard)).isDirectory()) throw unsafe();
          this.#realShards.add(shard);
        }
        const stat = await lstat(path);
        if (!isPlaced(stat)) continue;
        return path;
      } catch (error) {
        if (isAbsent(error)) continue;
        throw ioError(error, `The payload ${fileID}`);
      }
    }
    return null;
  }

  /** True when the payload is there as a regular file. What may not be looked at counts as absent. */
  has(fileID: string): boolean {
    return this.#candidates(fileID).some(({ shard, path }) => {
      if (shard !== null && lookAtSync(shard)?.isDirectory() !== true) return false;
      return lookAtSync(path)?.isFile() === true;
    });
  }

  /** Folders that may hold payloads whose fileID starts with the two hex digits `prefix`. */
  shards(prefix: string): string[] {
    return this.#roots.map((root) => join(root, prefix));
  }

  /** Folders that may hold payloads themselves, as backups before iOS 10 do. */
  get roots(): readonly string[] {
    return this.#roots;
  }

  #candidates(fileID: string): { shard: string | null; path: string }[] {
    if (!isFileID(fileID)) throw new DomainError('UNSAFE_PATH', 'A fileID in the manifest is not 40 hex digits.');
    return this.#roots.flatMap((root) => {
      const shard = join(root, fileID.slice(0, 2));
      return [
        { shard, path: join(shard, fileID) },
        { shard: null, path: join(root, fileID) },
      ];
    });
  }
}

function lookAtSync(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (systemErrorCode(error) === null) throw error;
    return undefined;
  }
}

function isPlaced(stat: Stats): boolean {
  if (stat.isFile()) return true;
  if (stat.isDirectory()) return false;
  throw unsafe();
}

function isAbsent(error: unknown): boolean {
  const code = systemErrorCode(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

function unsafe(): DomainError {
  return new DomainError('UNSAFE_PATH', 'A payload in the backup folder is a link or a device; it is not followed.');
}
