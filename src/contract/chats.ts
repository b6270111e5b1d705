import { z } from 'zod';
import { ChatSchema } from './chat.ts';
import { CursorSchema, FlagSchema, LimitSchema } from './common.ts';

/** An app whose chats are in the index of a backup, and where its chats are. */
export const ChatAppSchema = z.object({
  app: z.string().describe('Id of the artifact.'),
  title: z.string().describe('Name of the app.'),
  names: z
    .record(z.string(), z.string())
    .describe('Name of the app by language; a language that is missing falls back to English.'),
  icon: z.string().describe('Name of a Lucide icon.'),
  screen: z.string().describe('Its screen of the web app, below `/b/{backup}/`.'),
  path: z.string().describe('Address of its chats, below `/backups/{id}/`.'),
  tables: z.object({ chats: z.string(), messages: z.string() }).describe('Tables of its chats and messages.'),
  messageKind: z.string().describe('The word for `type:` of its messages.'),
  callKind: z.string().nullable().describe('The same of its own log of calls; null where it has none.'),
  exportName: z.string().describe('What an export of its chats is called.'),
  chats: z.number().int(),
  messages: z.number().int().describe('As counted by chat.'),
});
/** An app whose chats are in the index of a backup. */
export type ChatAppView = z.infer<typeof ChatAppSchema>;

/** `GET /backups/{id}/chats` */
export const ChatAppListSchema = z.object({ items: z.array(ChatAppSchema), next: z.null() });

/** `GET …/artifacts/{artifact}/chats` */
export const ChatsQuerySchema = z.object({
  q: z.string().max(1000).optional().describe('Words of the title, or of a name or handle of a member.'),
  kind: ChatSchema.shape.kind.optional(),
  archived: FlagSchema.optional().describe('Only archived ones, or only those that are not.'),
  sort: z.enum(['recent', 'title', 'messages']).default('recent'),
  limit: LimitSchema,
  cursor: CursorSchema.optional(),
});
