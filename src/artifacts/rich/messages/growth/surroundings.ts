import { balloonApp } from '../balloons.ts';
import type { Membership } from '../conversations.ts';
import type { MessageRow } from '../message-reader.ts';
import type { ModernMessages } from '../modern-messages.ts';
import { POLLS, type TakenReactions } from '../reactions.ts';
import type { ReplyTargets } from '../reply-targets.ts';
import { Fingerprint } from './fingerprint.ts';

/** What a message's records are made of besides its own row. */
export interface SurroundingsOf {
  readonly rowid: number;
  /** ROWID of its handle. */
  readonly handle: number;
  readonly places: readonly Membership[];
  readonly reactions: TakenReactions | null;
  /** Key of the message it answers. */
  readonly replyToKey: number | null;
}

/**
 * Fingerprints of everything outside its row that a message's records are made of: conversations, handle, attachments
 * with their files, reactions, and replies. What depends on further rows or on the contents of files (polls,
 * stickers, sent contacts, deleted parts) has none, and is read every time.
 */
export class Surroundings {
  readonly #source: ModernMessages;
  readonly #replyTargets: ReplyTargets;
  readonly #print = new Fingerprint();

  constructor(source: ModernMessages, replyTargets: ReplyTargets) {
    this.#source = source;
    this.#replyTargets = replyTargets;
  }

  /** The fingerprint, valid until the next call; null if the message must be read every time. */
  of({ rowid, handle, places, reactions, replyToKey }: SurroundingsOf): Fingerprint | null {
    const print = this.#begin(handle, places, replyToKey, this.#replyTargets.holds(rowid));
    if (this.#source.partsDeletedFrom(rowid) !== undefined) return null;
    if (!this.#attachments(rowid)) return null;
    return reactions === null || this.#reactions(reactions) ? print : null;
  }

  /** The fingerprint of a message that has only these, valid until the next call. */
  ofPlace(handle: number, places: readonly Membership[]): Fingerprint {
    return this.#begin(handle, places, null, false);
  }

  #begin(handle: number, places: readonly Membership[], replyToKey: number | null, hasReplies: boolean): Fingerprint {
    const print = this.#print;
    print.reset();
    for (const { conversation, chat, deletedAt } of places) {
      print.number(conversation.key);
      print.number(chat?.rowid ?? null);
      print.number(deletedAt);
    }
    const first = places[0]?.chat ?? null;
    print.text(first?.kind === 'direct' ? first.identifier : null);
    print.text(this.#source.handles.get(handle)?.id ?? null);
    print.number(replyToKey);
    print.number(hasReplies ? 1 : 0);
    return print;
  }

  #attachments(message: number): boolean {
    if (this.#source.attachments.count(message) === 0) return true;
    return this.#source.attachments.fingerprint(message, this.#print);
  }

  #reactions({ rows, isPoll }: TakenReactions): boolean {
    if (isPoll) return false;
    const print = this.#print;
    for (const { message, part, code, emoji, isFromMe, handle, at } of rows) {
      // These are records, too, but of another row.
      if (this.#source.attachments.count(message) > 0) return false;
      print.number(message);
      print.number(part);
      print.number(code);
      print.text(emoji);
      print.number(isFromMe ? 1 : 0);
      print.text(handle);
      print.number(at);
    }
    return true;
  }
}

/** True if the records of a message depend on its row and {@link Surroundings} alone. */
export function isSelfContained({ announcement, poll, balloonBundleId }: MessageRow): boolean {
  // An announcement can name another handle, and the definition of a poll can be in another row.
  return announcement === null && poll === null && (balloonBundleId === null || balloonApp(balloonBundleId) !== POLLS);
}
