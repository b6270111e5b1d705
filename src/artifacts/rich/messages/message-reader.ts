import { type LostMessage, msg, type NoteMessage } from '../../../locales/messages.ts';
import type { RowOf } from '../../../model/columns.ts';
import { isDomainError } from '../../../model/errors.ts';
import {
  asBlob,
  asInteger,
  asShortText,
  asText,
  type Lookup,
  type SourceTable,
  type SqlValue,
} from '../../kit/source-table.ts';
import { UNSENT } from './announcement.ts';
import { type AppMessage, isPlaceholder, withReceiver } from './app-message.ts';
import { BalloonReader } from './balloon-reader.ts';
import { balloonApp, UnknownBalloons } from './balloons.ts';
import { type Body, readBody } from './body.ts';
import { isDrawing } from './drawings/drawing.ts';
import { type EditSummary, isFullyUnsent, readEditSummary } from './edits.ts';
import { flagWords } from './flags.ts';
import type { SourceHandle } from './handles.ts';
import { LINK_BALLOON, type LinkFacts, readLinkPreview } from './link-preview.ts';
import { DetailReader, type MessageDetails } from './message-details.ts';
import type { MessagePositions } from './message-query.ts';
import type { SourceFacts } from './message-source.ts';
import { MAX_PAYLOAD } from './payload-fields.ts';
import { POLLS, reactionTarget, reactionType } from './reactions.ts';
import type { ReplyTargets } from './reply-targets.ts';
import type {
  Announcement,
  MessageKind,
  messages,
  PartEdit,
  RawFacts,
  Reaction,
  TextSource,
  Translation,
} from './tables.ts';
import { readTranslations } from './translations.ts';

/** A row of `messages`. */
export type MessageRow = RowOf<typeof messages>;

/** Data of a message from other tables. */
export interface MessageSurroundings {
  readonly conversation: number;
  /** Sender of a message in this chat that has no handle. */
  readonly chatIdentifier: string | null;
  readonly deletedAt: number | null;
  readonly attachmentCount: number;
  readonly reactions: readonly Reaction[] | null;
  /** ROWIDs of rows that redefine the poll that the message is, oldest first. */
  readonly pollUpdates: readonly number[];
  readonly deletedParts: readonly PartEdit[] | undefined;
  /** Properties that only some generations of the database have. */
  readonly facts: SourceFacts | null;
}

/** Callbacks for losses and ledger counts. */
export interface MessageLog {
  note(note: NoteMessage): void;
  lost(reason: LostMessage): void;
}

/** `associated_message_type` of ordinary messages, and of app messages that refer to an earlier one. */
const ORDINARY_TYPES: ReadonlySet<number> = new Set([0, 2, 3]);

const NO_THREADS: readonly string[] = [];

/** Converts rows of the message query to rows of `messages`. */
export class MessageReader {
  readonly #at: MessagePositions;
  readonly #handles: ReadonlyMap<number, SourceHandle>;
  readonly #details: DetailReader;
  readonly #unknownBalloons = new UnknownBalloons();
  readonly #balloons: BalloonReader;
  /** The messages that have inline replies. */
  readonly replyTargets: ReplyTargets;
  readonly #payload: Lookup<'payload'>;
  readonly #log: MessageLog;

  /** Prepares reading of `table`, whose rows have their columns at `at`. */
  constructor(
    table: SourceTable,
    at: MessagePositions,
    handles: ReadonlyMap<number, SourceHandle>,
    log: MessageLog,
    replyTargets: ReplyTargets,
  ) {
    this.#at = at;
    this.#handles = handles;
    this.#log = log;
    this.#details = new DetailReader(table, handles);
    this.replyTargets = replyTargets;
    this.#payload = table.lookup({ payload: table.bounded('payload_data', MAX_PAYLOAD) });
    this.#balloons = new BalloonReader(this.#payload, (note) => log.note(note));
  }

  /** See {@link DetailReader.highestHandle}. */
  get highestHandle(): number {
    return this.#details.highestHandle;
  }

  /** The row of a message. Unreadable parts are skipped and logged. */
  read(row: readonly SqlValue[], around: MessageSurroundings): MessageRow {
    const at = this.#at;
    const key = row[at.rowid] as number;
    const handle = asInteger(row[at.handle]);
    const body = this.#body(row);
    const details = row[at.isSpecial] === 1 ? this.#details.read(key, handle) : null;
    const actor = unattributedActor(details?.announcement ?? null);
    const isFromMe = actor?.isOwner ?? (row[at.isFromMe] === 1 || details?.isByOwner === true);
    const summary = row[at.summary] === null ? null : this.#editSummary(row[at.summary]);
    // Otherwise the loss was counted with that of its edit history.
    if (details?.isSummaryDamaged === true && row[at.summary] === null)
      this.#log.lost(msg('lost.unreadable.announcements'));
    const associatedType = asInteger(row[at.associatedType]) ?? 0;
    const associatedGuid = asShortText(row[at.associatedGuid]);
    const replyTo = asShortText(row[at.replyTo]);
    const balloonBundleId = asShortText(row[at.balloonBundleId]);
    const isUnsent = summary !== null && isFullyUnsent(summary, partsOf(body));
    const isBareLink = balloonBundleId === null && row[at.hasPayload] === 1 && isAddress(body.text);
    const link = balloonBundleId === LINK_BALLOON || isBareLink ? this.#link(key) : null;
    const isApp = balloonBundleId !== null && balloonBundleId !== LINK_BALLOON;
    const balloon = isApp ? this.#balloons.read(key, around.pollUpdates, balloonApp(balloonBundleId) === POLLS) : null;
    const words: AppBody = isApp ? withBalloon(body, balloon) : body;
    const { poll, reactions } = this.#balloons.votes(balloon?.poll ?? null, around.reactions ?? []);
    const announcement = details?.announcement ?? null;
    const kind = kindOf(announcement !== null, associatedType, balloonBundleId !== null, isUnsent);
    if (kind !== 'text') this.#noteKind(kind, associatedType, balloonBundleId, announcement?.kind === 'unknown');
    return {
      key,
      guid: asShortText(row[at.guid]),
      conversation: around.conversation,
      isFromMe,
      sender: isFromMe
        ? null
        : actor === null
          ? (this.#handles.get(handle ?? 0)?.id ?? around.chatIdentifier)
          : actor.handle,
      account: asShortText(row[at.account]),
      service: trimmed(asShortText(row[at.service])),
      kind,
      text: words.text,
      balloonText: words.balloonText ?? null,
      subject: asShortText(row[at.subject]),
      sentAt: asInteger(row[at.sentAt]),
      deliveredAt: isFromMe ? asInteger(row[at.deliveredAt]) : null,
      readAt: asInteger(row[at.readAt]),
      playedAt: asInteger(row[at.playedAt]),
      editedAt: asInteger(row[at.editedAt]) ?? summary?.editedAt ?? null,
      deletedAt: around.deletedAt,
      replyTo,
      replyToKey: this.replyTargets.keyOf(replyTo),
      ...quotedBy(replyTo === null ? null : asShortText(row[at.replyPart])),
      parts: words.parts,
      attachmentCount: around.attachmentCount,
      reactions,
      app: balloon?.app ?? null,
      poll,
      translations: this.#translations(summary),
      edits: editsOf(summary, around.deletedParts),
      announcement: announcement ?? (kind === 'announcement' ? UNSENT : null),
      balloonBundleId,
      link: link?.link ?? null,
      place: link?.place ?? balloon?.place ?? null,
      contacts: null,
      drawing: isDrawing(balloonBundleId) ? this.#balloons.drawing(key, balloonBundleId) : null,
      expressiveStyle: asShortText(row[at.expressiveStyle]),
      error: asInteger(row[at.error]) || null,
      flags: withWords(flagWords(asInteger(row[at.flags]) ?? 0, details?.flags ?? 0), around.facts),
      textSource: words.source,
      raw:
        details === null && summary === null && associatedType === 0 && associatedGuid === null
          ? (around.facts?.raw ?? null)
          : rawFacts(details, summary, associatedType, associatedGuid),
    };
  }

  /** GUIDs of the threads of replies that a message begins or belongs to. */
  threadsOf({ key, guid, replyTo }: MessageRow): readonly string[] {
    const begins = guid !== null && this.replyTargets.has(key ?? 0, guid) && guid !== replyTo;
    if (replyTo === null) return begins ? [guid] : NO_THREADS;
    return begins ? [guid, replyTo] : [replyTo];
  }

  #body(row: readonly SqlValue[]): Body {
    const at = this.#at;
    const isTooLarge = row[at.isTooLarge] === 1;
    if (isTooLarge) this.#log.lost(msg('lost.too-large.messages'));
    const body = readBody(asBlob(row[at.attributedBody]), asText(row[at.text]));
    if (isTooLarge && body.source === 'none') return { ...body, source: 'unreadable' };
    if (body.source === 'unreadable') this.#log.lost(msg('lost.unreadable.message-texts'));
    if (body.source === 'recovered') this.#log.note(msg('note.text-recovered'));
    return body;
  }

  #editSummary(value: SqlValue | undefined): EditSummary | null {
    const blob = asBlob(value);
    if (blob === null || blob.length === 0) return null;
    try {
      return readEditSummary(blob);
    } catch (error) {
      if (!isDomainError(error)) throw error;
      this.#log.lost(msg('lost.unreadable.edit-histories'));
      return null;
    }
  }

  #translations(summary: EditSummary | null): readonly Translation[] | null {
    if (summary === null || summary.translations === null) return null;
    try {
      const translations = readTranslations(summary.translations);
      return translations.length === 0 ? null : translations;
    } catch (error) {
      if (!isDomainError(error)) throw error;
      this.#log.lost(msg('lost.unreadable.translations'));
      return null;
    }
  }

  /** The link preview of a message. An unreadable one is not a loss, because the text has the URL. */
  #link(key: number): LinkFacts | null {
    const payload = asBlob(this.#payload(key)?.payload);
    if (payload === null || payload.length === 0) return null;
    try {
      return readLinkPreview(payload);
    } catch (error) {
      if (!isDomainError(error)) throw error;
      this.#log.note(msg('note.unreadable-link-previews'));
      return null;
    }
  }

  #noteKind(kind: MessageKind, type: number, balloonBundleId: string | null, isUnknown: boolean): void {
    if (kind === 'unknown') this.#log.note(msg('note.unknown-code', { field: 'associated-type', value: type }));
    if (isUnknown) this.#log.note(msg('note.unknown-announcement'));
    const balloon = balloonBundleId === null ? null : this.#unknownBalloons.note(balloonBundleId);
    if (balloon !== null) this.#log.note(balloon);
  }
}

/**
 * The actor of an announcement whose author is not recorded: the member who left, or none. Null for announcements with
 * a recorded author.
 */
function unattributedActor(
  announcement: Announcement | null,
): { readonly isOwner: boolean; readonly handle: string | null } | null {
  if (announcement?.raw.isUnattributed !== true) return null;
  const { kind, handle, raw } = announcement;
  return kind === 'participant-left' ? { isOwner: raw.isOfOwner === true, handle } : { isOwner: false, handle: null };
}

/** The order matters: an announcement also has a type, and an app message can be unsent (docs/format/messages.md). */
function kindOf(isAnnouncement: boolean, type: number, isApp: boolean, isUnsent: boolean): MessageKind {
  if (isAnnouncement) return 'announcement';
  if (reactionType(type) !== null) return 'reaction';
  if (!ORDINARY_TYPES.has(type)) return 'unknown';
  if (isApp) return 'app';
  return isUnsent ? 'announcement' : 'text';
}

/** The text of the body, otherwise of an app's balloon. Placeholders do not count as text. */
function withBalloon(body: Body, balloon: AppMessage | null): AppBody {
  const text = balloon?.text ?? null;
  if (body.text !== null && !isPlaceholder(body.text)) {
    const filled = withReceiver(body.text);
    const own = filled === body.text ? body : { ...body, text: filled, parts: null };
    return text === null || filled.includes(text) ? own : { ...own, balloonText: text };
  }
  // Files keep their parts; the runs of a placeholder do not match the text of the payload.
  if (text === null) return body.parts === null ? { ...body, text: null, source: sourceWithout(body) } : body;
  return { text, source: 'payload', parts: null };
}

/** Source of the text of a message whose own text is only a placeholder. */
function sourceWithout({ source }: Body): TextSource {
  return source === 'unreadable' ? source : 'none';
}

/** The text of an app message, and the words on its balloon if they say something else. */
type AppBody = Body & { readonly balloonText?: string };

/** True for a text that is one web address. */
function isAddress(text: string | null): boolean {
  return text !== null && /^\s*https?:\/\/\S+\s*$/i.test(text);
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

/** What a reply names in `thread_originator_part`: `part:start:length`. */
function quotedBy(text: string | null): Pick<MessageRow, 'replyPart' | 'replyRange'> {
  const [part, start, length] = /^(\d{1,9})(?::(\d{1,9}):(\d{1,9}))?(?::|$)/.exec(text ?? '')?.slice(1) ?? [];
  return {
    replyRange: start === undefined || length === undefined ? null : { start: Number(start), length: Number(length) },
    replyPart: part === undefined ? null : Number(part),
  };
}

/** A text without the spaces around it. */
export function trimmed(text: string | null): string | null {
  return text === null ? null : text.trim();
}
