/** Maximum number of lines; further ones are only counted. */
const MAX_LINES = 20_000;

/** Texts of a {@link ProblemList}. */
export interface ProblemWords {
  readonly title: string;
  readonly more: (count: number) => string;
}

const ENGLISH: ProblemWords = {
  title: 'These files are not here, not whole, or not of the length that the backup lists:',
  more: (count) => `and ${count} more`,
};

/** The missing and damaged files of an archive or export: contents of `MISSING.txt`. */
export class ProblemList {
  readonly #lines: string[] = [];
  #more = 0;

  /** True if nothing is missing. */
  get isEmpty(): boolean {
    return this.#lines.length === 0;
  }

  /** Adds a file and its problem. Control characters in the name are replaced. */
  add(name: string, what: string): void {
    if (this.#lines.length >= MAX_LINES) this.#more++;
    else this.#lines.push(`${visible(name)}\t${what}`);
  }

  /** Adds a line about the archive. */
  note(text: string): void {
    this.#lines.push(text);
  }

  text({ title, more: moreWords }: ProblemWords = ENGLISH): string {
    const more = this.#more === 0 ? [] : [moreWords(this.#more)];
    return [title, '', ...this.#lines, ...more, ''].join('\r\n');
  }
}

function visible(name: string): string {
  return name.toWellFormed().replace(/\p{Cc}/gu, '\ufffd');
}
