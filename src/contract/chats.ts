import { z } from 'zod';
import { ChatSchema } from './chat.ts';
import { CursorSchema, FlagSchema, LimitSchema } from './common.ts';

/** A chat app in the index of a backup. */
export const ChatAppSchema = z.object({
  app: z.string().describe('Id of the artifact.'),
  title: z.string().describe('Name of the app.'),
  names: z
    .record(z.string(), z.string())
    .describe('Name of the app by language; missing languages fall back to English.'),
  icon: z.string().describe('Name of a Lucide icon.'),
  screen: z.string().describe('Its screen in the web app, below `/b/{backup}/`.'),
  path: z.string().describe('Path of its chats below `/backups/{id}/`.'),
  tables: z.object({ chats: z.string(), messages: z.string() }).describe('Tables of its chats and messages.'),
  messageKind: z.string().describe('Kind of its messages; value of `type:`.'),
  callKind: z.string().nullable().describe('Kind of its calls; null if it has no call log.'),
  exportName: z.string().describe('Value of `what` for an export of its chats.'),
  kinds: z.array(ChatSchema.shape.kind).describe('Kinds of its chats in this backup.'),
  chats: z.number().int(),
  messages: z.number().int().describe('Sum over its chats.'),
});
/** A chat app in the index of a backup. */
export type ChatAppView = z.infer<typeof ChatAppSchema>;

/** `GET /backups/{id}/chats` */
export const ChatAppListSchema = z.object({ items: z.array(ChatAppSchema), next: z.null() });

/** `GET …/chats` of an app, and `…/conversations` of Messages. */
export const ChatsQuerySchema = z.object({
  q: z.string().max(1000).optional().describe('Words of the title or of a member’s name or handle.'),
  kind: ChatSchema.shape.kind.optional(),
  archived: FlagSchema.optional().describe('true: archived chats only; false: all others.'),
  sort: z.enum(['recent', 'title', 'messages']).default('recent'),
  limit: LimitSchema,
  cursor: CursorSchema.optional(),
});
