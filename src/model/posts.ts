/** Posts messages to a thread together: waking it takes longer than most messages. */
export class Posts<T> {
  readonly #post: (messages: readonly T[]) => void;
  #waiting: T[] = [];

  constructor(post: (messages: readonly T[]) => void) {
    this.#post = post;
  }

  /** Posts it with all others of this turn of the event loop, in their order. */
  add(message: T): void {
    if (this.#waiting.push(message) === 1) setImmediate(() => this.flush());
  }

  /** Posts those that wait at once. */
  flush(): void {
    const messages = this.#waiting;
    this.#waiting = [];
    if (messages.length > 0) this.#post(messages);
  }
}
