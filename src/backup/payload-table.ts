import { type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { SNAPSHOT } from './discovery/layout.ts';
import { systemErrorCode } from './file/io-error.ts';
import { isFileID } from './file/payloads.ts';
import { PayloadSizes } from './payload-sizes.ts';

const SHARD = /^[0-9a-f]{2}$/i;
const LOWER_SHARD = /^[0-9a-f]{2}$/;
const HEX_NAME = /^[0-9a-f]{40}$/i;

/**
 * The payloads of a backup folder: one directory listing for each of the 256 folders instead of a system call for each
 * file. Only for the layout of every backup since iOS 10 that is neither in progress nor was renamed by a copying
 * program (`3d/3d0d…`); where anything else is there, each payload has to be looked for.
 */
export class PayloadTable {
  #found = new PayloadSizes();
  #isUsual = true;
  #isWhole = false;

  /** All payloads with their sizes; null if they are not known. */
  get sizes(): PayloadSizes | null {
    return this.#isWhole && this.#found.isMeasured ? this.#found : null;
  }

  /** True if the payload is there as a regular file; null if that is not known. */
  has(fileID: string): boolean | null {
    return this.#isWhole ? this.#found.sizeOf(fileID) !== undefined : null;
  }

  /** Adds the names of all payloads, if that was not done. Their sizes stay unknown. */
  list(backupPath: string): void {
    if (this.#isWhole || !this.#isUsual) return;
    this.#found = new PayloadSizes();
    try {
      const entries = readdirSync(backupPath, { withFileTypes: true });
      if (!isUsualLayout(entries)) this.giveUp();
      for (const shard of entries) {
        if (!shard.isDirectory() || !SHARD.test(shard.name)) continue;
        if (!this.#isUsual) return;
        const names = readdirSync(join(backupPath, shard.name), { withFileTypes: true });
        for (const entry of names) if (entry.isFile()) this.addPayload(shard.name, entry.name, Number.NaN);
      }
      this.seal();
    } catch (error) {
      // Opening a payload reports why that is impossible.
      if (systemErrorCode(error) === null) throw error;
      this.#isUsual = false;
    }
  }

  /** Records that the layout is another. */
  giveUp(): void {
    this.#isUsual = false;
  }

  /** Adds a regular file in a folder of payloads. @param size as stored; NaN if unknown */
  addPayload(shard: string, name: string, size: number): void {
    if (!this.#isUsual) return;
    if (isFileID(name) && name.startsWith(shard)) this.#found.add(name, size);
    else if (HEX_NAME.test(name)) this.#isUsual = false;
  }

  /** Ends adding. */
  seal(): void {
    this.#isWhole = this.#isUsual;
  }
}

/** True if the entries of a backup folder are those of the usual layout. */
export function isUsualLayout(entries: readonly Dirent[]): boolean {
  return entries.every((entry) => {
    if (entry.name === SNAPSHOT) return false;
    return entry.isDirectory() ? !SHARD.test(entry.name) || LOWER_SHARD.test(entry.name) : !HEX_NAME.test(entry.name);
  });
}
