import type { JsonValue } from '../../../model/columns.ts';
import type { Privacy } from '../../../model/kind.ts';
import type { ArtifactFacts, ExampleFiles, RowsIn, RowsOf } from '../records/declaration.ts';
import type { Field } from '../records/fields.ts';
import type { Sources } from '../records/source.ts';
import type { TableRows } from '../records/sqlite-rows.ts';
import type { MaybeValue, Value } from '../records/value.ts';

/** Source of a value. Codes, times and files are declared with {@link codes}, {@link at} and `f.file`. */
export type ValueSource = Sources | Field;

/** A time, declared with {@link at}. */
export type Moment = Field<number>;

/** Rows with one part of the chats. */
export interface Part extends TableRows {
  /** Location of the rows, in the only store or in several. */
  readonly rows: RowsOf | RowsIn | readonly RowsIn[];
  readonly where?: Sources;
}

/** Rows inside or beside other rows. */
interface NestedPart extends TableRows {
  /** Location of the rows. Default: those of the first part that they belong to (chats or messages). */
  readonly rows?: Part['rows'];
  /** Condition for rows. Default: all. */
  readonly where?: Sources;
  /**
   * Path of the rows inside of a column: keys, beginning with the column, in which `*` is every key or element. `..`
   * refers to the container of the row, and from the value of the column to its sibling columns: `members/*` has
   * `../../name`.
   */
  readonly each?: string | DecodedList;
}

/** Rows inside of a column in a form of the app's own. */
export interface DecodedList {
  readonly column: string;
  /** The rows in the column's value. @throws DomainError */
  readonly decode: (value: MaybeValue) => Value[];
}

/** People by id. */
export interface PeoplePart extends Part, Pick<NestedPart, 'each'> {
  readonly id: Sources;
  readonly name?: Sources;
  /** Phone number or e-mail address. Default: made of the app and the account. */
  readonly handle?: Sources;
  /** Account name in the app, if `id` is only a database key; people are found by either. */
  readonly account?: Sources;
  /** True for the owner of the account. */
  readonly isOwner?: Sources;
}

/** Chats by id. Chats that only occur in messages are added. */
export interface ChatsPart extends Part {
  readonly id: Sources;
  /** A {@link ChatKind}. Default: `direct` if there is a partner or one other member, otherwise `group`. */
  readonly kind?: ValueSource;
  readonly title?: Sources;
  /** Id of the other person of a direct chat. */
  readonly partner?: Sources;
  readonly unreadCount?: Sources;
  readonly isArchived?: Sources;
  readonly isPinned?: Sources;
  readonly isMuted?: Sources;
  readonly photo?: Field<string>;
}

/** Members of chats. */
export interface MembersPart extends NestedPart {
  /** Id of the chat; that of the containing row if `rows` is missing. */
  readonly chat?: Sources;
  readonly person: Sources;
  readonly isAdmin?: Sources;
}

/** Messages. */
export interface MessagesPart extends Part {
  /** Id used by replies, reactions and attachments. Default: the key of the row. */
  readonly id?: Sources;
  readonly chat: Sources;
  /** Id of the other person, for direct chats that only occur in messages. */
  readonly partner?: Sources;
  /** Id of the sender. */
  readonly sender?: Sources;
  readonly senderName?: Sources;
  /** Default: true if the sender is the owner of the account. */
  readonly isFromMe?: Sources;
  /** text, image, video, audio, file, sticker, location, call, event … Default: `text`. */
  readonly kind?: ValueSource;
  readonly text?: ValueSource;
  readonly sentAt: Moment;
  readonly deliveredAt?: Moment;
  readonly readAt?: Moment;
  readonly editedAt?: Moment;
  readonly deletedAt?: Moment;
  readonly isStarred?: Sources;
  /** The quoted message: its id, and the text and sender id that the reply contains. */
  readonly reply?: { readonly to?: Sources; readonly text?: Sources; readonly sender?: Sources };
  readonly place?: { readonly latitude: Sources; readonly longitude: Sources; readonly name?: Sources };
  readonly link?: { readonly url: Sources; readonly title?: Sources };
  /**
   * A system message. `kind` is a {@link ChatEventKind}, null for ordinary messages; `people` are the ids of the
   * affected people, `title` is the new name or description, `text` is the app's text for the kind `other`.
   */
  readonly event?: {
    readonly kind: ValueSource;
    readonly people?: Sources;
    readonly title?: Sources;
    readonly text?: Sources;
  };
  /** A call, if `is` is true. */
  readonly call?: {
    readonly is: Sources;
    readonly isVideo?: Sources;
    readonly isMissed?: Sources;
    readonly isGroup?: Sources;
    readonly seconds?: Sources;
  };
  /** More properties. */
  readonly details?: Readonly<Record<string, Sources>>;
}

/** Attachments of messages. */
export interface AttachmentsPart extends NestedPart {
  /** Id of the message; that of the containing row if `rows` is missing. */
  readonly message?: Sources;
  readonly name?: Sources;
  readonly mimeType?: Sources;
  readonly caption?: Sources;
  readonly totalBytes?: Sources;
  readonly seconds?: Sources;
  readonly width?: Sources;
  readonly height?: Sources;
  readonly isSticker?: Sources;
  readonly file?: Field<string>;
  readonly thumbnail?: Field<string>;
  readonly url?: Sources;
}

/** Reactions to messages. */
export interface ReactionsPart extends NestedPart {
  /** Id of the message; that of the containing row if `rows` is missing. */
  readonly message?: Sources;
  readonly emoji: ValueSource;
  /** Id of the person. */
  readonly person?: Sources;
  readonly at?: Moment;
}

/** The call log of the app. */
export interface CallsPart extends Part {
  readonly id?: Sources;
  /** Default: the chat with that person. */
  readonly chat?: Sources;
  /** Id of the other person. */
  readonly person?: Sources;
  /** Their phone number or e-mail address, if the log has it. */
  readonly handle?: Sources;
  readonly name?: Sources;
  readonly at: Moment;
  readonly seconds?: Sources;
  /** `incoming` or `outgoing`. */
  readonly direction?: ValueSource;
  readonly isVideo?: Sources;
  readonly isMissed?: Sources;
  readonly isGroup?: Sources;
  /** answered, missed, declined … */
  readonly outcome?: ValueSource;
}

/** Any part. */
export type AnyPart = Part & Pick<NestedPart, 'each'>;

/** A row of an example. Omitted columns can have any value; file columns have the file as `domain/path`. */
export type ExampleOfRow = Readonly<Record<string, JsonValue>>;

/** A chat app. */
export interface ChatsDeclaration extends Omit<ArtifactFacts, 'area' | 'title' | 'version' | 'needs'> {
  /** Default: 1. */
  readonly version?: number;
  /** Default: `any`. */
  readonly needs?: ArtifactFacts['needs'];
  /** Name of the app. */
  readonly title: string;
  /** Name of a Lucide icon. Default: a speech bubble. */
  readonly icon?: string;
  /** Default: `P2`. */
  readonly privacy?: Privacy;
  /** True if ids of people are phone numbers or e-mail addresses. */
  readonly idsAreHandles?: boolean;
  readonly people?: PeoplePart | readonly PeoplePart[];
  readonly chats?: ChatsPart | readonly ChatsPart[];
  readonly members?: MembersPart | readonly MembersPart[];
  readonly messages: MessagesPart | readonly MessagesPart[];
  readonly attachments?: AttachmentsPart | readonly AttachmentsPart[];
  readonly reactions?: ReactionsPart | readonly ReactionsPart[];
  readonly calls?: CallsPart | readonly CallsPart[];
  /** Small stores and the rows that they give, by part. */
  readonly example: ExampleFiles & {
    readonly messages: string | readonly ExampleOfRow[];
    readonly chats: string | readonly ExampleOfRow[];
    readonly attachments?: string | readonly ExampleOfRow[];
    readonly calls?: string | readonly ExampleOfRow[];
  };
}
