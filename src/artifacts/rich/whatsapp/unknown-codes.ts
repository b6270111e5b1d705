import { msg } from '../../../locales/messages.ts';
import type { Note } from '../../kit/codes.ts';

/** Maximum number of codes that are counted individually; a crafted database can contain any number. */
const MAX_CODES = 40;

/** Counts unknown codes, by field and code. */
export class UnknownCodes {
  readonly #seen = new Set<string>();
  readonly #note: Note;

  /** @param note counts a note for the ledger */
  constructor(note: Note) {
    this.#note = note;
  }

  /** Counts a code. */
  add(field: string, code: number | null): void {
    const entry = `${field}:${code}`;
    const isCounted = this.#seen.has(entry) || this.#seen.size < MAX_CODES;
    if (isCounted) this.#seen.add(entry);
    this.#note(msg('note.unknown-code', { field, value: isCounted ? `${code}` : '…' }));
  }
}
