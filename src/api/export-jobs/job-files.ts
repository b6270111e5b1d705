import { open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { ioError } from '../../backup/file/io-error.ts';
import { Sandbox } from '../../backup/index.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';

/** Ending of a file that is being written. */
const PART = '.part';

/**
 * Finished exports, in a sandbox of this process: owner-only, and removed with it. What a crash leaves is removed when
 * the next process starts.
 */
export class JobFiles {
  readonly #tempPath: string | null;
  #sandbox: Promise<Sandbox> | null = null;

  constructor(tempPath: string | null) {
    this.#tempPath = tempPath;
  }

  /** @throws CONFLICT if nothing decrypted may be written */
  requireFolder(): void {
    if (this.#tempPath === null) throw new DomainError('CONFLICT', msg('detail.export-jobs-off'));
  }

  /**
   * Writes an export, in a file that gets its name when it is whole.
   * @throws DISK_FULL, LIMIT_EXCEEDED (`maxBytes`), CANCELLED, and what reading throws
   */
  async write(id: string, contents: Readable, maxBytes: number, onBytes: (bytes: number) => void): Promise<void> {
    const path = await this.path(id);
    const file = await open(`${path}${PART}`, 'wx', 0o600).catch(fail);
    let size = 0;
    try {
      for await (const chunk of contents as AsyncIterable<Buffer | string>) {
        const bytes = Buffer.from(chunk);
        size += bytes.length;
        if (size > maxBytes)
          throw new DomainError('LIMIT_EXCEEDED', msg('detail.export-too-large', { limit: maxBytes }));
        await file.writeFile(bytes).catch(fail);
        onBytes(size);
      }
      await file.sync().catch(fail);
      await file.close();
      await rename(`${path}${PART}`, path);
    } catch (error) {
      contents.destroy();
      await file.close().catch(() => undefined);
      await rm(`${path}${PART}`, { force: true });
      throw error;
    }
  }

  /** Size of a finished export; null if there is none. */
  async size(id: string): Promise<number | null> {
    if (this.#sandbox === null) return null;
    return (await stat(await this.path(id)).catch(() => null))?.size ?? null;
  }

  /** Path of the file of a job. */
  async path(id: string): Promise<string> {
    this.requireFolder();
    // After a failure the next job tries again: there may be space by then.
    this.#sandbox ??= Sandbox.open(this.#tempPath ?? '').catch((error: unknown) => {
      this.#sandbox = null;
      throw error;
    });
    return join((await this.#sandbox).path, `export-${id}`);
  }

  async remove(id: string): Promise<void> {
    if (this.#sandbox !== null) await rm(await this.path(id), { force: true });
  }

  async dispose(): Promise<void> {
    const sandbox = await this.#sandbox?.catch(() => null);
    sandbox?.dispose();
  }
}

function fail(error: unknown): never {
  throw ioError(error, msg('detail.temporary-folder'));
}
