import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createZstdDecompress } from 'node:zlib';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { PrivateFolder } from '../redaction/checked-files.ts';

/** The native library of the typesetter in the archives for people without Node, where the build has compressed it. */
const COMPRESSED = fileURLToPath(new URL('../../../dist/typesetter.node.zst', import.meta.url));

/** Only its owner may read and run it. */
const MODE = 0o700;

/** How long the library is kept after the last PDF. Exports and people often make another one soon. */
const KEPT_MS = 60_000;

/** Creates a private folder that programs can be run from. */
export type OpenProgramFolder = () => Promise<PrivateFolder>;

/**
 * The typesetter's native library while PDFs are made. It is a third of its size when it is compressed, and few people
 * make PDFs; but systems load native code from files only. So it is unpacked into a private folder that no other process
 * uses, and removed afterwards: nothing stays that could be replaced or become old.
 */
export class UnpackedTypesetter {
  readonly #source: string;
  readonly #keptMs: number;
  #unpacked: Promise<Unpacked> | null = null;
  #users = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor({ source = COMPRESSED, keptMs = KEPT_MS } = {}) {
    this.#source = source;
    this.#keptMs = keptMs;
  }

  /**
   * Calls `use` with the path of the library; null where it is not compressed. `folders` are asked in their order for one
   * where programs can be written and run.
   * @throws BAD_SETTINGS if there is none; DISK_FULL; whatever `use` throws
   */
  async use<T>(folders: readonly OpenProgramFolder[], use: (path: string | null) => Promise<T>): Promise<T> {
    if (!existsSync(this.#source)) return use(null);
    clearTimeout(this.#timer);
    this.#users++;
    try {
      // After a failure the next PDF tries again: there may be space by then.
      this.#unpacked ??= unpack(this.#source, folders).catch((error: unknown) => {
        this.#unpacked = null;
        throw error;
      });
      return await use((await this.#unpacked).path);
    } finally {
      if (--this.#users === 0) this.#timer = setTimeout(() => void this.#remove(), this.#keptMs).unref();
    }
  }

  async #remove(): Promise<void> {
    const unpacked = this.#unpacked;
    this.#unpacked = null;
    (await unpacked)?.remove();
  }
}

interface Unpacked {
  readonly path: string;
  remove(): void;
}

async function unpack(source: string, folders: readonly OpenProgramFolder[]): Promise<Unpacked> {
  const problems: unknown[] = [];
  for (const open of folders) {
    try {
      return await unpackIn(await open(), source);
    } catch (error) {
      problems.push(error);
    }
  }
  const [cause] = problems;
  if (problems.some(isDiskFull)) throw new DomainError('DISK_FULL', undefined, { cause });
  throw new DomainError('BAD_SETTINGS', msg('detail.typesetter-blocked'), { cause });
}

/** True for ENOSPC of the system and for the DISK_FULL that creating the folder throws. */
function isDiskFull(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown };
  return code === 'ENOSPC' || code === 'DISK_FULL';
}

async function unpackIn(folder: PrivateFolder, source: string): Promise<Unpacked> {
  const remove = (): void => {
    process.off('exit', remove);
    try {
      folder.dispose();
    } catch {
      // Windows does not delete a library that is still loaded. It is removed with the leftovers of crashes.
    }
  };
  process.once('exit', remove);
  const path = join(folder.path, 'typesetter.node');
  try {
    await pipeline(
      createReadStream(source),
      createZstdDecompress(),
      createWriteStream(path, { mode: MODE, flags: 'wx' }),
    );
    // Refused where a file system is mounted with `noexec`.
    await access(path, constants.X_OK);
    return { path, remove };
  } catch (error) {
    remove();
    throw error;
  }
}
