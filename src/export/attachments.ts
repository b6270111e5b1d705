import { isCompressible, type SafePaths } from '../media/index.ts';
import type { ExportFile, ExportFiles } from './types.ts';

/** Folder of backup files in an export. */
const FOLDER = 'files';

interface Wanted {
  readonly fileID: string;
  readonly path: string;
}

/**
 * Collects the backup files that an export refers to. A file gets its path at the first reference and is written after
 * the referring text.
 */
export class Attachments {
  readonly #files: ExportFiles | null;
  readonly #paths: SafePaths;
  readonly #places = new Map<string, string>();
  readonly #missing: string[] = [];
  #waiting: Wanted[] = [];

  constructor(files: ExportFiles | null, paths: SafePaths) {
    this.#files = files;
    this.#paths = paths;
  }

  /** Path of the file in the export; null if files were not requested or it is not in the backup. */
  place(fileID: string | null, name: string | null, isPresent: boolean): string | null {
    if (this.#files === null || fileID === null || !isPresent) return null;
    const known = this.#places.get(fileID);
    if (known !== undefined) return known;
    const named = name === null || name === '' ? fileID : name;
    // The id keeps paths unique: thousands of files have the same name.
    const path = this.#paths.place(FOLDER, `${fileID.slice(0, 8)}-${named}`, 'file');
    this.#places.set(fileID, path);
    this.#waiting.push({ fileID, path });
    return path;
  }

  /** The files referred to since the last call. */
  async *take(): AsyncGenerator<ExportFile, void, undefined> {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { fileID, path } of waiting) {
      const file = await this.#files?.open(fileID);
      if (file === null || file === undefined) {
        this.#missing.push(path);
        continue;
      }
      try {
        yield { path, modifiedAt: file.modifiedAt, compress: isCompressible(path), contents: file.contents };
      } finally {
        await file.close();
      }
    }
  }

  /** `MISSING.txt` with the files that could not be read, if any. */
  async *missing(): AsyncGenerator<ExportFile, void, undefined> {
    if (this.#missing.length === 0) return;
    const text = ['These files are not in the backup, or could not be read:', '', ...this.#missing, ''].join('\r\n');
    yield {
      path: this.#paths.place('MISSING.txt', '', 'directory'),
      modifiedAt: null,
      compress: true,
      contents: textContents(text),
    };
  }
}

/** Yields a text as the contents of a file. */
export async function* textContents(text: string): AsyncGenerator<string, void, undefined> {
  yield text;
}
