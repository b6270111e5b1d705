import type { RowOf } from '../../model/columns.ts';
import type { ViewContext } from '../types.ts';

type Tables = ViewContext['store']['tables'];

/** A row of `whatsapp_chats`. */
export type WhatsappChatRow = RowOf<Tables['whatsapp_chats']>;
/** A row of `whatsapp_messages`. */
export type WhatsappMessageRow = RowOf<Tables['whatsapp_messages']>;
/** A row of `whatsapp_attachments`. */
export type WhatsappAttachmentRow = RowOf<Tables['whatsapp_attachments']>;
/** A row of `whatsapp_calls`. */
export type WhatsappCallRow = RowOf<Tables['whatsapp_calls']>;
