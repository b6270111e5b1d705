import { Fingerprint } from '../../../kit/growth/fingerprint.ts';
import { balloonApp } from '../balloons.ts';
import type { Membership } from '../conversations.ts';
import type { MessageRow } from '../message-reader.ts';
import type { ModernMessages } from '../modern-messages.ts';
import { POLLS, type TakenReactions } from '../reactions.ts';

/**
 * Fingerprints of what a message's records are made of besides rows of `message` and `attachment`: conversations,
 * handle, and which attachments it has. Changes to rows are known by their pages ({@link ChangedMessages}).
 */
export class Surroundings {
  readonly #source: ModernMessages;
  readonly #print = new Fingerprint();

  constructor(source: ModernMessages) {
    this.#source = source;
  }

  /** The fingerprint of a message, valid until the next call. */
  of(rowid: number, handle: number, places: readonly Membership[]): Fingerprint {
    const print = this.ofPlace(handle, places);
    this.#source.attachments.addTo(print, rowid);
    return print;
  }

  /** The fingerprint of a reaction, valid until the next call. */
  ofReaction(rowid: number, handle: number): Fingerprint {
    return this.of(rowid, handle, []);
  }

  /** The fingerprint of a message that has no attachments, valid until the next call. */
  ofPlace(handle: number, places: readonly Membership[]): Fingerprint {
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
    return print;
  }

  /**
   * False for a message that must be read every time, because it depends on further rows or on the contents of files:
   * deleted parts, stickers and sent contacts that are in the backup, polls. Its attachments and those of the reactions
   * to it were read before.
   */
  areSteady(rowid: number, reactions: TakenReactions | null): boolean {
    const { attachments } = this.#source;
    if (this.#source.partsDeletedFrom(rowid) !== undefined || !attachments.areSteady(rowid)) return false;
    if (reactions === null) return true;
    return !reactions.isPoll && reactions.rows.every(({ message }) => attachments.areSteady(message));
  }

  /** The fingerprint of the addresses of handles up to a ROWID, valid until the next call. */
  ofHandles(last: number): Fingerprint {
    const print = this.#print;
    print.reset();
    for (const { rowid, id } of this.#source.handles.values()) {
      if (rowid > last) continue;
      print.number(rowid);
      print.text(id);
    }
    return print;
  }
}

/** True if the records of a message depend on its row and what {@link Surroundings} knows alone. */
export function isSelfContained({ poll, balloonBundleId }: MessageRow): boolean {
  // The definition of a poll can be in another row.
  return poll === null && (balloonBundleId === null || balloonApp(balloonBundleId) !== POLLS);
}
