import { matchPart } from './glob.ts';

/** The first path that is greater than `path`, or equal to it, in the order of bytes; null if there is none. */
export type SeekPath = (comparison: '>' | '>=', path: string) => string | null;

/** Seeks for one pattern: some 50 ms. */
const MAX_SEEKS = 3000;

/** The character after `/`. */
const AFTER_SLASH = '0';

/**
 * The paths that can match a glob, by an index of all paths, whose number does not matter: one seek for each name in a
 * folder with a wildcard. Parts after the last wildcard are added unseen. Null where that would take too many seeks or
 * the pattern has a part `**`.
 */
export function pathsByIndex(pattern: string, seek: SeekPath, maxSeeks = MAX_SEEKS): string[] | null {
  const parts = pattern.split('/');
  if (parts.includes('**')) return null;
  const found: string[] = [];
  let left = maxSeeks;
  const counted: SeekPath = (comparison, path) => {
    if (left-- === 0) throw new TooManySeeks();
    return seek(comparison, path);
  };
  const walk = (base: string, rest: readonly string[]): void => {
    const wildcard = rest.findIndex((part) => /[*?]/.test(part));
    if (wildcard === -1) {
      found.push(rest.length === 0 ? base.slice(0, -1) : base + rest.join('/'));
      return;
    }
    const folder =
      base +
      rest
        .slice(0, wildcard)
        .map((part) => `${part}/`)
        .join('');
    for (const name of namesIn(folder, counted)) {
      if (matchPart(rest[wildcard] ?? '', name)) walk(`${folder}${name}/`, rest.slice(wildcard + 1));
    }
  };
  try {
    walk('', parts);
    return found;
  } catch (error) {
    if (error instanceof TooManySeeks) return null;
    throw error;
  }
}

class TooManySeeks extends Error {}

/** The names in a folder, of files and of folders that only a path in them names. */
function* namesIn(folder: string, seek: SeekPath): Generator<string> {
  const seen = new Set<string>();
  let path = seek('>=', folder);
  while (path?.startsWith(folder) === true) {
    const end = path.indexOf('/', folder.length);
    const name = path.slice(folder.length, end === -1 ? undefined : end);
    if (name !== '' && !seen.has(name)) {
      seen.add(name);
      yield name;
    }
    path = end === -1 ? seek('>', path) : seek('>=', `${folder}${name}${AFTER_SLASH}`);
  }
}
