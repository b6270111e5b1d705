import type { JsonValue } from '../../../model/columns.ts';
import type { Privacy } from '../../../model/kind.ts';
import type { ArtifactFacts, ExampleFiles, RowsIn, RowsOf } from '../records/declaration.ts';
import type { Field } from '../records/fields.ts';
import type { Sources } from '../records/source.ts';
import type { TableRows } from '../records/sqlite-rows.ts';

/** Where a value comes from; codes, times and files say how they are read: {@link codes}, {@link at}, `f.file`. */
export type Given = Sources | Field;

/** A moment: made by {@link at}. */
export type Moment = Field<number>;

/** Rows of the stores that have one part of the chats. */
export interface Part extends TableRows {
  /** Where the rows are; in the only store, or in several. */
  readonly rows: RowsOf | RowsIn | readonly RowsIn[];
  readonly where?: Sources;
}

/** Rows that are inside of other rows, or beside them. */
interface NestedPart extends TableRows {
  /** Where the rows are. When not given they are those of the first part that they belong to: of chats, or of messages. */
  readonly rows?: Part['rows'];
  /** Rows for which this is true; all when not given. */
  readonly where?: Sources;
  /**
   * The rows are inside of a column: at a path of keys that begins with it, in which `*` is every key or element. `..` leads
   * to what contains the row, and from the value of the column to the columns beside it: `members/*` has `../../name`.
   */
  readonly each?: string;
}

/** People by their ids in the app. */
export interface PeoplePart extends Part, Pick<NestedPart, 'each'> {
  readonly id: Sources;
  readonly name?: Sources;
  /** Phone number or e-mail address. Made of the app and the account where there is none. */
  readonly handle?: Sources;
  /** Their account in the app, where `id` is a number of the database only; they are found by either. */
  readonly account?: Sources;
  /** True for the owner of the account. */
  readonly isOwner?: Sources;
}

/** Chats by their ids. A chat that only its messages know is one too. */
export interface ChatsPart extends Part {
  readonly id: Sources;
  /** A {@link ChatKind}. When not given: `direct` with one other member or a partner, else `group`. */
  readonly kind?: Given;
  readonly title?: Sources;
  /** Id of the other person of a chat with one. */
  readonly partner?: Sources;
  readonly unreadCount?: Sources;
  readonly isArchived?: Sources;
  readonly isPinned?: Sources;
  readonly isMuted?: Sources;
  readonly photo?: Field<string>;
}

/** Members of chats, by the ids of both. */
export interface MembersPart extends NestedPart {
  /** Id of the chat; that of the row when `rows` is not given. */
  readonly chat?: Sources;
  readonly person: Sources;
  readonly isAdmin?: Sources;
}

/** Messages. */
export interface MessagesPart extends Part {
  /** What answers, reactions and attachments name it by; the key of the row when not given. */
  readonly id?: Sources;
  readonly chat: Sources;
  /** Id of the person that a chat is with which only its messages know. */
  readonly partner?: Sources;
  /** Id of the sender. */
  readonly sender?: Sources;
  readonly senderName?: Sources;
  /** When not given: the sender is the owner of the account. */
  readonly isFromMe?: Sources;
  /** text, image, video, audio, file, sticker, location, call, event …; `text` when not given. */
  readonly kind?: Given;
  readonly text?: Given;
  readonly sentAt: Moment;
  readonly deliveredAt?: Moment;
  readonly readAt?: Moment;
  readonly editedAt?: Moment;
  readonly deletedAt?: Moment;
  readonly isStarred?: Sources;
  /** The message it answers, by its id, with its text and the id of its sender as the answer keeps them. */
  readonly reply?: { readonly to?: Sources; readonly text?: Sources; readonly sender?: Sources };
  readonly place?: { readonly latitude: Sources; readonly longitude: Sources; readonly name?: Sources };
  readonly link?: { readonly url: Sources; readonly title?: Sources };
  /**
   * A system message: `kind` is a {@link ChatEventKind}, null for ordinary ones; `people` are the ids of those it was done to,
   * `title` is the new name or description, `text` what the app says where the kind is `other`.
   */
  readonly event?: {
    readonly kind: Given;
    readonly people?: Sources;
    readonly title?: Sources;
    readonly text?: Sources;
  };
  /** A call, where `is` is true. */
  readonly call?: {
    readonly is: Sources;
    readonly isVideo?: Sources;
    readonly isMissed?: Sources;
    readonly isGroup?: Sources;
    readonly seconds?: Sources;
  };
  /** Further facts. */
  readonly details?: Readonly<Record<string, Sources>>;
}

/** Files of messages. */
export interface AttachmentsPart extends NestedPart {
  /** Id of the message; that of the row when `rows` is not given. */
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
  /** Id of the message; that of the row when `rows` is not given. */
  readonly message?: Sources;
  readonly emoji: Given;
  /** Id of the person. */
  readonly person?: Sources;
  readonly at?: Moment;
}

/** The app's own log of calls. */
export interface CallsPart extends Part {
  readonly id?: Sources;
  /** When not given: the chat with that person. */
  readonly chat?: Sources;
  /** Id of the other person. */
  readonly person?: Sources;
  /** Their phone number or e-mail address, where the log has that. */
  readonly handle?: Sources;
  readonly name?: Sources;
  readonly at: Moment;
  readonly seconds?: Sources;
  /** `incoming` or `outgoing`. */
  readonly direction?: Given;
  readonly isVideo?: Sources;
  readonly isMissed?: Sources;
  readonly isGroup?: Sources;
  /** answered, missed, declined … */
  readonly outcome?: Given;
}

/** Any of the parts. */
export type AnyPart = Part & Pick<NestedPart, 'each'>;

/** A row of an example: columns that are left out can have any value, those of files name the file as `domain/path`. */
export type ExampleOfRow = Readonly<Record<string, JsonValue>>;

/** A chat app. */
export interface ChatsDeclaration extends Omit<ArtifactFacts, 'area' | 'title' | 'version' | 'needs'> {
  /** 1 when not given. */
  readonly version?: number;
  /** `any` when not given. */
  readonly needs?: ArtifactFacts['needs'];
  /** Name of the app. */
  readonly title: string;
  /** Name of a Lucide icon; a bubble when not given. */
  readonly icon?: string;
  /** `P2` when not given. */
  readonly privacy?: Privacy;
  /** Ids of people are phone numbers or e-mail addresses. */
  readonly idsAreHandles?: boolean;
  readonly people?: PeoplePart | readonly PeoplePart[];
  readonly chats?: ChatsPart | readonly ChatsPart[];
  readonly members?: MembersPart | readonly MembersPart[];
  readonly messages: MessagesPart | readonly MessagesPart[];
  readonly attachments?: AttachmentsPart | readonly AttachmentsPart[];
  readonly reactions?: ReactionsPart | readonly ReactionsPart[];
  readonly calls?: CallsPart | readonly CallsPart[];
  /** Small stores and the rows they give, by the parts that are given. */
  readonly example: ExampleFiles & {
    readonly messages: string | readonly ExampleOfRow[];
    readonly chats: string | readonly ExampleOfRow[];
    readonly attachments?: string | readonly ExampleOfRow[];
    readonly calls?: string | readonly ExampleOfRow[];
  };
}
