import type { FileReference } from '../../kit/artifact.ts';

const NO_PATH: FileReference = { fileID: null, state: 'no-path' };
const NOT_THERE: FileReference = { fileID: null, state: 'not-in-backup' };

/** Part of paths that include the folder of message files. */
const IN_FOLDER = 'Message/Media/';

/** Finds the files of one app in the manifest. */
export class AppFiles {
  readonly #domain: string;
  /** Folder of message files, and path prefix of pictures. */
  readonly #folders: { readonly media: string; readonly pictures: string };
  readonly #fileAt: (domain: string, relativePath: string) => FileReference;
  /** Called for each look-up of a file of a message; null if nothing is traced. */
  watcher: ((path: string, file: FileReference) => void) | null = null;

  /** @param domain domain of the store that refers to the files */
  constructor(domain: string, fileAt: (domain: string, relativePath: string) => FileReference) {
    this.#domain = domain;
    // `AppDomain-…` is the sandbox of the app itself, used before app groups.
    const isSandbox = domain.startsWith('AppDomain-');
    this.#folders = isSandbox ? { media: 'Library/', pictures: 'Library/' } : { media: 'Message/', pictures: '' };
    this.#fileAt = fileAt;
  }

  /**
   * A file of a message. Its path is relative to `Message/`, before app groups to `Library/`. It can include that
   * folder, or be an absolute path on the phone, where the container has another name on every phone.
   */
  media(path: string | null): FileReference {
    if (path === null) return NO_PATH;
    const below = path.includes(IN_FOLDER) ? path.replace(/^(?:.*\/)?Message\/(?=Media\/)/s, '') : path;
    const relative = below.startsWith('/') ? below.replace(/^\/+/, '') : below;
    const file = this.#first([this.#folders.media + relative, relative]);
    this.watcher?.(path, file);
    return file;
  }

  /**
   * The picture of a person or group. The path often lacks its extension; the large picture is preferred to the
   * thumbnail.
   */
  picture(path: string | null): FileReference {
    if (path === null) return NO_PATH;
    const relative = this.#folders.pictures + path.replace(/^\/+/, '');
    const bare = relative.replace(/\.(?:jpg|thumb)$/, '');
    return this.#first([`${bare}.jpg`, relative, `${bare}.thumb`]);
  }

  #first(candidates: readonly string[]): FileReference {
    let listed = NOT_THERE;
    for (const candidate of candidates) {
      const found = this.#fileAt(this.#domain, candidate);
      if (found.state === 'present') return found;
      if (listed.fileID === null && found.fileID !== null) listed = found;
    }
    return listed;
  }
}
