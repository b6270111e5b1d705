import { INDEX, type IndexedFolder } from '../format/index-page.ts';
import type { ExportFile } from '../types.ts';

/**
 * The pages of a folder: its own index, if it has one, else all. The files that they show are not among them.
 */
export class FolderPages {
  readonly #title: string;
  readonly #titleOf: (name: string) => string;
  readonly #paths: string[] = [];

  /** `titleOf`: the title of a page by its name without ending. */
  constructor(title: string, titleOf: (name: string) => string) {
    this.#title = title;
    this.#titleOf = titleOf;
  }

  /** Passes files on and notes their pages. */
  async *see(files: AsyncIterable<ExportFile>): AsyncGenerator<ExportFile, void, undefined> {
    for await (const file of files) {
      if (/^[^/]+\/(?!files\/).*\.html$/.test(file.path)) this.#paths.push(file.path);
      yield file;
    }
  }

  /** What an index says of it; null if it has no page. */
  get folder(): IndexedFolder | null {
    const own = this.#paths.find((path) => path.split('/').length === 2 && path.endsWith(`/${INDEX}`));
    if (own !== undefined) return { title: this.#title, pages: [{ path: own, title: this.#title }] };
    if (this.#paths.length === 0) return null;
    const pages = this.#paths.map((path) => ({
      path,
      title: this.#titleOf(path.slice(path.lastIndexOf('/') + 1, -'.html'.length)),
    }));
    return { title: this.#title, pages };
  }
}
