import { isCompressible, type SafePaths } from '../media/index.ts';
import { isDomainError } from '../model/errors.ts';
import type { Words } from './language/words.ts';
import { isAboutOneFile } from './one-file-errors.ts';
import { startedAhead } from './started-ahead.ts';
import type { ExportFile, ExportFiles, ExportJob, OpenedFile, Rendition } from './types.ts';

/** Folder of backup files in an export. */
const FOLDER = 'files';

/** Renditions that are made before their turn: two are made at once, and others wait in memory for their turn. */
const RENDITIONS_AHEAD = 4;

/** Where files of an export are. */
interface Placing {
  /** Folder of the files. Default: `files`. */
  readonly folder?: string;
  /** True if names are unique already. */
  readonly areNamesUnique?: boolean;
}

/** A file that a page will show, before it is placed. */
export interface ShownFile {
  readonly fileID: string | null;
  readonly name: string | null;
  readonly isPresent: boolean;
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
  readonly #words: Words;
  readonly #files: ExportFiles | null;
  readonly #paths: SafePaths;
  readonly #placing: Placing;
  readonly #places = new Map<string, string>();
  readonly #canConvert: boolean;
  readonly #renditions = new Map<string, string | null>();
  readonly #pictures = new Map<string, string>();
  /** Films that were looked at: true for those that some browsers do not play. */
  readonly #films = new Map<string, boolean>();
  /** Endings of files in the backup, for those whose names have none. */
  readonly #endings = new Map<string, string>();
  readonly #missing: string[] = [];
  /** Files of which there is no rendition. */
  readonly #asTheyAre: string[] = [];
  #waiting: Wanted[] = [];

  constructor(
    { files, canConvert, words }: Pick<ExportJob, 'files' | 'canConvert' | 'words'>,
    paths: SafePaths,
    placing: Placing = {},
  ) {
    this.#words = words;
    this.#placing = placing;
    this.#files = files;
    this.#canConvert = canConvert;
    this.#paths = paths;
  }

  /**
   * True for a file that a redaction leaves out. One whose name has no ending may be anything until it is opened, unless
   * all files are left out.
   */
  isLeftOut(name: string | null): boolean {
    const files = this.#files;
    if (files?.leavesOut === undefined) return false;
    if (name !== null && ENDING.test(name)) return files.leavesOut(name);
    return ['jpg', 'm4a', 'pdf'].every((ending) => files.leavesOut?.(`${name ?? ''}.${ending}`) === true);
  }

  /** Path of the file in the export; null if files were not requested, it is not in the backup, or left out. */
  place(fileID: string | null, name: string | null, isPresent: boolean): string | null {
    if (this.#files === null || fileID === null || !isPresent) return null;
    const known = this.#places.get(fileID);
    if (known !== undefined) return known;
    const named = `${name === null || name === '' ? fileID : name}${this.#endings.get(fileID) ?? ''}`;
    // The id keeps paths unique: thousands of files have the same name.
    if (this.isLeftOut(named)) return null;
    const unique = this.#placing.areNamesUnique === true ? named : `${fileID.slice(0, 8)}-${named}`;
    const path = this.#paths.place(this.#placing.folder ?? FOLDER, unique, 'file');
    this.#places.set(fileID, path);
    this.#waiting.push({ fileID, path });
    return path;
  }

  /** Names what lacks its file in `MISSING.txt`. */
  miss(name: string): void {
    this.#missing.push(name);
  }

  /** Gives files whose names have no ending that of their file in the backup. To be called before they are placed. */
  async learnEndings(shown: readonly ShownFile[]): Promise<void> {
    if (this.#files === null) return;
    for (const { fileID, name, isPresent } of shown) {
      if (fileID === null || !isPresent || ENDING.test(name ?? '') || this.#endings.has(fileID)) continue;
      const [ending = ''] = ENDING.exec((await this.#files.name(fileID)) ?? '') ?? [];
      this.#endings.set(fileID, ending);
    }
  }

  /** Looks which films need a rendition. Films that were not looked at have none. */
  async look(shown: readonly ShownFile[]): Promise<void> {
    if (this.#files === null) return;
    for (const { fileID, name, isPresent } of shown) {
      if (fileID === null || name === null || !isPresent || !FILM.test(name) || this.#films.has(fileID)) continue;
      this.#films.set(fileID, (await this.#files.needsFilm?.(fileID)) ?? false);
    }
  }

  /**
   * Path of a rendition of a placed file that every browser shows or plays; null if the file itself is fit, or there is
   * no rendition.
   */
  placeRendition(fileID: string, path: string, isTransparent: boolean): string | null {
    const known = this.#renditions.get(fileID);
    if (known !== undefined) return known;
    const as = this.#films.get(fileID) === true ? 'mp4' : renditionOf(path, isTransparent);
    const isMade = as !== null && (this.#canConvert || (as !== 'm4a' && as !== 'mp4'));
    if (as !== null && !isMade) this.#asTheyAre.push(path);
    const name = `${path.slice(path.lastIndexOf('/') + 1)}.${as}`;
    const made = isMade ? this.#paths.place(FOLDER, name, 'file') : null;
    this.#renditions.set(fileID, made);
    if (made !== null && as !== null) this.#waiting.push({ fileID, path: made, as });
    return made;
  }

  /** Path of a picture of the backup that is no attachment, as a JPEG; null like {@link place}. */
  placePicture(fileID: string | null, name: string, isPresent: boolean): string | null {
    if (this.#files === null || fileID === null || !isPresent) return null;
    const known = this.#pictures.get(fileID);
    if (known !== undefined) return known;
    if (this.isLeftOut(`${name}.jpg`)) return null;
    const path = this.#paths.place(FOLDER, `${fileID.slice(0, 8)}-${name}.jpg`, 'file');
    this.#pictures.set(fileID, path);
    this.#waiting.push({ fileID, path, as: 'jpg' });
    return path;
  }

  /** The files referred to since the last call. */
  async *take(): AsyncGenerator<ExportFile, void, undefined> {
    const waiting = this.#waiting;
    this.#waiting = [];
    const opened = startedAhead(
      waiting,
      async (wanted) => ({
        ...wanted,
        // Films are made in their turn: two of them may not fit into the sandbox, where one does.
        early: wanted.as === 'mp4' ? undefined : await this.#open(wanted.fileID, wanted.as),
      }),
      async ({ early }) => {
        if (typeof early === 'object') await early?.close();
      },
      { heavy: { is: ({ as }) => as !== undefined && as !== 'mp4', most: RENDITIONS_AHEAD } },
    );
    for await (const { fileID, path, as, early } of opened) {
      const file = early === undefined ? await this.#open(fileID, as) : early;
      if (file === null || typeof file === 'string') {
        const line = file === null ? path : `${path}: ${file}`;
        (as === undefined ? this.#missing : this.#asTheyAre).push(line);
        continue;
      }
      try {
        yield { path, modifiedAt: file.modifiedAt, compress: isCompressible(path), contents: file.contents };
      } finally {
        await file.close();
      }
    }
  }

  /** The file or its rendition, or why there is no rendition. */
  async #open(fileID: string, as: Rendition | undefined): Promise<OpenedFile | string | null> {
    try {
      return (await this.#files?.open(fileID, as)) ?? null;
    } catch (error) {
      // A full sandbox too: if it is the disk of the export, writing fails next.
      const isWithout = isAboutOneFile(error) || isDomainError(error, 'DISK_FULL');
      if (as !== undefined && isWithout) return error.message;
      throw error;
    }
  }

  /** `MISSING.txt` with the files that could not be read, and `NOT-CONVERTED.txt`, if any. */
  async *missing(): AsyncGenerator<ExportFile, void, undefined> {
    yield* this.#list('MISSING.txt', this.#words.text.files.missing, this.#missing);
    const { notConverted, needsFfmpeg } = this.#words.text.files;
    const title = this.#canConvert ? notConverted : `${notConverted} ${needsFfmpeg}`;
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

/** The ending of a file's name. */
const ENDING = /\.[a-z0-9]{1,5}$/i;
const FILM = /\.(?:mov|qt|mp4|m4v|3gpp?|3g2|avi|mkv|wmv|mpe?g)$/i;
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
