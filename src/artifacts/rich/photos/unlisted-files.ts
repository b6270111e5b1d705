import type { LooseFile } from '../../kit/artifact.ts';
import type { AssetRow } from './asset-reader.ts';
import { isPicture } from './camera-roll.ts';

/** What Photos calls the files of one asset that iCloud delivers, the original and what was made of it. */
const UUID_NAME = /\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=[._][^/]*$)/i;
const VIDEO = /\.(?:mov|mp4)$/i;

/**
 * The pictures and videos of a camera roll that no asset of the library names: taken when the library could not be
 * written, copied there by a program, or listed in a damaged part of it. Rare, and lost to whoever goes by the library
 * alone (docs/format/photos.md).
 */
export class UnlistedFiles {
  readonly #files: Map<string, LooseFile>;
  /** Pictures that the library lists, without their endings. */
  readonly #listed = new Set<string>();

  constructor(files: readonly LooseFile[]) {
    const pictures = files.filter((file) => file.state === 'present' && isPicture(file));
    this.#files = new Map(pictures.map((file) => [file.fileID, file]));
  }

  /** Takes away the files of an asset. */
  take({ originalFile, liveVideoFile, rawFile }: AssetRow): void {
    for (const fileID of [originalFile, liveVideoFile, rawFile]) {
      const file = this.#files.get(fileID ?? '');
      if (file === undefined) continue;
      this.#files.delete(file.fileID);
      if (!VIDEO.test(file.relativePath)) this.#listed.add(nameOf(file.relativePath));
    }
  }

  /** What is left. The video of a Live Photo has no row of its own, whether or not the photo still says that it has one. */
  rest(): readonly LooseFile[] {
    return [...this.#files.values()].filter(({ relativePath }) => {
      const isPart = VIDEO.test(relativePath) || UUID_NAME.test(relativePath);
      return !isPart || !this.#listed.has(nameOf(relativePath));
    });
  }
}

/** What the files of one asset share: the path without its ending, or up to the end of the UUID in it. */
function nameOf(path: string): string {
  const uuid = UUID_NAME.exec(path);
  return uuid === null ? path.slice(0, path.lastIndexOf('.')) : path.slice(0, uuid.index + uuid[0].length);
}
