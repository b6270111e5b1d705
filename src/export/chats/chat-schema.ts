import { z } from 'zod';
import { AttachmentSchema, ChatSchema, MessageSchema } from '../../contract/chat.ts';
import type { ExportSchema } from '../exporter.ts';

/** Chats and messages, whose files have their path in the export. */
export function chatSchema(): ExportSchema {
  const path = z.string().nullable().describe('In the export; null if it is not there.');
  const attachment = AttachmentSchema.extend({ path });
  const reaction = MessageSchema.shape.reactions.element.extend({ picture: attachment.nullable() });
  const message = MessageSchema.extend({ attachments: z.array(attachment), reactions: z.array(reaction) });
  return {
    records: { conversation: ChatSchema, message },
    document: { conversations: z.array(ChatSchema.extend({ messages: z.array(message) })) },
  };
}
