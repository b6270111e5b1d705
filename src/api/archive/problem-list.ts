/** Lines that are kept; of more only the number is told. */
const MAX_LINES = 20_000;

/** What an archive lacks, and why: the text of its `MISSING.txt`. */
export class ProblemList {
  readonly #lines: string[] = [];
  #more = 0;

  /** True when nothing is missing. */
  get isEmpty(): boolean {
    return this.#lines.length === 0;
  }

  /** Names a file and what is wrong with it; a line end in its name does not make a second line. */
  add(domain: string, relativePath: string, what: string): void {
    if (this.#lines.length >= MAX_LINES) this.#more++;
    else this.#lines.push(`${visible(`${domain}/${relativePath}`)}\t${what}`);
  }

  /** Says something about the archive as a whole. */
  note(text: string): void {
    this.#lines.push(text);
  }

  text(): string {
    const more = this.#more === 0 ? [] : [`and ${this.#more} more`];
    return ['These files are not in this archive, or not whole:', '', ...this.#lines, ...more, ''].join('\r\n');
  }
}

function visible(name: string): string {
  return name.toWellFormed().replace(/\p{Cc}/gu, '\ufffd');
}
