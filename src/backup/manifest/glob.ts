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
    matches: (name) => matchParts(parts, name.split('/')),
  };
}

/** `a/**` also matches `a`: the slash before a part `**` is not part of what every match starts with. */
function fixedPrefix(pattern: string, wildcard: number): string {
  const prefix = pattern.slice(0, wildcard);
  return prefix.endsWith('/') && /^\*\*(?:\/|$)/.test(pattern.slice(wildcard)) ? prefix.slice(0, -1) : prefix;
}

/** As `matchParts`, over the characters of one part. Written out: it runs for every name of a domain. */
function matchPart(pattern: string, name: string): boolean {
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
 * Matches the parts of a path against those of a pattern, in which `**` stands for any number of parts. Going back only
 * to the last `**` is enough, so the work is at most the product of the lengths.
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
