import type { RowOf } from '../../model/columns.ts';
import type { ViewContext } from '../types.ts';

type Tables = ViewContext['store']['tables'];

/** A row of `message_conversations`. */
export type ConversationRow = RowOf<Tables['message_conversations']>;
/** A row of `messages`. */
export type MessageRow = RowOf<Tables['messages']>;
/** A row of `message_attachments`. */
export type AttachmentRow = RowOf<Tables['message_attachments']>;
/** The event of a system message. */
export type AnnouncementFacts = NonNullable<MessageRow['announcement']>;
