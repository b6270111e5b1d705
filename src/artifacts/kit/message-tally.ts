/** Number and times of the messages of a chat, and its newest one, while they are read. */
export class MessageTally {
  #count = 0;
  #firstAt: number | null = null;
  #lastAt = -Infinity;
  #newest: number | null = null;

  /** Number of messages. */
  get count(): number {
    return this.#count;
  }

  /** Key of the newest message; null for none. */
  get newest(): number | null {
    return this.#newest;
  }

  /**
   * Counts a message. True if it is the newest so far: of two at the same time the one with the higher key is newer, and
   * one without a time is the oldest.
   * @param at UTC milliseconds
   */
  add(message: number, at: number | null): boolean {
    this.#count++;
    if (at !== null && (this.#firstAt === null || at < this.#firstAt)) this.#firstAt = at;
    const time = at ?? 0;
    if (time < this.#lastAt || (time === this.#lastAt && message < (this.#newest ?? -Infinity))) return false;
    this.#lastAt = time;
    this.#newest = message;
    return true;
  }

  /** The columns of the chat's row. */
  get columns(): {
    readonly messageCount: number;
    readonly firstAt: number | null;
    readonly lastAt: number | null;
    readonly lastMessage: number | null;
  } {
    return {
      messageCount: this.#count,
      firstAt: this.#firstAt,
      lastAt: this.#lastAt > 0 ? this.#lastAt : null,
      lastMessage: this.#newest,
    };
  }
}

/** Maximum length of the excerpt of the newest message, in UTF-16 code units. */
const EXCERPT = 200;

/** The beginning of a text that a list of chats shows, without splitting a surrogate pair. */
export function excerpt(text: string): string {
  return text.length <= EXCERPT ? text : text.slice(0, EXCERPT).replace(/[\ud800-\udbff]$/, '');
}

/** The excerpt on one line. `gap`: what becomes one space, in a global expression. */
export function excerptLine(text: string, gap: RegExp = /\s+/g): string {
  return excerpt(
    text
      .slice(0, 4 * EXCERPT)
      .replace(gap, ' ')
      .trim(),
  );
}
