import type { RowOf } from '../model/columns.ts';
import type { ViewContext } from './types.ts';

type Tables = ViewContext['store']['tables'];

/** A row of `contacts`. */
export type ContactRow = RowOf<Tables['contacts']>;
/** A row of `message_conversations`. */
export type ConversationRow = RowOf<Tables['message_conversations']>;
/** A row of `messages`. */
export type MessageRow = RowOf<Tables['messages']>;
/** A row of `message_attachments`. */
export type AttachmentRow = RowOf<Tables['message_attachments']>;
/** What happened, where a row is no message. */
export type AnnouncementFacts = NonNullable<MessageRow['announcement']>;
/** A row of `photo_assets`. */
export type PhotoRow = RowOf<Tables['photo_assets']>;
/** A row of `notes`. */
export type NoteRow = RowOf<Tables['notes']>;
/** A row of `note_attachments`. */
export type NoteAttachmentRow = RowOf<Tables['note_attachments']>;
/** A row of `whatsapp_chats`. */
export type WhatsappChatRow = RowOf<Tables['whatsapp_chats']>;
/** A row of `whatsapp_messages`. */
export type WhatsappMessageRow = RowOf<Tables['whatsapp_messages']>;
/** A row of `whatsapp_attachments`. */
export type WhatsappAttachmentRow = RowOf<Tables['whatsapp_attachments']>;
/** A row of `whatsapp_calls`. */
export type WhatsappCallRow = RowOf<Tables['whatsapp_calls']>;
/** A row of `calls`. */
export type CallRow = RowOf<Tables['calls']>;
/** A row of `calendars`. */
export type CalendarRow = RowOf<Tables['calendars']>;
/** A row of `calendar_events`. */
export type EventRow = RowOf<Tables['calendar_events']>;
