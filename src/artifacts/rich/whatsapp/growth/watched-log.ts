import type { LostMessage, NoteMessage } from '../../../../locales/messages.ts';
import type { MessageLog } from '../message-reader.ts';

/** Tells whether something was noted: a message with a note is read every time, so that the note is counted. */
export class WatchedLog implements MessageLog {
  /** Number of notes and losses so far. */
  noted = 0;
  /** True if something could not be read that is more than one too large value. */
  isDamaged = false;
  readonly #log: MessageLog;

  constructor(log: MessageLog) {
    this.#log = log;
  }

  note(note: NoteMessage): void {
    this.noted++;
    this.#log.note(note);
  }

  lost(reason: LostMessage): void {
    this.noted++;
    this.isDamaged ||= !reason.code.startsWith('lost.too-large.');
    this.#log.lost(reason);
  }
}
