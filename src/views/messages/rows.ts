import type { RowOf } from '../../model/columns.ts';
import type { ViewContext } from '../types.ts';

type Tables = ViewContext['store']['tables'];

/** A row of `message_conversations`. */
export type ConversationRow = RowOf<Tables['message_conversations']>;
/** A row of `messages`. */
export type MessageRow = RowOf<Tables['messages']>;
/** A row of `message_attachments`. */
export type AttachmentRow = RowOf<Tables['message_attachments']>;
/** A run of the text of a message. */
export type TextRun = NonNullable<MessageRow['parts']>[number]['runs'][number];
/** The event of a system message. */
export type AnnouncementFacts = NonNullable<MessageRow['announcement']>;
