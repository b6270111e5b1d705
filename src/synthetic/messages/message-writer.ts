import type { DatabaseSync } from 'node:sqlite';
import { APPLE_EPOCH_SECONDS } from '../encoders/apple-time.ts';
import { type Row, RowWriter } from '../encoders/row-writer.ts';
import { writePlainBody } from '../encoders/typedstream-writer.ts';
import { OWNER } from '../people.ts';
import { type Random, seededRandom } from '../random.ts';
import { storyFile } from '../story/retell.ts';
import { ATTACHMENT_TYPES, attachmentContents, VARIANTS } from './message-attachments.ts';
import type { Participant, PlannedConversation } from './message-conversations.ts';
import type { MessageDates } from './message-dates.ts';
import type { Generation } from './messages-schema.ts';
import type { AttachmentKind, MessagesSpec, PlantedMessage, WrittenAttachment } from './messages-truth.ts';

/** A message that later ones can refer to. */
interface RecentMessage {
  readonly guid: string;
  readonly length: number;
  readonly fromMe: boolean;
}

/** A conversation while it is filled. */
export interface OpenConversation extends PlannedConversation {
  /** The newest messages with text, newest last; targets of tapbacks and replies. */
  readonly recent: RecentMessage[];
  /** Guid of the previous message, for `reply_to_guid`. */
  previousGuid: string | null;
  written: number;
}

/** Properties of a message that do not depend on its kind. */
export interface Scene {
  readonly conversation: OpenConversation;
  /** UTC milliseconds. */
  readonly at: number;
  readonly fromMe: boolean;
  /** Sender of an incoming message; in a conversation of two, always the other person. */
  readonly participant: Participant;
  readonly guid: string;
}

/** Placement of a message outside its own conversation. */
export interface Placement {
  /** Conversations that contain it. */
  readonly conversations?: readonly OpenConversation[];
  /** Deletion time of a recently deleted message, which is in the conversation's recoverable messages instead. */
  readonly deletedAt?: number;
}

/** Number of recent messages that a tapback or reply can refer to. */
const MOST_RECENT = 6;

/** Every n-th attachment's file is missing, like files that are only in iCloud. */
const MISSING_EVERY = 7;

/** Placeholder of an attachment in a text: U+FFFC OBJECT REPLACEMENT CHARACTER. */
export const PLACEHOLDER = '\ufffc';

/** The file of an attachment that is not one of the usual ones. */
export interface AttachmentFile {
  readonly uti: string;
  readonly mimeType: string;
  readonly name: string;
  readonly contents: Buffer;
}

/** Writes messages with their joins and counts them. */
export class MessageWriter {
  readonly generation: Generation;
  readonly random: Random;
  readonly attachments: WrittenAttachment[] = [];
  bodyOnly = 0;
  secondsDates = 0;
  readonly #dates: MessageDates;
  readonly #bodyRatio: number;
  readonly #message: RowWriter;
  readonly #attachment: RowWriter;
  readonly #chatMessage: RowWriter;
  readonly #messageAttachment: RowWriter;
  readonly #recoverable: RowWriter;
  readonly #recoverablePart: RowWriter;

  constructor(db: DatabaseSync, spec: MessagesSpec, generation: Generation, dates: MessageDates) {
    this.generation = generation;
    this.random = { ...seededRandom(spec.seed, 'messages'), isStory: spec.story === true };
    this.#dates = dates;
    this.#bodyRatio = spec.attributedBodyRatio ?? 0.95;
    this.#message = new RowWriter(db, 'message', {
      version: 10,
      account_guid: '28071B19-FEBE-4ADB-82A0-400F0227F618',
      is_finished: 1,
      destination_caller_id: OWNER.phone,
    });
    this.#attachment = new RowWriter(db, 'attachment');
    this.#chatMessage = new RowWriter(db, 'chat_message_join');
    this.#messageAttachment = new RowWriter(db, 'message_attachment_join');
    this.#recoverable = new RowWriter(db, 'chat_recoverable_message_join');
    this.#recoverablePart = new RowWriter(db, 'recoverable_message_part');
  }

  /** A date encoded for the columns of `message`. */
  date(milliseconds: number): number | bigint {
    return this.#dates.column(milliseconds);
  }

  /** The text columns: `attributedBody`, `text` or both, depending on the generation. */
  text(text: string, body?: Buffer): Row {
    return this.random.chance(this.#bodyRatio) ? this.body(text, body) : { text, attributedBody: null };
  }

  /** The text columns of a text that always has an `attributedBody`. */
  body(text: string, body: Buffer = writePlainBody(text)): Row {
    if (this.generation < 16) return { text, attributedBody: body };
    this.bodyOnly++;
    return { text: null, attributedBody: body };
  }

  /** Writes one message. `fields` replace the defaults of its direction and service. */
  write(scene: Scene, fields: Row, placement: Placement = {}): number {
    const { conversation, at, fromMe, participant, guid } = scene;
    const date = this.date(at);
    const isIMessage = conversation.service === 'iMessage';
    const delivered = fromMe && conversation.service !== 'SMS';
    if (this.#dates.isUnconverted(at)) this.secondsDates++;
    const row = {
      guid,
      handle_id: fromMe && conversation.group ? 0 : participant.handleRowId,
      service: conversation.service,
      account: isIMessage ? `E:${OWNER.email}` : `P:${OWNER.phone}`,
      date,
      date_read: this.#receipt(fromMe ? delivered && at % 5 === 0 : true, at, 60_000),
      date_delivered: this.#receipt(delivered, at, 2_000),
      is_delivered: fromMe ? Number(delivered) : 1,
      is_from_me: Number(fromMe),
      is_read: Number(!fromMe),
      is_sent: Number(fromMe),
      cache_roomnames: conversation.group ? conversation.identifier : null,
      reply_to_guid: conversation.previousGuid,
      part_count: 1,
      ...fields,
    };
    // The other columns are always the same, so `fields` identify the shape.
    const rowId = this.#message.insert(row, Object.keys(fields).join());
    if (placement.deletedAt !== undefined && this.#recoverable.exists) {
      this.#recoverable.insert({
        chat_id: conversation.rowId,
        message_id: rowId,
        delete_date: this.date(placement.deletedAt),
      });
      return rowId;
    }
    for (const chat of placement.conversations ?? [conversation]) {
      this.#chatMessage.insert({ chat_id: chat.rowId, message_id: rowId, message_date: date }, 'join');
      chat.written++;
    }
    conversation.previousGuid = guid;
    return rowId;
  }

  #receipt(given: boolean, at: number, delay: number): number | bigint {
    return given ? this.date(at + delay) : 0;
  }

  /** Keeps a deleted bubble of a written message. */
  writeDeletedPart(scene: Scene, messageRowId: number, part: number, body: Buffer, deletedAt: number): void {
    this.#recoverablePart.insert({
      chat_id: scene.conversation.rowId,
      message_id: messageRowId,
      part_index: part,
      delete_date: this.date(deletedAt),
      part_text: body,
    });
  }

  /** Adds a message to the targets of later tapbacks and replies. */
  remember({ conversation, guid, fromMe }: Scene, length: number): void {
    conversation.recent.push({ guid, length, fromMe });
    if (conversation.recent.length > MOST_RECENT) conversation.recent.shift();
  }

  /** Guid of the next attachment of `scene`, for its placeholder in the text. */
  attachmentGuid(scene: Scene, part: number): string {
    return `at_${String(part)}_${scene.guid}`;
  }

  /** Adds the attachment of bubble `part` to a written message. */
  attach(
    scene: Scene,
    messageRowId: number,
    kind: AttachmentKind,
    part: number,
    fields: Row = {},
    own?: AttachmentFile,
  ): WrittenAttachment {
    const number = this.attachments.length;
    const types = ATTACHMENT_TYPES[kind];
    const file = own ?? (this.random.isStory === true ? storyFile(kind, number) : undefined);
    const ordinary = types[number % types.length] as (typeof types)[number];
    const type = file ?? ordinary;
    const guid = this.attachmentGuid(scene, part);
    const first = scene.guid.slice(0, 2).toLowerCase();
    const second = String(number % 16).padStart(2, '0');
    const relativePath = `Library/SMS/Attachments/${first}/${second}/${guid}/${type.name}`;
    const variant = number % VARIANTS;
    // Devices write the home folder as ~ or in full.
    const home = number % 10 === 9 ? '/var/mobile' : '~';
    const seconds = Math.floor(scene.at / 1000) - APPLE_EPOCH_SECONDS;
    const rowId = this.#attachment.insert({
      guid,
      original_guid: guid,
      created_date: seconds,
      start_date: seconds,
      filename: `${home}/${relativePath}`,
      uti: type.uti,
      mime_type: type.mimeType,
      transfer_state: 5,
      is_outgoing: Number(scene.fromMe),
      transfer_name: type.name,
      total_bytes: (file?.contents ?? attachmentContents(kind, variant)).length,
      ...fields,
    });
    this.#messageAttachment.insert({ message_id: messageRowId, attachment_id: rowId });
    const attachment: WrittenAttachment = {
      rowId,
      guid,
      messageGuid: scene.guid,
      kind,
      relativePath,
      mimeType: type.mimeType,
      transferName: type.name,
      missing: own === undefined && number % MISSING_EVERY === MISSING_EVERY - 1,
      variant,
      ...(file?.contents === undefined ? {} : { contents: file.contents }),
    };
    this.attachments.push(attachment);
    return attachment;
  }

  /** The message as tests expect it. */
  planted(scene: Scene, rowId: number, text: string | null, placement: Placement = {}): PlantedMessage {
    const chats = placement.conversations ?? [scene.conversation];
    return {
      rowId,
      guid: scene.guid,
      text,
      date: scene.at,
      chatGuid: chats[0]?.guid ?? null,
      fromMe: scene.fromMe,
    };
  }
}
