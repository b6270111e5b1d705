import type { ChatView, MessageView, SystemMessageView } from '../../contract/chat.ts';
import type { SearchHitView } from '../../contract/search.ts';
import type { CallSource } from '../calls/call-source.ts';
import type { People } from '../people/people.ts';
import type { ChatEntry } from './chat-entry.ts';
import type { AttachmentRow, ChatRow, MessageRow } from './chat-rows.ts';
import type { ChatTables } from './chat-tables.ts';
import type { PlainColumns } from './plain-messages.ts';

/** Title and members of the chat of a search hit. */
export type ChatName = NonNullable<SearchHitView['chat']>;

/** The types of the rows and views of one chat app. */
export interface ChatTypes {
  readonly chat: ChatRow;
  /** Names of the columns of {@link EntryRow}. */
  readonly entry: string;
  readonly message: MessageRow;
  readonly attachment: AttachmentRow;
  readonly view: ChatView;
  readonly detail: ChatView;
}

/** Data for the view of a message, besides its own row. */
export interface MessageContext<Message, Attachment> {
  /** By part of the message. */
  readonly attachments: readonly Attachment[];
  /** The message it replies to; null if it is no reply or the message no longer exists. */
  readonly original: Message | null;
  /** Attachments of the rows of {@link ChatApp.stickersOf}. */
  readonly stickers?: ReadonlyMap<number, readonly Attachment[]>;
  /** Chat it is shown in. Default: its first chat. */
  readonly chat?: number;
  /** When it was moved to Recently Deleted in that chat. */
  readonly deletedAt?: number | null;
}

/** The columns for finding, naming and sorting a chat. */
export type EntryRow<T extends ChatTypes> = Pick<T['chat'], (T['entry'] | keyof ChatRow) & keyof T['chat']>;

/** Definition of a chat app: its tables, and the mapping of their rows to views. */
export interface ChatApp<T extends ChatTypes> {
  readonly tables: ChatTables;
  /** Base name of exports of its chats. Default: the artifact id. */
  readonly exportName?: string;
  /** API path of its chats below `/backups/{id}/`. Default: `artifacts/{artifact}/chats`. */
  readonly path?: string;
  /** Columns of a chat that {@link entry} needs, besides those of {@link ChatRow}. */
  readonly entryColumns: readonly T['entry'][];
  /**
   * Columns that most messages have. A message with a value in any other is read in full, on its own; so is one with
   * attachments. Columns that are missing here cost time only.
   */
  readonly plain: PlainColumns<keyof T['message'] & string> & {
    /** False for a text that makes more of a view than its `text`, such as markup. Default: always true. */
    readonly isText?: (text: string) => boolean;
  };
  /** Columns of a message; at least one is set for system messages. */
  readonly systemColumns: readonly (keyof T['message'] & string)[];
  /** Data for finding and naming a chat. */
  entry(
    chat: EntryRow<T>,
    people: People,
  ): Pick<ChatEntry, 'title' | 'handleKeys' | 'partner' | 'partnerName'> & {
    /** Further names and handles to find it by. */
    readonly names: readonly string[];
  };
  /** Title and members of the chat of a search hit. */
  name(chat: T['chat'], people: People): ChatName;
  /** Keys of the rows that have the pictures of stickers on a message. */
  stickersOf?(message: T['message']): readonly number[];
  /**
   * For an app that stores something else than it shows: which beginnings of newest messages need the message itself,
   * its columns, and a function that makes of it what is shown.
   */
  readonly lastWords?: {
    readonly isNeeded: (text: string) => boolean;
    readonly columns: readonly (keyof T['message'] & string)[];
    words(people: People): (message: T['message']) => string | null;
  };
  /** The chat in a list; `last` is its newest message if that is a system message. */
  listed(chat: T['chat'], people: People, last: SystemMessageView | null): T['view'];
  /** The chat in full. */
  detailed(chat: T['chat'], people: People, last: SystemMessageView | null): T['detail'];
  /** Returns a function that creates message views; `chat` is null if they may be of several chats. */
  messageViews(
    people: People,
    chat: T['chat'] | null,
  ): (message: T['message'], context: MessageContext<T['message'], T['attachment']>) => MessageView;
  /** What the view of a message has of other messages. */
  readonly relations: {
    /** Columns that appear nowhere else in the view. */
    readonly columns: readonly (keyof T['message'] & string)[];
    /** Returns a function that creates that part of the view, as {@link messageViews} has it. */
    views(
      people: People,
      chat: T['chat'] | null,
    ): (message: T['message'], original: T['message'] | null) => Pick<MessageView, 'reactions' | 'replyTo'>;
  };
  /** Returns a function that creates the view of a system message; null for ordinary messages. */
  systemMessageViews(people: People, chats: readonly T['chat'][]): (message: T['message']) => SystemMessageView | null;
  /** The app's call log. */
  readonly calls?: CallSource;
}
