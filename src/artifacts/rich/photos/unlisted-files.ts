import type { LooseFile } from '../../kit/artifact.ts';
import type { AssetFiles } from './asset-files.ts';
import { isPicture } from './camera-roll.ts';

/** UUID shared by the names of one asset's files from iCloud, the original and derived ones. */
const UUID_NAME = /\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=[._][^/]*$)/i;
const VIDEO = /\.(?:mov|mp4)$/i;

/**
 * Pictures and videos of a camera roll that no asset refers to: taken while the library could not be written, copied by
 * a program, or listed in a damaged part of the library. Rare (docs/format/photos.md).
 */
export class UnlistedFiles {
  readonly #files: Map<string, LooseFile>;
  /** Paths of the pictures in the library. */
  readonly #listed: string[] = [];

  constructor(files: readonly LooseFile[]) {
    this.#files = new Map(files.filter(isPicture).map((file) => [file.fileID, file]));
  }

  /** Removes the files of an asset. */
  take({ original, liveVideo, raw }: AssetFiles): void {
    for (const { fileID } of [original, liveVideo, raw]) {
      if (fileID === null) continue;
      const file = this.#files.get(fileID);
      if (file === undefined) continue;
      this.#files.delete(file.fileID);
      const isPresent = fileID === original.fileID ? original.state === 'present' : file.state === 'present';
      if (isPresent && !VIDEO.test(file.relativePath)) this.#listed.push(file.relativePath);
    }
  }

  /**
   * The remaining files. The video of a Live Photo has no row of its own, whether or not the photo still refers to it.
   */
  rest(): readonly LooseFile[] {
    if (this.#files.size === 0) return [];
    const listed = new Set(this.#listed.map(nameOf));
    return [...this.#files.values()].filter((file) => {
      const { relativePath } = file;
      const isPart = VIDEO.test(relativePath) || UUID_NAME.test(relativePath);
      return (!isPart || !listed.has(nameOf(relativePath))) && file.state === 'present';
    });
  }
}

/** Common part of the paths of an asset's files: without the extension, or up to the end of the UUID. */
function nameOf(path: string): string {
  const uuid = UUID_NAME.exec(path);
  return uuid === null ? path.slice(0, path.lastIndexOf('.')) : path.slice(0, uuid.index + uuid[0].length);
}
