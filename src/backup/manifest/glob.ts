/**
 * A pattern over a domain or a path: `?` is one character and `*` any number of them, both within one `/`-separated part;
 * a part `**` is any number of parts, none included. Everything else stands for itself, dots at the start too.
 */
export interface Glob {
  /** The pattern itself when it has no wildcard, else null. */
  readonly literal: string | null;
  /** What every match starts with. */
  readonly prefix: string;
  /** True when the whole of `name` matches. Linear in the name for each `*`: hostile names cannot make it slow. */
  matches(name: string): boolean;
}

/** Reads a {@link Glob}. Every string is a valid one. */
export function parseGlob(pattern: string): Glob {
  const wildcard = pattern.search(/[*?]/);
  if (wildcard === -1) return { literal: pattern, prefix: pattern, matches: (name) => name === pattern };
  const parts = pattern.split('/');
  return {
    literal: null,
    prefix: fixedPrefix(pattern, wildcard),
    matches: (name) => matchSequence(parts, name.split('/'), (part) => part === '**', matchPart),
  };
}

/** `a/**` also matches `a`: the slash before a part `**` is not part of what every match starts with. */
function fixedPrefix(pattern: string, wildcard: number): string {
  const prefix = pattern.slice(0, wildcard);
  return prefix.endsWith('/') && /^\*\*(?:\/|$)/.test(pattern.slice(wildcard)) ? prefix.slice(0, -1) : prefix;
}

function matchPart(pattern: string, name: string): boolean {
  return matchSequence(
    Array.from(pattern),
    Array.from(name),
    (character) => character === '*',
    (a, b) => a === '?' || a === b,
  );
}

/**
 * Matches items against a pattern in which some items stand for any number of others. Going back only to the last such
 * item is enough, so the work is at most the product of the lengths.
 */
function matchSequence<T>(
  pattern: readonly T[],
  items: readonly T[],
  isAny: (item: T) => boolean,
  matchesOne: (pattern: T, item: T) => boolean,
): boolean {
  let at = 0;
  let lastAny = -1;
  let resume = 0;
  for (let index = 0; index < items.length; ) {
    const wanted = pattern[at];
    if (wanted !== undefined && isAny(wanted)) {
      lastAny = at++;
      resume = index;
    } else if (wanted !== undefined && matchesOne(wanted, items[index] as T)) {
      at++;
      index++;
    } else if (lastAny !== -1) {
      at = lastAny + 1;
      index = ++resume;
    } else return false;
  }
  while (at < pattern.length && isAny(pattern[at] as T)) at++;
  return at === pattern.length;
}
