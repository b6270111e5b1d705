import { isCompressible, type SafePaths } from '../media/index.ts';
import type { ExportFile, ExportFiles, ExportJob, Rendition } from './types.ts';

/** Folder of backup files in an export. */
const FOLDER = 'files';

/** Where files of an export are. */
interface Placing {
  /** Folder of the files. Default: `files`. */
  readonly folder?: string;
  /** True if names are unique already. */
  readonly areNamesUnique?: boolean;
}

interface Wanted {
  readonly fileID: string;
  readonly path: string;
  readonly as?: Rendition;
}

/**
 * Collects the backup files that an export refers to. A file gets its path at the first reference and is written after
 * the referring text.
 */
export class Attachments {
  readonly #files: ExportFiles | null;
  readonly #paths: SafePaths;
  readonly #placing: Placing;
  readonly #places = new Map<string, string>();
  readonly #canConvert: boolean;
  readonly #renditions = new Map<string, string | null>();
  readonly #missing: string[] = [];
  /** Files of which there is no rendition. */
  readonly #asTheyAre: string[] = [];
  #waiting: Wanted[] = [];

  constructor({ files, canConvert }: Pick<ExportJob, 'files' | 'canConvert'>, paths: SafePaths, placing: Placing = {}) {
    this.#placing = placing;
    this.#files = files;
    this.#canConvert = canConvert;
    this.#paths = paths;
  }

  /** Path of the file in the export; null if files were not requested or it is not in the backup. */
  place(fileID: string | null, name: string | null, isPresent: boolean): string | null {
    if (this.#files === null || fileID === null || !isPresent) return null;
    const known = this.#places.get(fileID);
    if (known !== undefined) return known;
    const named = name === null || name === '' ? fileID : name;
    // The id keeps paths unique: thousands of files have the same name.
    const unique = this.#placing.areNamesUnique === true ? named : `${fileID.slice(0, 8)}-${named}`;
    const path = this.#paths.place(this.#placing.folder ?? FOLDER, unique, 'file');
    this.#places.set(fileID, path);
    this.#waiting.push({ fileID, path });
    return path;
  }

  /**
   * Path of a rendition of a placed file that every browser shows or plays; null if the file itself is fit, or there is
   * no rendition.
   */
  placeRendition(fileID: string, path: string, isTransparent: boolean): string | null {
    const known = this.#renditions.get(fileID);
    if (known !== undefined) return known;
    const as = renditionOf(path, isTransparent);
    const isMade = as !== null && (as !== 'm4a' || this.#canConvert);
    if (as !== null && !isMade) this.#asTheyAre.push(path);
    const name = `${path.slice(path.lastIndexOf('/') + 1)}.${as}`;
    const made = isMade ? this.#paths.place(FOLDER, name, 'file') : null;
    this.#renditions.set(fileID, made);
    if (made !== null && as !== null) this.#waiting.push({ fileID, path: made, as });
    return made;
  }

  /** The files referred to since the last call. */
  async *take(): AsyncGenerator<ExportFile, void, undefined> {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { fileID, path, as } of waiting) {
      const file = await this.#files?.open(fileID, as);
      if (file === null || file === undefined) {
        (as === undefined ? this.#missing : this.#asTheyAre).push(path);
        continue;
      }
      try {
        yield { path, modifiedAt: file.modifiedAt, compress: isCompressible(path), contents: file.contents };
      } finally {
        await file.close();
      }
    }
  }

  /** `MISSING.txt` with the files that could not be read, and `NOT-CONVERTED.txt`, if any. */
  async *missing(): AsyncGenerator<ExportFile, void, undefined> {
    yield* this.#list('MISSING.txt', 'These files are not in the backup, or could not be read:', this.#missing);
    const why = this.#canConvert ? '' : ' Sound is converted where ffmpeg is installed.';
    const title = `These could not be converted for browsers. The originals are in the export.${why}`;
    yield* this.#list('NOT-CONVERTED.txt', title, this.#asTheyAre);
  }

  *#list(name: string, title: string, paths: readonly string[]): Generator<ExportFile, void, undefined> {
    if (paths.length === 0) return;
    const contents = textContents([title, '', ...paths, ''].join('\r\n'));
    const { folder } = this.#placing;
    const path =
      folder === undefined ? this.#paths.place(name, '', 'directory') : this.#paths.place(folder, name, 'file');
    yield { path, modifiedAt: null, compress: true, contents };
  }
}

const SOUND = /\.(?:caf|amr|opus|ogg|oga|aiff?|3ga)$/i;
const PICTURE = /\.(?:heic|heif|tiff?)$/i;
const MOVING = /\.heics$/i;

function renditionOf(path: string, isTransparent: boolean): Rendition | null {
  if (SOUND.test(path)) return 'm4a';
  if (MOVING.test(path) || (isTransparent && PICTURE.test(path))) return 'webp';
  return PICTURE.test(path) ? 'jpg' : null;
}

/** Yields a text as the contents of a file. */
export async function* textContents(text: string): AsyncGenerator<string, void, undefined> {
  yield text;
}
