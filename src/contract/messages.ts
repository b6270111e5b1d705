import { z } from 'zod';
import { ChatSchema } from './chat.ts';

export {
  AttachmentSchema,
  type AttachmentView,
  MessageSchema,
  type MessageView,
} from './chat.ts';
export { PersonSchema, type PersonView } from './person.ts';

/** A conversation: one or several chats of the source with the same members. */
export const ConversationSchema = ChatSchema.extend({
  kind: z.enum(['direct', 'group', 'orphaned']),
  summary: z.string().nullable().describe('Summary that the phone made of its newest messages.'),
  draft: z.string().nullable().describe('What was typed and not sent.'),
  hasBackground: z.boolean().nullable().describe('False if its background was removed; null if it never had one.'),
  isFiltered: z.boolean().describe('The phone keeps it apart as one with an unknown sender or as junk.'),
  chats: z.array(z.object({ rowid: z.number(), guid: z.string().nullable(), service: z.string().nullable() })),
});
/** A conversation. */
export type ConversationView = z.infer<typeof ConversationSchema>;
