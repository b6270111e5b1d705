/** A file that is written. */
export interface WrittenFile {
  readonly path: string;
  readonly bytes: number;
}

/** A file that is being written. */
interface BegunFile {
  readonly path: string;
  readonly end: Promise<number>;
  isEnded: boolean;
}

/** Most files that are being written: some for each thread, so that none has to wait for this one. */
const MOST = 8;

/** Files that are written side by side, in the order in which they were begun. */
export class BegunFiles {
  readonly #files: BegunFile[] = [];
  /** Bytes of large ones that are known to be written. */
  readonly #written = new Map<string, number>();

  /** Bytes of those that have not ended, as far as they are known. */
  get bytes(): number {
    return this.#written.values().reduce((sum, bytes) => sum + bytes, 0);
  }

  /** Adds a file whose number of bytes is known at its end. */
  add(path: string, end: Promise<number>): void {
    const file: BegunFile = { path, end, isEnded: false };
    const onEnd = (): void => {
      file.isEnded = true;
    };
    // A failure is thrown where the end is awaited.
    void end.then(onEnd, onEnd);
    this.#files.push(file);
  }

  /** Says how many bytes of a file are written. */
  update(path: string, bytes: number): void {
    this.#written.set(path, bytes);
  }

  /** Those that have ended, the first ones first. Waits while too many have not, or for all. @throws why one failed */
  async *ended(waits: 'for-some' | 'for-all'): AsyncGenerator<WrittenFile, void, undefined> {
    const most = waits === 'for-all' ? 0 : MOST;
    for (let [first] = this.#files; first !== undefined; [first] = this.#files) {
      if (!first.isEnded && this.#files.length <= most) return;
      const { path, end } = first;
      const bytes = await end;
      this.#files.shift();
      this.#written.delete(path);
      yield { path, bytes };
    }
  }

  /** Waits until none is being written any more, whatever becomes of them. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#files.map(({ end }) => end));
  }
}
