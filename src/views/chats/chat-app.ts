import type { ChatView, MessageView } from '../../contract/chat.ts';
import type { SearchHitView } from '../../contract/search.ts';
import type { CallSource } from '../calls/call-source.ts';
import type { People } from '../people/people.ts';
import type { ChatEntry } from './chat-entry.ts';
import type { AttachmentRow, ChatRow, MessageRow } from './chat-rows.ts';
import type { ChatTables } from './chat-tables.ts';
import type { SystemMessageView } from './sentence.ts';

/** What a chat is called where a record of it is shown. */
export type ChatName = NonNullable<SearchHitView['chat']>;

/** The types of the rows and views of one chat app. */
export interface ChatTypes {
  readonly chat: ChatRow;
  /** Names of the columns of a chat by which it is found and named. */
  readonly entry: string;
  readonly message: MessageRow;
  readonly attachment: AttachmentRow;
  readonly view: ChatView;
  readonly detail: ChatView;
}

/** What the view of a message is made of, besides its own row. */
export interface MessageSurroundings<Message, Attachment> {
  /** In the order of their bubbles. */
  readonly attachments: readonly Attachment[];
  /** The message it answers; null where it answers none, or one that is gone. */
  readonly original: Message | null;
  /** Chat it is shown in; its first one when absent. */
  readonly chat?: number;
  /** When it was recently deleted from that chat. */
  readonly deletedAt?: number | null;
}

/** The columns of a chat by which it is found, named and sorted. */
export type EntryRow<T extends ChatTypes> = Pick<T['chat'], (T['entry'] | keyof ChatRow) & keyof T['chat']>;

/** What one chat app contributes: its tables, and how their rows become what people see. */
export interface ChatApp<T extends ChatTypes> {
  readonly tables: ChatTables;
  /** What an export of its chats is called; the id of the artifact when absent. */
  readonly exportName?: string;
  /** Address of its chats in the API, below `/backups/{id}/`; `artifacts/{artifact}/chats` when absent. */
  readonly path?: string;
  /** Name of the app in other languages than English, where it has another one. */
  readonly appNames?: Readonly<Record<string, string>>;
  /** `conversation`, `WhatsApp chat`: for error messages. */
  readonly nouns: { readonly chat: string; readonly message: string };
  /** Columns of a chat that {@link entry} needs, besides those of {@link ChatRow}. */
  readonly entryColumns: readonly T['entry'][];
  /** Columns of a message of which one is set when it is a system message. */
  readonly systemColumns: readonly (keyof T['message'] & string)[];
  /** The parts of a chat by which it is found and named. */
  entry(
    chat: EntryRow<T>,
    people: People,
  ): Pick<ChatEntry, 'title' | 'handleKeys' | 'partner' | 'partnerName'> & {
    /** Further names and handles, for the search. */
    readonly names: readonly string[];
  };
  /** What the chat is called in a hit. */
  name(chat: T['chat'], people: People): ChatName;
  /** The chat as lists show it; `last` is its newest message where that is a system message. */
  listed(chat: T['chat'], people: People, last: SystemMessageView | null): T['view'];
  /** The chat in full. */
  detailed(chat: T['chat'], people: People, last: SystemMessageView | null): T['detail'];
  /** Makes the views of messages, of one chat where it is known. */
  messageViews(
    people: People,
    chat: T['chat'] | null,
  ): (message: T['message'], around: MessageSurroundings<T['message'], T['attachment']>) => MessageView;
  /** Makes the views of system messages of these chats; null for ordinary messages. */
  systemMessageViews(people: People, chats: readonly T['chat'][]): (message: T['message']) => SystemMessageView | null;
  /** The app's own log of calls. */
  readonly calls?: CallSource;
}
