import type { DatabaseSync } from 'node:sqlite';
import { isDomainError } from '../../../model/errors.ts';
import { asBlob, asInteger, SourceTable } from '../../kit/source-table.ts';
import { GuidFilter } from '../messages/guid-filter.ts';
import { MAX_METADATA } from './media.ts';
import { isPlistMetadata, quotedStanzaIn } from './metadata.ts';
import { asTrimmed, textColumn } from './values.ts';

/** Answered messages that are looked for; the others keep their stanza id. */
const MAX_WANTED = 1_000_000;
/** Messages with one stanza id that are remembered: repeats are known, but not many of them. */
const MAX_REPEATS = 8;

interface Candidate {
  readonly pk: number;
  readonly chat: number | null;
}

/**
 * Finds the messages that others answer. An answer names a stanza id, which is neither unique nor always indexed: so the
 * ids that answers name are collected first, then the messages that have one of them.
 */
export class QuotedMessages {
  private readonly wanted = new Map<string, Candidate[]>();

  /** @param chatOf key of the chat of a session */
  constructor(db: DatabaseSync, chatOf: (session: number | null) => number | null) {
    // Gaps are counted when the messages themselves are read.
    const media = new SourceTable(db, 'ZWAMEDIAITEM', () => {});
    const messages = new SourceTable(db, 'ZWAMESSAGE', () => {});
    if (!media.has('ZMETADATA') || !messages.has('ZSTANZAID')) return;
    const filter = new GuidFilter();
    for (const [value] of media.rows([media.bounded('ZMETADATA', MAX_METADATA)], 'WHERE ZMETADATA IS NOT NULL')) {
      const blob = asBlob(value);
      const stanza = blob === null ? null : stanzaIn(blob);
      if (stanza === null || this.wanted.size >= MAX_WANTED) continue;
      this.wanted.set(stanza, []);
      filter.add(stanza);
    }
    if (this.wanted.size === 0) return;
    const columns = [messages.rowid, messages.integer('ZCHATSESSION'), textColumn(messages, 'ZSTANZAID')];
    for (const row of messages.rows(columns, 'ORDER BY rowid')) {
      const stanza = asTrimmed(row[2]);
      const candidates = stanza !== null && filter.mayHold(stanza) ? this.wanted.get(stanza) : undefined;
      const pk = asInteger(row[0]);
      if (candidates === undefined || pk === null || candidates.length >= MAX_REPEATS) continue;
      candidates.push({ pk, chat: chatOf(asInteger(row[1])) });
    }
  }

  /**
   * Z_PK of the message with a stanza id that the message `answer` in `chat` answers: in its own chat the nearest one
   * before it, else (an answer in private to a message of a group) wherever there is just one. Null when it is gone.
   */
  find(stanzaId: string, answer: number, chat: number): number | null {
    const others = (this.wanted.get(stanzaId) ?? []).filter(({ pk }) => pk !== answer);
    const here = others.filter((candidate) => candidate.chat === chat);
    const before = here.findLast(({ pk }) => pk < answer);
    return (before ?? here[0] ?? (others.length === 1 ? others[0] : undefined))?.pk ?? null;
  }
}

function stanzaIn(blob: Uint8Array): string | null {
  if (isPlistMetadata(blob)) return null;
  try {
    return quotedStanzaIn(blob);
  } catch (error) {
    // Noted when its message is read.
    if (!isDomainError(error)) throw error;
    return null;
  }
}
