import { openLockedNote } from '../artifacts/rich/notes/locked/open-locked-note.ts';
import type { OpenNote } from '../export/index.ts';
import { isDomainError } from '../model/errors.ts';

/** Passwords of locked notes, in memory until they are forgotten. They are those of Notes, not of the backup. */
export class NotePasswords {
  readonly #passwords: readonly Uint8Array[];
  #isForgotten = false;

  /** @param passwords overwritten by {@link forget} */
  constructor(passwords: readonly (string | Uint8Array)[]) {
    this.#passwords = passwords.map((each) => (typeof each === 'string' ? Buffer.from(each) : each));
  }

  /** False once {@link forget} was called. */
  get areKnown(): boolean {
    return !this.#isForgotten;
  }

  /** Tries each password on a note. */
  readonly open: OpenNote = async (note) => {
    if (this.#isForgotten || note.lock.scheme !== 'password') return null;
    for (const password of this.#passwords) {
      try {
        // Opening overwrites it.
        return await openLockedNote(note, Uint8Array.from(password));
      } catch (error) {
        if (isDomainError(error, 'WRONG_NOTE_PASSWORD')) continue;
        // A damaged note, or one that takes too long, stays locked: the others are exported.
        if (isDomainError(error)) return null;
        throw error;
      }
    }
    return null;
  };

  /** Overwrites the passwords. */
  forget(): void {
    this.#isForgotten = true;
    for (const password of this.#passwords) password.fill(0);
  }
}
