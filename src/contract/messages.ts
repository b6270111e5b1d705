import { z } from 'zod';
import { ChatSchema } from './chat.ts';
import { CursorSchema, LimitSchema } from './common.ts';

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
  chats: z.array(z.object({ rowid: z.number(), guid: z.string().nullable(), service: z.string().nullable() })),
});
/** A conversation. */
export type ConversationView = z.infer<typeof ConversationSchema>;

/** `GET …/artifacts/messages/conversations` */
export const ConversationsQuerySchema = z.object({
  q: z.string().max(1000).optional().describe('Words of the title or of a participant’s name or handle.'),
  kind: ConversationSchema.shape.kind.optional(),
  sort: z.enum(['recent', 'title', 'messages']).default('recent'),
  limit: LimitSchema,
  cursor: CursorSchema.optional(),
});
