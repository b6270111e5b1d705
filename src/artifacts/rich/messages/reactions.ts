import { readAcrossDamage } from '../../../backup/source-database/damaged-rows.ts';
import { asInteger, asShortText, asText, type SourceTable, type SqlValue } from '../../kit/source-table.ts';
import { readText } from './body.ts';
import { GuidFilter } from './guid-filter.ts';
import type { SourceHandle } from './handles.ts';
import { selectMessages } from './message-query.ts';
import type { Reaction, ReactionKind } from './tables.ts';

/** Values of `associated_message_type` for reactions to another message (docs/format/messages.md). */
const STICKER = 1000;
/** An emoji that was placed like a sticker: the text of its row. */
const EMOJI_STICKER = 1001;
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
/**
 * `associated_message_type` of an app message that refers to an earlier one, for example a new definition of a poll.
 */
const UPDATES: readonly number[] = [2, 3];
/** Maximum size of the text of a sticker in bytes, and maximum length of an emoji in UTF-16 code units. */
const MAX_WORDS = 4096;
const MAX_EMOJI = 64;
/** Bundle id of polls. */
export const POLLS = 'com.apple.messages.Polls';

/** Meaning of an `associated_message_type`. */
export interface ReactionType {
  readonly kind: ReactionKind;
  readonly removed: boolean;
}

/** The reaction for an `associated_message_type`; null for ordinary messages and unknown codes. */
export function reactionType(code: number): ReactionType | null {
  if (code < STICKER) return null;
  if (code === STICKER || code === EMOJI_STICKER) return { kind: 'sticker', removed: false };
  if (code === VOTE) return { kind: 'vote', removed: false };
  const removed = code >= REMOVED;
  const kind = TAPBACKS[code - (removed ? REMOVED : ADDED)];
  return kind === undefined ? null : { kind, removed };
}

/** SQL for the body of an emoji that was placed like a sticker, otherwise its text; NULL for other rows. */
function emojiStickerText(messages: SourceTable): string {
  const [body, text] = [messages.bounded('attributedBody', MAX_WORDS), messages.bounded('text', MAX_WORDS)];
  return `CASE WHEN "associated_message_type" = ${EMOJI_STICKER} THEN coalesce(${body}, ${text}) END`;
}

/** The emoji in the text of a row, where U+FFFC stands for its picture. */
function emojiIn(words: SqlValue): string | null {
  const text = words instanceof Uint8Array ? readText(words) : asText(words);
  return text?.replaceAll('\ufffc', '').trim().slice(0, MAX_EMOJI).toWellFormed() || null;
}

/** The message and bubble that `associated_message_guid` refers to. */
export interface ReactionTarget {
  readonly guid: string;
  /** Null for the whole balloon. */
  readonly part: number | null;
}

/**
 * Parses `p:<part>/<GUID>` (a bubble), `bp:<GUID>` (a whole balloon) and a bare GUID (bubble 0). GUIDs differ in
 * length, so the text is split at separators.
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

/** A reaction as stored, before removals and replacements. */
export interface ReactionRow {
  readonly message: number;
  readonly part: number | null;
  readonly code: number;
  readonly emoji: string | null;
  readonly isFromMe: boolean;
  readonly handle: string | null;
  /** ROWID of the handle; 0 for none. */
  readonly handleRowid: number;
  readonly at: number | null;
}

/** The reactions to one message. */
export class TakenReactions {
  readonly rows: ReactionRow[];
  /** ROWIDs of rows that redefine the poll that the message is, oldest first. */
  readonly pollUpdates: readonly number[];

  constructor(rows: ReactionRow[], pollUpdates: readonly number[]) {
    this.rows = rows;
    this.pollUpdates = pollUpdates;
  }

  /** ROWIDs of the rows of reactions. */
  get rowids(): readonly number[] {
    return this.rows.map(({ message }) => message);
  }

  /** The reactions after replacements and removals. */
  get current(): readonly Reaction[] {
    return foldReactions([...this.rows]);
  }

  /** True if something else than their rows decides what becomes of them: polls. */
  get isPoll(): boolean {
    return this.pollUpdates.length > 0 || this.rows.some(({ code }) => code === VOTE);
  }
}

/** The reactions of a database by target message. */
export class PendingReactions {
  readonly #byTarget = new Map<string, ReactionRow[]>();
  /** ROWIDs of rows that redefine a poll, by the GUID of the poll. */
  readonly #pollUpdates = new Map<string, number[]>();
  /** GUIDs of messages with votes or new definitions of a poll. */
  readonly #polls = new Set<string>();
  readonly #targets = new GuidFilter();
  readonly #rowids = new Set<number>();

  /**
   * Reads the reaction rows; needs `associated_message_type` (iOS 10 and later).
   * @param some ROWIDs of those to read, all if null
   */
  constructor(
    messages: SourceTable,
    handles: ReadonlyMap<number, SourceHandle>,
    some: readonly number[] | null = null,
  ) {
    if (!messages.has('associated_message_type', 'associated_message_guid')) return;
    const expressions = {
      rowid: 'rowid',
      own: messages.value('guid'),
      guid: messages.value('associated_message_guid'),
      code: messages.integer('associated_message_type'),
      emoji: messages.value('associated_message_emoji'),
      words: emojiStickerText(messages),
      isFromMe: messages.flag('is_from_me'),
      handle: messages.integer('handle_id'),
      at: messages.messagesDate('date'),
    };
    const isPoll = messages.has('balloon_bundle_id') ? `"balloon_bundle_id" LIKE '%${POLLS}'` : '0';
    const condition =
      `("associated_message_type" BETWEEN ${STICKER} AND ${VOTE} OR "associated_message_type" IN (${UPDATES.join()}) ` +
      `AND ${isPoll}) AND "associated_message_guid" <> ''`;
    const open =
      some === null
        ? (first: number) => selectMessages(messages, expressions, first, condition).iterate()
        : (first: number) => {
            // The sign keeps SQLite from reading all rows from there on.
            const rest = `WHERE rowid IN (SELECT value FROM json_each(?)) AND +rowid >= ? AND (${condition}) ORDER BY rowid`;
            return messages.select(expressions, rest).iterate(JSON.stringify(some), first);
          };
    // Gaps are counted when the messages themselves are read.
    for (const row of readAcrossDamage(
      open,
      (row) => row.rowid,
      () => {},
    )) {
      const message = asInteger(row.rowid);
      const guid = asShortText(row.guid);
      const code = asInteger(row.code);
      if (message === null || guid === null || code === null) continue;
      const target = reactionTarget(guid);
      if (UPDATES.includes(code)) {
        if (target.guid !== asShortText(row.own)) this.#addUpdate(target.guid, message);
        continue;
      }
      if (reactionType(code) === null) continue;
      const handleRowid = asInteger(row.handle) ?? 0;
      const reaction = {
        message,
        part: target.part,
        code,
        emoji: asShortText(row.emoji) ?? emojiIn(row.words),
        isFromMe: row.isFromMe === 1,
        handle: handles.get(handleRowid)?.id ?? null,
        handleRowid,
        at: asInteger(row.at),
      };
      this.#rowids.add(message);
      this.#targets.add(target.guid);
      if (code === VOTE) this.#polls.add(target.guid);
      const ofTarget = this.#byTarget.get(target.guid);
      if (ofTarget === undefined) this.#byTarget.set(target.guid, [reaction]);
      else ofTarget.push(reaction);
    }
  }

  /** True for the row of a reaction, also after {@link take}. */
  holds(rowid: number): boolean {
    return this.#rowids.has(rowid);
  }

  /** True if {@link TakenReactions.isPoll} is for the reactions to this message. */
  arePolls(guid: string): boolean {
    return this.#polls.size > 0 && this.#targets.mayHold(guid) && this.#polls.has(guid);
  }

  /** Removes and returns the reactions to a message, and the ROWIDs of their rows. */
  take(guid: string): TakenReactions | null {
    if (!this.#targets.mayHold(guid)) return null;
    const rows = this.#byTarget.get(guid) ?? [];
    const pollUpdates = this.#pollUpdates.get(guid) ?? [];
    if (rows.length === 0 && pollUpdates.length === 0) return null;
    this.#byTarget.delete(guid);
    this.#pollUpdates.delete(guid);
    return new TakenReactions(rows, pollUpdates);
  }

  #addUpdate(guid: string, message: number): void {
    this.#rowids.add(message);
    this.#targets.add(guid);
    this.#polls.add(guid);
    const known = this.#pollUpdates.get(guid);
    if (known === undefined) this.#pollUpdates.set(guid, [message]);
    else known.push(message);
  }

  /** ROWIDs of reactions that were not taken because their message is missing. */
  orphans(): number[] {
    const reactions = [...this.#byTarget.values()].flat().map(({ message }) => message);
    return [...reactions, ...[...this.#pollUpdates.values()].flat()].sort((a, b) => a - b);
  }
}

/**
 * Applies additions, replacements and removals in order. Per person and bubble the last tapback and the last vote are
 * kept (a vote is a complete selection); all stickers are kept. A removal affects its own kind only, so that a late one
 * does not undo a replacement.
 */
function foldReactions(rows: ReactionRow[]): Reaction[] {
  const [only] = rows;
  // Most messages with reactions have one.
  if (rows.length === 1 && only !== undefined) return foldOnly(only);
  rows.sort((a, b) => (a.at ?? 0) - (b.at ?? 0) || a.message - b.message);
  const bySlot = new Map<string, Reaction>();
  for (const row of rows) {
    const { message, part, code, emoji, isFromMe, handle } = row;
    const type = reactionType(code);
    if (type === null) continue;
    const actor = isFromMe ? 'me' : `from:${handle ?? ''}`;
    const slot = JSON.stringify([bubbleOf(type.kind, part), slotOf(type.kind, message), actor]);
    if (type.removed) {
      const current = bySlot.get(slot);
      if (current?.kind === type.kind && (emoji === null || current.emoji === emoji)) bySlot.delete(slot);
      continue;
    }
    // A replacement is the newest reaction and moves to the end.
    bySlot.delete(slot);
    bySlot.set(slot, toReaction(row, type.kind));
  }
  return [...bySlot.values()];
}

function foldOnly(row: ReactionRow): Reaction[] {
  const type = reactionType(row.code);
  return type === null || type.removed ? [] : [toReaction(row, type.kind)];
}

function toReaction({ message, part, emoji, isFromMe, handle, at }: ReactionRow, kind: ReactionKind): Reaction {
  const sender = isFromMe ? null : handle;
  return emoji === null
    ? { part, kind, isFromMe, sender, at, message }
    : { part, kind, emoji, isFromMe, sender, at, message };
}

/** The bubble of a reaction: a poll has one, and a balloon as a whole (`bp:`) is the first. */
function bubbleOf(kind: ReactionKind, part: number | null): number {
  return kind === 'vote' ? 0 : (part ?? 0);
}

/** Reactions with the same slot replace each other. */
function slotOf(kind: ReactionKind, message: number): string {
  if (kind === 'sticker') return `sticker:${message}`;
  return kind === 'vote' || kind === 'sticker-tapback' ? kind : 'tapback';
}
