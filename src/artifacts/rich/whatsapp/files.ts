import type { FileReference } from '../../kit/artifact.ts';

const NO_PATH: FileReference = { fileID: null, state: 'no-path' };
const NOT_THERE: FileReference = { fileID: null, state: 'not-in-backup' };

/** Finds the files of one app in the backup, by the manifest. */
export class AppFiles {
  readonly #domain: string;
  /** Folders of the files of messages, and prefixes of the paths of pictures. */
  readonly #folders: { readonly media: string; readonly pictures: string };
  readonly #fileAt: (domain: string, relativePath: string) => FileReference;

  /** @param domain of the store that names the files */
  constructor(domain: string, fileAt: (domain: string, relativePath: string) => FileReference) {
    this.#domain = domain;
    // `AppDomain-…` is the sandbox of the app itself, which versions before app groups used.
    const isSandbox = domain.startsWith('AppDomain-');
    this.#folders = isSandbox ? { media: 'Library/', pictures: 'Library/' } : { media: 'Message/', pictures: '' };
    this.#fileAt = fileAt;
  }

  /**
   * A file of a message. Its path is relative to `Message/`, in versions before app groups to `Library/`; it may name
   * that folder too, or be a path of the phone, whose container has another name on every phone.
   */
  media(path: string | null): FileReference {
    if (path === null) return NO_PATH;
    const relative = path.replace(/^(?:.*\/)?Message\/(?=Media\/)/s, '').replace(/^\/+/, '');
    return this.#first([this.#folders.media + relative, relative]);
  }

  /** The picture of a person or group. The path often lacks its ending; the large one is preferred to the thumbnail. */
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
