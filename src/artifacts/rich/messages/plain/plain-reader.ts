import { asInteger, asShortText, type SqlValue } from '../../../kit/source-table.ts';
import type { Body } from '../body.ts';
import { trimmed } from '../message-reader.ts';
import type { ModernMessages } from '../modern-messages.ts';
import type { PendingReactions } from '../reactions.ts';
import type { Place, Places } from './places.ts';
import { FACT, PLAIN } from './plain-query.ts';
import { plainBody } from './plain-text.ts';

/** A message whose row of the query for plain messages has all that is in its records, apart from reactions and replies. */
export interface PlainMessage {
  readonly rowid: number;
  readonly guid: string;
  /** ROWID; 0 for an unknown one. */
  readonly handle: number;
  readonly sentAt: number | null;
  readonly service: string | null;
  readonly body: Body;
  readonly place: Place;
  readonly row: readonly SqlValue[];
}

/** A row that is a reaction to a message. */
export interface ReactionRowid {
  readonly rowid: number;
  readonly place: null;
}

/** Decides which messages are plain. */
export class PlainReader {
  readonly #source: ModernMessages;
  readonly #reactions: PendingReactions;
  readonly #places: Places;

  constructor(source: ModernMessages, reactions: PendingReactions, places: Places) {
    this.#source = source;
    this.#reactions = reactions;
    this.#places = places;
  }

  /** The message of a row; null if its row of the message query is needed. */
  read(row: readonly SqlValue[]): PlainMessage | ReactionRowid | null {
    const rowid = row[PLAIN.rowid] as number;
    const facts = row[PLAIN.facts];
    if (typeof facts !== 'number') return null;
    if ((facts & FACT.isRare) !== 0) return this.#reactions.holds(rowid) ? { rowid, place: null } : null;
    const guid = row[PLAIN.guid];
    if (typeof guid !== 'string' || asShortText(guid) !== guid) return null;
    if (this.#source.attachments.has(rowid) || this.#reactions.arePolls(guid)) return null;
    const chat = this.#source.onlyChat(rowid);
    const body = chat < 0 ? null : plainBody(row[PLAIN.text], (facts & FACT.isWithoutBody) !== 0);
    if (body === null) return null;
    const handle = asInteger(row[PLAIN.handle]) ?? 0;
    const place = this.#places.of(chat, handle);
    if (place === null) return null;
    const sentAt = asInteger(row[PLAIN.sentAt]);
    const service = trimmed(asShortText(row[PLAIN.service]));
    return { rowid, guid, handle, sentAt, service, body, place, row };
  }
}
