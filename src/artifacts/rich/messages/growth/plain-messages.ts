import type { ModernMessages } from '../modern-messages.ts';
import type { Place, Places } from '../plain/places.ts';
import { FLAG, type MessageStates } from './message-states.ts';

/**
 * Messages in one chat without anything else: nearly all. Their surroundings are the same for all of one chat and handle,
 * so that a fingerprint need not be computed for each.
 */
export class PlainMessages {
  readonly #source: ModernMessages;
  readonly #places: Places;

  constructor(source: ModernMessages, places: Places) {
    this.#source = source;
    this.#places = places;
  }

  /**
   * Where a message is, if its surroundings are those of the earlier reading; null if they must be looked at more closely.
   * It must have no reactions and be in no thread of replies.
   */
  of(rowid: number, earlier: MessageStates, position: number): Place | null {
    if ((earlier.flagsAt(position) & FLAG.kept) === 0) return null;
    if (this.#source.attachments.has(rowid)) return null;
    const chat = this.#source.onlyChat(rowid);
    const place = chat < 0 ? null : this.#places.of(chat, earlier.handleAt(position));
    return place !== null && earlier.isSame(position, place) ? place : null;
  }
}
