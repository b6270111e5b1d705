import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { isDomainError } from '../../../model/errors.ts';
import { asBlob, asInteger, SourceTable } from '../../kit/source-table.ts';
import { GuidFilter } from '../messages/guid-filter.ts';
import { MAX_METADATA } from './media.ts';
import { isPlistMetadata, QUOTED_STANZA_KEY, quotedStanzaIn } from './metadata.ts';
import { asTrimmed, textColumn } from './values.ts';

/** Maximum number of quoted messages that are searched; other replies keep their stanza id. */
const MAX_WANTED = 1_000_000;
/** Maximum number of messages with the same stanza id; a few repeats exist. */
const MAX_REPEATS = 8;

const IDS = '(SELECT value FROM json_each(?))';

/** Replies of which the messages that they quote are wanted. */
export interface SomeReplies {
  /** Z_PKs of their media items. */
  readonly media: readonly number[];
  /** Z_PKs of all messages that have one of these stanza ids, and perhaps of others. */
  candidatesOf(stanzaIds: readonly string[]): readonly number[];
}

interface Candidate {
  readonly pk: number;
  readonly chat: number | null;
}

/**
 * Finds quoted messages. A reply has a stanza id, which is neither unique nor always indexed: first the ids in replies
 * are collected, then the messages with these ids.
 */
export class QuotedMessages {
  readonly #wanted = new Map<string, Candidate[]>();

  /**
   * @param chatOf returns the key of the chat of a session
   * @param some the replies to look at; null for all
   */
  constructor(db: SqlDatabase, chatOf: (session: number | null) => number | null, some: SomeReplies | null = null) {
    // Gaps are counted when the messages themselves are read.
    const media = new SourceTable(db, 'ZWAMEDIAITEM', () => {});
    const messages = new SourceTable(db, 'ZWAMESSAGE', () => {});
    if (!media.has('ZMETADATA') || !messages.has('ZSTANZAID')) return;
    const filter = new GuidFilter();
    const metadata = { metadata: media.bounded('ZMETADATA', MAX_METADATA) };
    const having = `WHERE instr("ZMETADATA", x'${QUOTED_STANZA_KEY}') > 0`;
    const replies =
      some === null
        ? media.rows(metadata, having)
        : media.select(metadata, `${having} AND rowid IN ${IDS}`).iterate(JSON.stringify(some.media));
    for (const row of replies) {
      const blob = asBlob(row.metadata);
      const stanza = blob === null ? null : stanzaIn(blob);
      if (stanza === null || this.#wanted.size >= MAX_WANTED) continue;
      this.#wanted.set(stanza, []);
      filter.add(stanza);
    }
    if (this.#wanted.size === 0) return;
    const columns = {
      pk: messages.rowid,
      session: messages.integer('ZCHATSESSION'),
      stanzaId: textColumn(messages, 'ZSTANZAID'),
    };
    const others =
      some === null
        ? messages.allArrays(columns)
        : messages
            .select(columns, `WHERE rowid IN ${IDS} ORDER BY rowid`)
            .arrays(JSON.stringify(some.candidatesOf([...this.#wanted.keys()])));
    for (const [pk = null, session = null, stanzaId] of others) {
      const stanza = asTrimmed(stanzaId);
      const candidates = stanza !== null && filter.mayHold(stanza) ? this.#wanted.get(stanza) : undefined;
      if (candidates === undefined || typeof pk !== 'number' || candidates.length >= MAX_REPEATS) continue;
      candidates.push({ pk, chat: chatOf(asInteger(session)) });
    }
  }

  /**
   * Z_PK of the message with a stanza id that the message `answer` in `chat` replies to: the nearest earlier one in
   * this chat, otherwise the only one in any chat (a private reply to a group message). Null if there is none.
   */
  find(stanzaId: string, answer: number, chat: number): number | null {
    const others = (this.#wanted.get(stanzaId) ?? []).filter(({ pk }) => pk !== answer);
    const here = others.filter((candidate) => candidate.chat === chat);
    const before = here.findLast(({ pk }) => pk < answer);
    return (before ?? here[0] ?? (others.length === 1 ? others[0] : undefined))?.pk ?? null;
  }
}

/** The stanza id of the message that a message with this `ZMETADATA` quotes; null for none. */
export function stanzaIn(blob: Uint8Array): string | null {
  if (isPlistMetadata(blob)) return null;
  try {
    return quotedStanzaIn(blob);
  } catch (error) {
    // The error is counted when its message is read.
    if (!isDomainError(error)) throw error;
    return null;
  }
}
