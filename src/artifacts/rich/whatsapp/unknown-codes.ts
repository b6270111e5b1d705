/** Different codes that are counted by themselves; a crafted database could hold any number. */
const MAX_CODES = 40;

/** Counts codes that nobody knows, by name and code: `unknown-message-type:91`. */
export class UnknownCodes {
  private readonly seen = new Set<string>();
  private readonly note: (name: string) => void;

  /** @param note adds one to a count of the ledger */
  constructor(note: (name: string) => void) {
    this.note = note;
  }

  /** Counts one. */
  add(name: string, code: number | null): void {
    const entry = `${name}:${code}`;
    if (!this.seen.has(entry) && this.seen.size >= MAX_CODES) return this.note(`${name}:other`);
    this.seen.add(entry);
    this.note(entry);
  }
}
