import { hash } from 'node:crypto';
import { foldName, safeName, withSuffix } from './safe-name.ts';

/** Longest relative path in UTF-8 bytes: macOS allows 1,024 for a whole path. Longer ones move to {@link LONG_PATHS}. */
const MAX_PATH_BYTES = 700;
/** Folder in a domain's folder for what is nested too deeply or named too long. */
const LONG_PATHS = '~long-paths';

/** What is placed: a file and a folder of one name need two places. */
export type PlacedKind = 'file' | 'directory';

/** A place that was given away, and what was placed below it. */
interface Place {
  readonly path: string;
  /** Folded names that are taken below it, and the number to try next for one more. */
  readonly taken: Map<string, number>;
  /** Who has which place below it. */
  readonly children: Map<string, Place>;
}

/**
 * Gives every (domain, relativePath) of a backup a place of its own below one folder, whatever the names are: always
 * inside, never two entries in one place (also where case and Unicode normal form do not count), never a file where
 * another entry needs a folder. Touches no disk; the same entries in the same order get the same places.
 */
export class SafePaths {
  readonly #root: Place = { path: '', taken: new Map(), children: new Map() };

  /** The place of an entry: a relative path with `/` between safe names, `<domain>/<relativePath>` as far as possible. */
  place(domain: string, relativePath: string, kind: PlacedKind): string {
    const home = below(this.#root, `directory ${domain}`, domain);
    if (relativePath === '' && kind === 'directory') return home.path;
    const names = relativePath.split('/').filter((name) => name !== '' && name !== '.' && name !== '..');
    const isPlain = names.length > 0 && names.join('/') === relativePath;
    const last = names.pop() ?? 'unnamed';
    const parent = isLong(domain, names, last)
      ? below(below(home, 'long paths', LONG_PATHS), `long ${relativePath}`, hash('sha1', relativePath))
      : names.reduce((folder, name) => below(folder, `directory ${name}`, name), home);
    // `a/../b` comes to lie at `a/b`: by its whole path it stays another entry than `a/b` itself.
    return below(parent, isPlain ? `${kind} ${last}` : `odd ${kind} ${relativePath}`, last).path;
  }

  /** The place of a file that is to have another name: `<folder>/<name>` as far as possible. `identity` tells equal names apart. */
  placeAs(folder: string, name: string, identity: string): string {
    return below(below(this.#root, `directory ${folder}`, folder), `named ${identity}`, name).path;
  }
}

function isLong(domain: string, names: readonly string[], last: string): boolean {
  return Buffer.byteLength([domain, ...names, last].map(safeName).join('/')) > MAX_PATH_BYTES;
}

/** The place of `identity` below `parent`: the one it has, or a free one named as closely to `wanted` as possible. */
function below(parent: Place, identity: string, wanted: string): Place {
  const known = parent.children.get(identity);
  if (known !== undefined) return known;
  const name = safeName(wanted);
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
