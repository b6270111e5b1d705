import { hash } from 'node:crypto';
import { foldName, safeName, withSuffix } from './safe-name.ts';

/**
 * Maximum relative path in UTF-8 bytes: macOS allows 1,024 for a whole path. Longer ones move to {@link LONG_PATHS}.
 */
const MAX_PATH_BYTES = 700;
/** Subfolder of a domain's folder for paths that are too long or too deep. */
const LONG_PATHS = '~long-paths';

/** Kind of an entry: a file and a folder of the same name need different paths. */
export type PlacedKind = 'file' | 'directory';

/** An assigned path and the paths below it. */
interface Place {
  readonly path: string;
  /** Folded names already used below it, each with the next number to try for a duplicate. */
  readonly taken: Map<string, number>;
  /** Assigned paths below it by identity. */
  readonly children: Map<string, Place>;
}

/**
 * Assigns each (domain, relativePath) of a backup a unique path below one folder, whatever the names are: never outside
 * it, never the same path for two entries (even ignoring case and Unicode normal form), and never a file where another
 * entry needs a folder. Does not access the disk. The same entries in the same order get the same paths.
 */
export class SafePaths {
  readonly #root: Place = { path: '', taken: new Map(), children: new Map() };
  readonly #nameOf: (name: string) => string;

  /**
   * `showsAll`: no name begins with a dot, because file managers hide such files. For names that people gave, as titles
   * of chats; files of a backup keep theirs.
   */
  constructor({ showsAll = false }: { readonly showsAll?: boolean } = {}) {
    this.#nameOf = showsAll ? shownName : safeName;
  }

  /** The path of an entry, relative and with `/` between safe names; `<domain>/<relativePath>` as far as possible. */
  place(domain: string, relativePath: string, kind: PlacedKind): string {
    const home = this.#below(this.#root, `directory ${domain}`, domain);
    if (relativePath === '' && kind === 'directory') return home.path;
    const names = relativePath.split('/').filter((name) => name !== '' && name !== '.' && name !== '..');
    const isPlain = names.length > 0 && names.join('/') === relativePath;
    const last = names.pop() ?? 'unnamed';
    const parent = isLong(domain, names, last)
      ? this.#below(this.#below(home, 'long paths', LONG_PATHS), `long ${relativePath}`, hash('sha1', relativePath))
      : names.reduce((folder, name) => this.#below(folder, `directory ${name}`, name), home);
    // `a/../b` becomes `a/b`; identifying it by its whole path keeps it distinct from a real `a/b`.
    return this.#below(parent, isPlain ? `${kind} ${last}` : `odd ${kind} ${relativePath}`, last).path;
  }

  /**
   * The path of a file with a given name: `<folder>/<name>` as far as possible. `identity` distinguishes equal names.
   */
  placeAs(folder: string, name: string, identity: string): string {
    return this.#below(this.#below(this.#root, `directory ${folder}`, folder), `named ${identity}`, name).path;
  }

  /**
   * Paths of files that belong together: `<folders>/<stem><ending>` as far as possible, all with the same stem, which no
   * other group in the folder has. `endings` are plain ASCII.
   */
  placeGroup(folders: readonly string[], stem: string, endings: readonly string[]): string[] {
    const path = [...folders, stem].map(safeName).join('/');
    const [first, ...rest] = Buffer.byteLength(path) > MAX_PATH_BYTES ? [LONG_PATHS, hash('sha1', path)] : folders;
    let folder = this.#root;
    if (first !== undefined) folder = this.#below(folder, `directory ${first}`, first);
    for (const name of rest) folder = this.#below(folder, `directory ${name}`, name);
    const safe = this.#nameOf(stem);
    const mark = `stem/${foldName(safe)}`;
    let number = folder.taken.get(mark) ?? 1;
    let names: string[];
    let folded: string[];
    do {
      const numbered = number === 1 ? safe : `${safe}~${number}`;
      number++;
      names = endings.map((ending) => numbered + ending);
      // The stem itself, too: `a.jpg` and `a.mov` of two photos would look like one.
      folded = [`stem/${foldName(numbered)}`, ...names.map(foldName)];
    } while (folded.some((name) => folder.taken.has(name)));
    for (const name of folded) folder.taken.set(name, 2);
    folder.taken.set(mark, number);
    return names.map((name) => (folder.path === '' ? name : `${folder.path}/${name}`));
  }

  /** The path of `identity` below `parent`: the one already assigned, or a free one as close to `wanted` as possible. */
  #below(parent: Place, identity: string, wanted: string): Place {
    const known = parent.children.get(identity);
    if (known !== undefined) return known;
    const name = this.#nameOf(wanted);
    const folded = foldName(name);
    let number = parent.taken.get(folded) ?? 1;
    let free = name;
    if (number > 1) {
      do free = withSuffix(name, `~${number++}`);
      while (parent.taken.has(foldName(free)));
      parent.taken.set(foldName(free), 2);
    } else number = 2;
    parent.taken.set(folded, number);
    const place = { path: parent.path === '' ? free : `${parent.path}/${free}`, taken: new Map(), children: new Map() };
    parent.children.set(identity, place);
    return place;
  }
}

function isLong(domain: string, names: readonly string[], last: string): boolean {
  return Buffer.byteLength([domain, ...names, last].map(safeName).join('/')) > MAX_PATH_BYTES;
}

/** A safe name that does not begin with a dot. */
function shownName(name: string): string {
  return safeName(name).replace(/^\./, '%2E');
}
