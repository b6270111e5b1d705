import { readAcrossDamage } from '../../kit/damaged-rows.ts';
import { asInteger, asShortText, type SourceTable, type SqlValue } from '../../kit/source-table.ts';
import { GuidFilter } from './guid-filter.ts';
import type { SourceHandle } from './handles.ts';
import { messageRows } from './message-query.ts';
import type { Reaction, ReactionKind } from './tables.ts';

/** `associated_message_type` of what belongs to another message (messages.md §5–6). */
const STICKER = 1000;
const VOTE = 4000;
const TAPBACKS: readonly ReactionKind[] = [
  'love',
  'like',
  'dislike',
  'laugh',
  'emphasize',
  'question',
  'emoji',
  'sticker-tapback',
];
const ADDED = 2000;
const REMOVED = 3000;

/** What an `associated_message_type` means. */
export interface ReactionType {
  readonly kind: ReactionKind;
  readonly removed: boolean;
}

/** What a row with this `associated_message_type` says about another message; null for ordinary messages and unknown codes. */
export function reactionType(code: number): ReactionType | null {
  if (code < STICKER) return null;
  if (code === STICKER) return { kind: 'sticker', removed: false };
  if (code === VOTE) return { kind: 'vote', removed: false };
  const removed = code >= REMOVED;
  const kind = TAPBACKS[code - (removed ? REMOVED : ADDED)];
  return kind === undefined ? null : { kind, removed };
}

/** The message and bubble that `associated_message_guid` names. */
export interface ReactionTarget {
  readonly guid: string;
  /** Null for the whole balloon. */
  readonly part: number | null;
}

/**
 * Reads `p:<part>/<GUID>` (a bubble), `bp:<GUID>` (a whole balloon) and a bare GUID (bubble 0). GUIDs are not of one
 * length, so the text is split rather than cut.
 */
export function reactionTarget(text: string): ReactionTarget {
  const slash = text.lastIndexOf('/');
  if (slash !== -1) {
    const part = /^p:(\d{1,9})$/.exec(text.slice(0, slash))?.[1];
    return { guid: text.slice(slash + 1), part: part === undefined ? 0 : Number(part) };
  }
  const colon = text.lastIndexOf(':');
  return colon === -1 ? { guid: text, part: 0 } : { guid: text.slice(colon + 1), part: null };
}

/** A reaction as its row has it, before removals and replacements. */
interface ReactionRow {
  readonly message: number;
  readonly part: number | null;
  readonly code: number;
  readonly emoji: string | null;
  readonly isFromMe: boolean;
  readonly handle: string | null;
  readonly at: number | null;
}

/** Every reaction of a database, waiting for the message it belongs to. */
export class PendingReactions {
  private readonly byTarget = new Map<string, ReactionRow[]>();
  private readonly targets = new GuidFilter();
  private readonly rowids = new Set<number>();

  /** Reads the rows that react to another message; needs `associated_message_type` (iOS 10 and later). */
  constructor(messages: SourceTable, handles: ReadonlyMap<number, SourceHandle>) {
    if (!messages.has('associated_message_type', 'associated_message_guid')) return;
    const expressions = [
      'rowid',
      messages.value('associated_message_guid'),
      messages.integer('associated_message_type'),
      messages.value('associated_message_emoji'),
      messages.flag('is_from_me'),
      messages.integer('handle_id'),
      messages.messagesDate('date'),
    ];
    const condition = `"associated_message_type" BETWEEN ${STICKER} AND ${VOTE} AND "associated_message_guid" <> ''`;
    const open = (first: number): Iterable<readonly SqlValue[]> => messageRows(messages, expressions, first, condition);
    // Gaps are counted when the messages themselves are read.
    for (const row of readAcrossDamage(open, () => {})) {
      const message = asInteger(row[0]);
      const guid = asShortText(row[1]);
      const code = asInteger(row[2]);
      if (message === null || guid === null || code === null || reactionType(code) === null) continue;
      const target = reactionTarget(guid);
      const reaction = {
        message,
        part: target.part,
        code,
        emoji: asShortText(row[3]),
        isFromMe: row[4] === 1,
        handle: handles.get(asInteger(row[5]) ?? 0)?.id ?? null,
        at: asInteger(row[6]),
      };
      this.rowids.add(message);
      this.targets.add(target.guid);
      const ofTarget = this.byTarget.get(target.guid);
      if (ofTarget === undefined) this.byTarget.set(target.guid, [reaction]);
      else ofTarget.push(reaction);
    }
  }

  /** True for a row that was read here: it waits for its message, or was folded into it. */
  holds(rowid: number): boolean {
    return this.rowids.has(rowid);
  }

  /** Hands out the reactions to a message, and the rows they came from; they are not {@link orphans} any more. */
  take(guid: string): { readonly rowids: readonly number[]; readonly standing: readonly Reaction[] } | null {
    const rows = this.targets.mayHold(guid) ? this.byTarget.get(guid) : undefined;
    if (rows === undefined) return null;
    this.byTarget.delete(guid);
    return { rowids: rows.map(({ message }) => message), standing: foldReactions(rows) };
  }

  /** ROWIDs of the reactions that nobody took: their message is not there. */
  orphans(): number[] {
    return [...this.byTarget.values()]
      .flat()
      .map(({ message }) => message)
      .sort((a, b) => a - b);
  }
}

/**
 * What stands after every addition, replacement and removal. Of one person on one bubble the last tapback counts, of
 * the votes the last one (a vote is the whole selection); stickers add up. A removal takes back its own kind only, so
 * that one that arrived late does not undo its replacement.
 */
function foldReactions(rows: ReactionRow[]): Reaction[] {
  rows.sort((a, b) => (a.at ?? 0) - (b.at ?? 0) || a.message - b.message);
  const standing = new Map<string, Reaction>();
  for (const { message, part, code, emoji, isFromMe, handle, at } of rows) {
    const type = reactionType(code);
    if (type === null) continue;
    const actor = isFromMe ? 'me' : `from:${handle ?? ''}`;
    const slot = JSON.stringify([part, slotOf(type.kind, message), actor]);
    if (type.removed) {
      const current = standing.get(slot);
      if (current?.kind === type.kind && (emoji === null || current.emoji === emoji)) standing.delete(slot);
      continue;
    }
    // A replacement is the newest reaction, so it goes to the end.
    standing.delete(slot);
    standing.set(slot, {
      part,
      kind: type.kind,
      ...(emoji === null ? {} : { emoji }),
      isFromMe,
      sender: isFromMe ? null : handle,
      at,
      message,
    });
  }
  return [...standing.values()];
}

/** Reactions with the same slot replace each other. */
function slotOf(kind: ReactionKind, message: number): string {
  if (kind === 'sticker') return `sticker:${message}`;
  return kind === 'vote' || kind === 'sticker-tapback' ? kind : 'tapback';
}
