import { type LostMessage, msg, type NoteMessage } from '../../../locales/messages.ts';
import type { RowOf } from '../../../model/columns.ts';
import { isDomainError } from '../../../model/errors.ts';
import { asBlob, asInteger, asShortText, asText, type SourceTable, type SqlValue } from '../../kit/source-table.ts';
import { UNSENT } from './announcement.ts';
import { isPlaceholder, pollOf, readAppMessage, voteOf, withReceiver } from './app-message.ts';
import { UnknownBalloons } from './balloons.ts';
import { type Body, readBody } from './body.ts';
import { type EditSummary, isFullyUnsent, readEditSummary } from './edits.ts';
import { flagWords } from './flags.ts';
import type { SourceHandle } from './handles.ts';
import { LINK_BALLOON, type LinkFacts, readLinkPreview } from './link-preview.ts';
import { DetailReader, type MessageDetails } from './message-details.ts';
import { AT } from './message-query.ts';
import type { SourceFacts } from './message-source.ts';
import { MAX_PAYLOAD } from './payload-fields.ts';
import { reactionTarget, reactionType } from './reactions.ts';
import { ReplyTargets } from './reply-targets.ts';
import type { MessageKind, messages, PartEdit, RawFacts, Reaction } from './tables.ts';

/** A row of `messages`. */
export type MessageRow = RowOf<typeof messages>;

/** What a message has from elsewhere than its own row. */
export interface MessageSurroundings {
  readonly conversation: number;
  /** Whom a message in this chat comes from when its own handle is missing. */
  readonly chatIdentifier: string | null;
  readonly deletedAt: number | null;
  readonly attachmentCount: number;
  readonly reactions: readonly Reaction[] | null;
  readonly deletedParts: readonly PartEdit[] | undefined;
  /** What only its generation of the database says. */
  readonly facts: SourceFacts | null;
}

/** Who is told what could not be read, and what is worth counting. */
export interface MessageLog {
  note(name: NoteMessage): void;
  lost(reason: LostMessage): void;
}

/** `associated_message_type` of ordinary messages and of app messages that belong to an earlier one. */
const ORDINARY_TYPES: ReadonlySet<number> = new Set([0, 2, 3]);

/** Turns rows of the message query into rows of `messages`. */
export class MessageReader {
  private readonly handles: ReadonlyMap<number, SourceHandle>;
  private readonly details: DetailReader;
  private readonly balloons = new UnknownBalloons();
  private readonly replyTargets: ReplyTargets;
  private readonly payload: ReturnType<SourceTable['lookup']>;
  private readonly log: MessageLog;

  /** Prepares the reading of `table`. */
  constructor(table: SourceTable, handles: ReadonlyMap<number, SourceHandle>, log: MessageLog) {
    this.handles = handles;
    this.log = log;
    this.details = new DetailReader(table, handles);
    this.replyTargets = new ReplyTargets(table);
    this.payload = table.lookup([table.bounded('payload_data', MAX_PAYLOAD)]);
  }

  /** The row of a message. Whatever of it cannot be read is left out and named to the log. */
  read(row: readonly SqlValue[], around: MessageSurroundings): MessageRow {
    const key = row[AT.rowid] as number;
    const handle = asInteger(row[AT.handle]);
    const isFromMe = row[AT.isFromMe] === 1;
    const body = this.body(row);
    const details = row[AT.isSpecial] === 1 ? this.details.read(key, handle) : null;
    const summary = row[AT.summary] === null ? null : this.editSummary(row[AT.summary]);
    const associatedType = asInteger(row[AT.associatedType]) ?? 0;
    const associatedGuid = asShortText(row[AT.associatedGuid]);
    const replyTo = asShortText(row[AT.replyTo]);
    const balloonBundleId = asShortText(row[AT.balloonBundleId]);
    const isUnsent = summary !== null && isFullyUnsent(summary, partsOf(body));
    const link = balloonBundleId === LINK_BALLOON ? this.link(key) : null;
    const words = balloonBundleId === null || balloonBundleId === LINK_BALLOON ? body : this.balloonWords(key, body);
    const announcement = details?.announcement ?? null;
    const kind = kindOf(announcement !== null, associatedType, balloonBundleId !== null, isUnsent);
    if (kind !== 'text') this.noteKind(kind, associatedType, balloonBundleId, announcement?.kind === 'unknown');
    return {
      key,
      guid: asShortText(row[AT.guid]),
      conversation: around.conversation,
      isFromMe,
      sender: isFromMe ? null : (this.handles.get(handle ?? 0)?.id ?? around.chatIdentifier),
      account: asShortText(row[AT.account]),
      service: trimmed(asShortText(row[AT.service])),
      kind,
      text: words.text,
      subject: asShortText(row[AT.subject]),
      sentAt: asInteger(row[AT.sentAt]),
      deliveredAt: isFromMe ? asInteger(row[AT.deliveredAt]) : null,
      readAt: asInteger(row[AT.readAt]),
      playedAt: asInteger(row[AT.playedAt]),
      editedAt: asInteger(row[AT.editedAt]) ?? summary?.editedAt ?? null,
      deletedAt: around.deletedAt,
      replyTo,
      replyToKey: this.replyTargets.keyOf(replyTo),
      replyPart: replyTo === null ? null : partOf(asShortText(row[AT.replyPart])),
      parts: words.parts,
      attachmentCount: around.attachmentCount,
      reactions:
        around.reactions === null || around.reactions.length === 0 ? null : this.reactions(key, around.reactions),
      edits: editsOf(summary, around.deletedParts),
      announcement: announcement ?? (kind === 'announcement' ? UNSENT : null),
      balloonBundleId,
      link: link?.link ?? null,
      place: link?.place ?? null,
      expressiveStyle: asShortText(row[AT.expressiveStyle]),
      error: asInteger(row[AT.error]) || null,
      flags: withWords(flagWords(asInteger(row[AT.flags]) ?? 0, details?.flags ?? 0), around.facts),
      textSource: words.source,
      raw:
        details === null && summary === null && associatedType === 0 && associatedGuid === null
          ? (around.facts?.raw ?? null)
          : rawFacts(details, summary, associatedType, associatedGuid),
    };
  }

  private body(row: readonly SqlValue[]): Body {
    if (row[AT.isTooLarge] === 1) this.log.lost(msg('lost.too-large.messages'));
    const body = readBody(asBlob(row[AT.attributedBody]), asText(row[AT.text]));
    if (body.source === 'recovered') this.log.note(msg('note.text-recovered'));
    return body;
  }

  private editSummary(value: SqlValue | undefined): EditSummary | null {
    const blob = asBlob(value);
    if (blob === null || blob.length === 0) return null;
    try {
      return readEditSummary(blob);
    } catch (error) {
      if (!isDomainError(error)) throw error;
      this.log.lost(msg('lost.unreadable.edit-histories'));
      return null;
    }
  }

  /** The text has the address: a preview that cannot be read is no loss of a message. */
  private link(key: number): LinkFacts | null {
    const payload = asBlob(this.payload(key)?.[0]);
    if (payload === null || payload.length === 0) return null;
    return this.readable(() => readLinkPreview(payload), msg('note.unreadable-link-previews'));
  }

  /** What a balloon of an app says: its own text, else that of its payload. Placeholders are no text. */
  private balloonWords(key: number, body: Body): Body {
    if (body.text !== null && !isPlaceholder(body.text)) {
      const filled = withReceiver(body.text);
      return filled === body.text ? body : { ...body, text: filled, parts: null };
    }
    const payload = asBlob(this.payload(key)?.[0]);
    const text =
      payload === null ? null : this.readable(() => readAppMessage(payload), msg('note.unreadable-app-messages'));
    // A file keeps its place in the text; the runs of a placeholder are not those of the payload's words.
    if (text === null) return body.parts === null ? { ...body, text: null, source: 'none' } : body;
    return { text, source: 'payload', parts: null };
  }

  /** Votes in a poll say what was chosen; one that chooses nothing took the vote back. */
  private reactions(key: number, reactions: readonly Reaction[]): readonly Reaction[] | null {
    if (!reactions.some(({ kind }) => kind === 'vote')) return reactions;
    const payload = asBlob(this.payload(key)?.[0]);
    const poll = payload === null ? null : this.readable(() => pollOf(payload), msg('note.unreadable-app-messages'));
    const told = reactions.flatMap((reaction): Reaction[] => {
      const vote = reaction.kind === 'vote' ? asBlob(this.payload(reaction.message)?.[0]) : null;
      const chosen = vote === null ? null : this.readable(() => voteOf(vote), msg('note.unreadable-app-messages'));
      if (chosen === null) return [reaction];
      const texts = chosen.flatMap((option) => poll?.options.get(option) ?? []);
      if (chosen.length === 0) return [];
      return [texts.length === 0 ? reaction : { ...reaction, emoji: texts.join(', ') }];
    });
    return told.length === 0 ? null : told;
  }

  private readable<T>(read: () => T, note: NoteMessage): T | null {
    try {
      return read();
    } catch (error) {
      if (!isDomainError(error)) throw error;
      this.log.note(note);
      return null;
    }
  }

  private noteKind(kind: MessageKind, type: number, balloonBundleId: string | null, isUnknown: boolean): void {
    if (kind === 'unknown') this.log.note(msg('note.unknown-code', { field: 'associated-type', value: type }));
    if (isUnknown) this.log.note(msg('note.unknown-announcement'));
    const balloon = balloonBundleId === null ? null : this.balloons.note(balloonBundleId);
    if (balloon !== null) this.log.note(balloon);
  }
}

/** The order matters: an announcement has a type too, and an app message can be unsent (messages.md §5). */
function kindOf(isAnnouncement: boolean, type: number, isApp: boolean, isUnsent: boolean): MessageKind {
  if (isAnnouncement) return 'announcement';
  if (reactionType(type) !== null) return 'reaction';
  if (!ORDINARY_TYPES.has(type)) return 'unknown';
  if (isApp) return 'app';
  return isUnsent ? 'announcement' : 'text';
}

function withWords(words: readonly string[] | null, facts: SourceFacts | null): readonly string[] | null {
  return facts === null || facts.flags.length === 0 ? words : [...(words ?? []), ...facts.flags];
}

function rawFacts(
  details: MessageDetails | null,
  summary: EditSummary | null,
  associatedType: number,
  associatedGuid: string | null,
): RawFacts | null {
  const raw: RawFacts = {
    ...details?.raw,
    ...(associatedType === 0 ? {} : { associatedType }),
    ...(associatedGuid === null ? {} : { associatedGuid: reactionTarget(associatedGuid).guid }),
    ...(summary === null || summary.hiddenFrom.length === 0 ? {} : { editsHiddenFrom: summary.hiddenFrom }),
  };
  return Object.keys(raw).length === 0 ? null : raw;
}

function partsOf({ text, parts }: Body): number[] {
  if (parts !== null) return parts.flatMap(({ part, runs }) => (part === null || runs.length === 0 ? [] : part));
  return text === null || text === '' ? [] : [0];
}

function editsOf(summary: EditSummary | null, deleted: readonly PartEdit[] | undefined): readonly PartEdit[] | null {
  const edits = summary?.edits ?? [];
  if (deleted === undefined) return edits.length === 0 ? null : edits;
  const known = new Map(edits.map((edit) => [edit.part, edit]));
  for (const edit of deleted) {
    const other = known.get(edit.part);
    known.set(edit.part, other === undefined ? edit : { ...edit, ...other });
  }
  return [...known.values()].sort((a, b) => a.part - b.part);
}

/** The bubble in `thread_originator_part`: `part:start:length`. */
function partOf(text: string | null): number | null {
  const part = text === null ? undefined : /^(\d{1,9})(?::|$)/.exec(text)?.[1];
  return part === undefined ? null : Number(part);
}

function trimmed(text: string | null): string | null {
  return text === null ? null : text.trim();
}
