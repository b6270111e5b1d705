/** Maximum length of a name, in UTF-16 code units. */
const MAX_NAME = 80;

/**
 * A name of a Markdown file without what links of a wiki cannot have (Obsidian: `[ ] # ^ |`), or a file system. Neither
 * hidden nor empty.
 */
export function noteName(text: string): string {
  const words = text
    .toWellFormed()
    .replace(/[[\]#^|\\/:*?"<>%\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]+/gu, ' ')
    .replace(/\s+/g, ' ');
  const name = words
    .slice(0, MAX_NAME)
    .toWellFormed()
    .replace(/^[ .]+|[ .]+$/g, '');
  return name === '' ? 'Untitled' : name;
}

/** Names that are used once in a folder: later ones get a number. */
export class NoteNames {
  readonly #taken = new Map<string, number>();

  /** A free name in a folder. */
  next(folder: string, text: string): string {
    const name = noteName(text);
    const key = `${folder}/${name.normalize('NFKC').toLowerCase()}`;
    const count = (this.#taken.get(key) ?? 0) + 1;
    this.#taken.set(key, count);
    return count === 1 ? name : `${name} (${count})`;
  }
}
