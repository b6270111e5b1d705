import type { Conversations, Membership } from '../conversations.ts';
import type { ModernMessages } from '../modern-messages.ts';
import { FLAG, type MessageStates } from './message-states.ts';
import type { Surroundings } from './surroundings.ts';

/** Handles from this ROWID on are looked up every time: chat and handle must fit into one number. */
const MAX_HANDLE = 2 ** 31;

interface Placed {
  readonly places: readonly Membership[];
  readonly a: number;
  readonly b: number;
}

/**
 * Messages in one chat without anything else: nearly all. Their surroundings are the same for all of one chat and handle,
 * so that a fingerprint need not be computed for each.
 */
export class PlainMessages {
  readonly #source: ModernMessages;
  readonly #conversations: Conversations;
  readonly #surroundings: Surroundings;
  readonly #placed = new Map<number, Placed | null>();

  constructor(source: ModernMessages, conversations: Conversations, surroundings: Surroundings) {
    this.#source = source;
    this.#conversations = conversations;
    this.#surroundings = surroundings;
  }

  /**
   * Where a message is, if its surroundings are those of the earlier reading; null if they must be looked at more closely.
   * It must have no reactions and be in no thread of replies.
   */
  of(rowid: number, earlier: MessageStates, position: number): readonly Membership[] | null {
    if ((earlier.flagsAt(position) & FLAG.kept) === 0) return null;
    const handle = earlier.handleAt(position);
    if (handle >= MAX_HANDLE || this.#source.attachments.count(rowid) > 0) return null;
    const chat = this.#source.onlyChat(rowid);
    if (chat < 0) return null;
    const key = chat * MAX_HANDLE + handle;
    let placed = this.#placed.get(key);
    if (placed === undefined) {
      placed = this.#place(rowid, chat, handle);
      this.#placed.set(key, placed);
    }
    return placed !== null && earlier.isSame(position, placed) ? placed.places : null;
  }

  #place(rowid: number, chat: number, handle: number): Placed | null {
    const places = this.#conversations.of([{ chat, deletedAt: null }], handle);
    const print = this.#surroundings.of({ rowid, handle, places, reactions: null, replyToKey: null });
    return print === null ? null : { places, a: print.a, b: print.b };
  }
}
