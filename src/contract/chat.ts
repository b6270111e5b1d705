import { z } from 'zod';
import { CursorSchema, FileReferenceSchema, LimitSchema, pageOf, TimeSchema } from './common.ts';
import { PersonSchema } from './person.ts';

/** Something that happened in a chat: somebody joined, the group got a name. Further facts of the source stand beside these. */
export const AnnouncementSchema = z.looseObject({
  kind: z.string(),
  text: z.string().describe('In plain English, with names.'),
  title: z.string().nullable().describe('The new name or description.'),
  person: PersonSchema.nullable().describe('Whom it is about.'),
});

/** A call that stands among the messages of a chat. */
const CallNoteSchema = z.object({
  isVideo: z.boolean().nullable(),
  isMissed: z.boolean(),
  isGroup: z.boolean().nullable(),
  seconds: z.number().nullable(),
  text: z.string().describe('In plain English.'),
});

/** What a record without words of its own says, with all that it takes to tell it in any language. */
export const HappeningSchema = z.object({
  sender: PersonSchema.describe('Who did it, or who called.'),
  announcement: AnnouncementSchema.nullable(),
  call: CallNoteSchema.nullable(),
});
/** What a record without words of its own says. */
export type HappeningView = z.infer<typeof HappeningSchema>;

/** What every chat has in common, whatever app it belongs to: one component shows them all. */
export const ChatSchema = z.object({
  key: z.string(),
  title: z.string().describe('Its name, else the names of its members in English.'),
  name: z.string().nullable().describe('As people or the app call it; null where `title` is made of the members.'),
  kind: z
    .enum(['direct', 'group', 'broadcast', 'status', 'community', 'channel', 'orphaned', 'unknown'])
    .describe('orphaned: messages whose chat is gone.'),
  service: z.string().nullable().describe('iMessage, SMS, RCS …; whatsapp or business.'),
  participants: z.array(PersonSchema).describe('Members without the owner. Lists show the first few of a large group.'),
  participantCount: z.number().int(),
  messageCount: z.number().int(),
  unreadCount: z.number().int().nullable().describe('As the app says; null where it does not.'),
  firstAt: TimeSchema,
  lastAt: TimeSchema,
  lastText: z.string().nullable(),
  lastHappening: HappeningSchema.nullable().describe('What happened last, where the newest message is no words.'),
  isArchived: z.boolean(),
  isPinned: z.boolean(),
  isMuted: z.boolean(),
  photo: FileReferenceSchema.nullable().describe('Picture of the group or person; null where it has none.'),
});
/** What every chat has in common. */
export type ChatView = z.infer<typeof ChatSchema>;

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
  caption: z.string().nullable(),
  seconds: z.number().nullable().describe('Length of sound and video.'),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  thumbnail: FileReferenceSchema.nullable().describe('A ready-made small picture; null where the app keeps none.'),
});
/** An attachment and where its contents are. */
export type AttachmentView = z.infer<typeof AttachmentSchema>;

/** A message with everything that was said about it folded in. The same for every app. */
export const MessageSchema = z.object({
  key: z.string(),
  guid: z.string().nullable().describe('The same on all devices: GUID of Messages, stanza id of WhatsApp.'),
  conversation: z.string().nullable().describe('Key of the chat.'),
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
  deletedBy: PersonSchema.nullable().describe(
    'Who deleted it for everyone, where it is known to be another than the sender.',
  ),
  replyTo: z
    .object({
      guid: z.string(),
      part: z.number().int().nullable(),
      key: z.string().nullable().describe('Null where the message it answers is gone.'),
      excerpt: z.string().nullable(),
      sender: PersonSchema.nullable().describe('Who wrote what it answers, where the answer keeps it.'),
    })
    .nullable(),
  reactions: z.array(
    z.object({
      part: z.number().int().nullable(),
      kind: z.string(),
      emoji: z.string().nullable(),
      sender: PersonSchema.nullable().describe('Null in channels, which only count.'),
      at: TimeSchema,
      count: z.number().int().describe('How many reacted so: 1 but in channels.'),
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
  announcement: AnnouncementSchema.nullable(),
  attachments: z.array(AttachmentSchema),
  mentions: z
    .array(z.object({ start: z.number().int(), length: z.number().int(), person: PersonSchema }))
    .describe('People mentioned in the text; offsets in UTF-16 code units.'),
  isStarred: z.boolean(),
  forwardCount: z.number().int().nullable().describe('How often it had been forwarded; null when it was not.'),
  location: z
    .object({
      latitude: z.number(),
      longitude: z.number(),
      accuracy: z.number().nullable().describe('Metres.'),
      name: z.string().nullable(),
    })
    .nullable(),
  contactCards: z.array(
    z.object({
      name: z.string().nullable(),
      phones: z.array(z.string()),
      emails: z.array(z.string()),
      vcard: z.string().nullable(),
    }),
  ),
  poll: z.object({ question: z.string().nullable(), texts: z.array(z.string()) }).nullable(),
  call: CallNoteSchema.nullable(),
  links: z
    .array(
      z.object({
        url: z.string().nullable(),
        title: z.string().nullable(),
        summary: z.string().nullable(),
        site: z.string().nullable().describe('What the site calls itself.'),
        thumbnail: FileReferenceSchema.nullable(),
      }),
    )
    .describe('Previews of links.'),
  receipts: z
    .object({
      delivered: z.number().int().nullable(),
      read: z.number().int().nullable(),
      played: z.number().int().nullable(),
      recipients: z.number().int().nullable(),
    })
    .nullable()
    .describe('How many of the recipients it reached; null where the app keeps no such counts.'),
  balloon: z.string().nullable().describe('Bundle id of the app that made the message.'),
  error: z.number().int().nullable(),
  details: z.record(z.string(), z.unknown()).describe('Further facts, raw codes included.'),
});
/** A message with everything that was said about it folded in. */
export type MessageView = z.infer<typeof MessageSchema>;

/** A page of a chat’s messages. Of `cursor`, `around` and `at` the first one given counts. */
export const MessagesQuerySchema = z.object({
  order: z.enum(['oldest', 'newest']).default('oldest').describe('Which comes first.'),
  around: z.string().max(200).optional().describe('Key of a message to stand in the middle.'),
  at: z.coerce
    .number()
    .int()
    .optional()
    .describe('UTC milliseconds: begin with the first message from then on (oldest), or until then (newest).'),
  limit: LimitSchema,
  cursor: CursorSchema.optional(),
});

/** A page within a chat. */
export const MessagePageSchema = pageOf(MessageSchema).extend({
  previous: CursorSchema.nullable().describe('Pass it as `cursor` to go back.'),
});

/** Words looked for in one chat. */
export const FindQuerySchema = z.object({
  query: z.string().min(1).max(1000).describe('Words, prefix*, "phrases", -not, OR; from: after: before: has:'),
  order: z.enum(['oldest', 'newest']).default('newest').describe('Which comes first.'),
  at: z.coerce
    .number()
    .int()
    .optional()
    .describe('UTC milliseconds: begin with the first hit from then on (oldest), or until then (newest).'),
  limit: LimitSchema,
  cursor: CursorSchema.optional(),
});

/** A message in which the words were found: pass its key as `around` to go there. */
export const FoundMessageSchema = z.object({
  key: z.string(),
  at: TimeSchema,
  snippet: z.string().describe('The part of the text around the first match.'),
  highlights: z
    .array(z.tuple([z.number().int(), z.number().int()]))
    .describe('[start, end) within `snippet`, in UTF-16 code units.'),
});
/** A message in which the words were found. */
export type FoundMessageView = z.infer<typeof FoundMessageSchema>;

/** A page of what was found in a chat. */
export const FoundPageSchema = pageOf(FoundMessageSchema).extend({
  previous: CursorSchema.nullable().describe('Pass it as `cursor` to go back.'),
  total: z.number().int().describe('How many messages match; see `totalIsExact`.'),
  totalIsExact: z.boolean(),
});
/** A page of what was found in a chat. */
export type FoundPageView = z.infer<typeof FoundPageSchema>;
