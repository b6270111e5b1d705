import { z } from 'zod';
import { CursorSchema, LimitSchema, pageOf, TimeSchema } from './common.ts';

/** Who is behind a handle, resolved once for page, export and CLI alike. */
export const PersonSchema = z.object({
  handle: z.string().nullable().describe('As the source has it; null for the owner where it names none.'),
  name: z.string().describe('Contact name, else the handle, else "You" or "Unknown".'),
  contact: z.string().nullable().describe('Key of the contact.'),
  isOwner: z.boolean(),
});
/** Who is behind a handle. */
export type PersonView = z.infer<typeof PersonSchema>;

/** A conversation: one or several chats of the source that the same people share. */
export const ConversationSchema = z.object({
  key: z.string(),
  title: z.string().describe('Group name, else the names of its members.'),
  kind: z.enum(['direct', 'group', 'orphaned']),
  service: z.string().nullable(),
  participants: z.array(PersonSchema),
  messageCount: z.number().int(),
  firstAt: TimeSchema,
  lastAt: TimeSchema,
  lastText: z.string().nullable(),
  chats: z.array(z.object({ rowid: z.number(), guid: z.string().nullable(), service: z.string().nullable() })),
});
/** A conversation. */
export type ConversationView = z.infer<typeof ConversationSchema>;

/** An attachment and where its contents are. */
export const AttachmentSchema = z.object({
  key: z.string(),
  name: z.string().nullable(),
  mimeType: z.string().nullable(),
  uti: z.string().nullable(),
  bytes: z.number().int().nullable(),
  fileID: z.string().nullable(),
  state: z.enum(['present', 'payload-missing', 'not-in-backup', 'no-path']),
  isSticker: z.boolean(),
  isHidden: z.boolean(),
  part: z.number().int().nullable(),
});
/** An attachment and where its contents are. */
export type AttachmentView = z.infer<typeof AttachmentSchema>;

/** A message with everything that was said about it folded in. */
export const MessageSchema = z.object({
  key: z.string(),
  guid: z.string().nullable(),
  conversation: z.string().nullable(),
  kind: z.string(),
  sender: PersonSchema,
  isFromMe: z.boolean(),
  service: z.string().nullable(),
  text: z.string().nullable(),
  subject: z.string().nullable(),
  sentAt: TimeSchema,
  deliveredAt: TimeSchema,
  readAt: TimeSchema,
  editedAt: TimeSchema,
  deletedAt: TimeSchema.describe('Recently deleted since then.'),
  replyTo: z
    .object({
      guid: z.string(),
      part: z.number().int().nullable(),
      key: z.string().nullable(),
      excerpt: z.string().nullable(),
    })
    .nullable(),
  reactions: z.array(
    z.object({
      part: z.number().int().nullable(),
      kind: z.string(),
      emoji: z.string().nullable(),
      sender: PersonSchema,
      at: TimeSchema,
    }),
  ),
  edits: z
    .array(
      z.object({
        part: z.number().int(),
        unsent: z.boolean(),
        history: z.array(z.object({ at: TimeSchema, text: z.string().nullable() })),
      }),
    )
    .describe('Earlier versions, oldest first; the last one is current.'),
  announcement: z.record(z.string(), z.unknown()).nullable(),
  attachments: z.array(AttachmentSchema),
  balloon: z.string().nullable().describe('Bundle id of the app that made the message.'),
  error: z.number().int().nullable(),
  details: z.record(z.string(), z.unknown()).describe('Further facts, raw codes included.'),
});
/** A message with everything that was said about it folded in. */
export type MessageView = z.infer<typeof MessageSchema>;

/** `GET …/artifacts/messages/conversations` */
export const ConversationsQuerySchema = z.object({
  q: z.string().max(1000).optional().describe('Words of the title, or of a name or handle of a participant.'),
  sort: z.enum(['recent', 'title', 'messages']).default('recent'),
  limit: LimitSchema,
  cursor: CursorSchema.optional(),
});

/** `GET …/conversations/{key}/messages`. Of `cursor`, `around` and `at` the first one given counts. */
export const MessagesQuerySchema = z.object({
  order: z.enum(['oldest', 'newest']).default('oldest').describe('Which comes first.'),
  around: z.string().max(200).optional().describe('Key of a message to stand in the middle.'),
  at: z.coerce.number().int().optional().describe('UTC milliseconds: begin with the first message from then on.'),
  limit: LimitSchema,
  cursor: CursorSchema.optional(),
});

/** A page within a conversation. */
export const MessagePageSchema = pageOf(MessageSchema).extend({
  previous: CursorSchema.nullable().describe('Pass it as `cursor` to go back.'),
});
