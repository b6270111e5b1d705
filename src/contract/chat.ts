import { z } from 'zod';
import { CHAT_KINDS } from './chat-kinds.ts';
import { CursorSchema, FileReferenceSchema, LimitSchema, pageOf, TimeSchema } from './common.ts';
import { TimeZoneSchema } from './days.ts';
import { PersonSchema } from './person.ts';

/** An event in a chat: a person joined, the group was renamed. May have further properties. */
export const AnnouncementSchema = z.looseObject({
  kind: z.string(),
  text: z.string().describe('English sentence with names.'),
  title: z.string().nullable().describe('The new name or description.'),
  person: PersonSchema.nullable().describe('The person it is about.'),
});

/** A call shown in a chat. */
const CallNoteSchema = z.object({
  isVideo: z.boolean().nullable(),
  isMissed: z.boolean(),
  isGroup: z.boolean().nullable(),
  seconds: z.number().nullable(),
  text: z.string().describe('English text.'),
});

/** A system message or a call in a chat, as data: clients make a sentence of it in any language. */
export const SystemMessageSchema = z.object({
  sender: PersonSchema.describe('The actor or caller.'),
  announcement: AnnouncementSchema.nullable(),
  call: CallNoteSchema.nullable(),
});
/** A system message or a call in a chat, as data. */
export type SystemMessageView = z.infer<typeof SystemMessageSchema>;

/** A message without words, in a few words. */
export const MessageGistSchema = z.object({
  kind: z.enum([
    'photo',
    'video',
    'gif',
    'sticker',
    'voice-message',
    'audio',
    'contact',
    'location',
    'poll',
    'payment',
    'link',
    'handwriting',
    'digital-touch',
    'file',
    'app',
    'deleted',
    'waiting',
    'other',
  ]),
  count: z.number().int().describe('Number of files or contacts.'),
  seconds: z.number().nullable().describe('Duration of audio and video.'),
  name: z.string().nullable().describe('File name, person, place, question, title or app.'),
  text: z.string().describe('In English: `Photo`, `Voice message 0:09`.'),
});
/** A message without words, in a few words. */
export type MessageGistView = z.infer<typeof MessageGistSchema>;

/** Fields common to the chats of all apps. */
export const ChatSchema = z.object({
  key: z.string(),
  title: z.string().describe('Name, else the names of the members in English.'),
  name: z.string().nullable().describe('Name of the group or person; null if `title` is made of the members’ names.'),
  kind: z.enum(CHAT_KINDS).describe('orphaned: messages whose chat was deleted.'),
  service: z.string().nullable().describe('iMessage, SMS, RCS …; whatsapp or business.'),
  participants: z
    .array(PersonSchema)
    .describe('Members except the owner. Lists have only the first few of a large group.'),
  participantCount: z.number().int(),
  messageCount: z.number().int(),
  unreadCount: z.number().int().nullable().describe('From the app; null if unknown.'),
  firstAt: TimeSchema,
  lastAt: TimeSchema,
  lastText: z.string().nullable(),
  lastGist: MessageGistSchema.nullable().describe('The newest message, if it has no words.'),
  lastSystemMessage: SystemMessageSchema.nullable().describe(
    'The newest message, if it is a system message or a call.',
  ),
  isArchived: z.boolean(),
  isPinned: z.boolean(),
  isMuted: z.boolean(),
  photo: FileReferenceSchema.nullable().describe('Picture of the group or person; null if there is none.'),
});
/** Fields common to the chats of all apps. */
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
  isVoiceMessage: z.boolean().describe('Recorded in the app; its name says nothing.'),
  isHidden: z.boolean(),
  part: z.number().int().nullable(),
  caption: z.string().nullable(),
  transcript: z.string().nullable().describe('What is said in a voice message, as the phone wrote it down.'),
  description: z.string().nullable().describe('Prompt of a Genmoji.'),
  seconds: z.number().nullable().describe('Duration of audio and video.'),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  thumbnail: FileReferenceSchema.nullable().describe('Thumbnail stored by the app; null if there is none.'),
  app: z.string().nullable().describe('Name of the app that it comes from.'),
  sticker: z
    .object({
      source: z.enum(['genmoji', 'memoji', 'user', 'app']).nullable(),
      effect: z.enum(['normal', 'outline', 'comic', 'puffy', 'shiny']).nullable(),
    })
    .nullable()
    .describe('Where a sticker comes from and its look, as far as they are known.'),
});
/** An attachment and where its contents are. */
export type AttachmentView = z.infer<typeof AttachmentSchema>;

/** A drawing as paths in their order from back to front, in a box of this size. */
const DrawingSchema = z.object({
  kind: z.enum(['handwriting', 'tap', 'sketch', 'kiss', 'heartbeat', 'heartbreak', 'fireball', 'photo', 'video']),
  width: z.number(),
  height: z.number(),
  paths: z.array(
    z.object({
      d: z.string().describe('Path data of SVG.'),
      width: z.number().optional().describe('Width of the line, with round ends; a filled area has none.'),
      colour: z.string().optional().describe('`#rrggbb` or `#rrggbbaa`; ink has the colour of text.'),
    }),
  ),
  count: z.number().int().optional().describe('Number of strokes, taps or kisses.'),
  bpm: z.number().optional().describe('Beats per minute.'),
  seconds: z.number().optional().describe('Duration.'),
  brokenAt: z.number().optional().describe('Second at which a heart broke.'),
});
/** A drawing as paths. */
export type DrawingView = z.infer<typeof DrawingSchema>;

/** A message with its attachments, reactions, edits and receipts. The same for all apps. */
export const MessageSchema = z.object({
  key: z.string(),
  guid: z.string().nullable().describe('Identical on all devices: GUID of Messages, stanza id of WhatsApp.'),
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
  editedAt: TimeSchema.describe('Last edit; also when all or a part of it was unsent, if that was later.'),
  deletedAt: TimeSchema.describe(
    'When it was moved to Recently Deleted; of the kind `deleted`: when it was deleted for everyone.',
  ),
  deletedBy: PersonSchema.nullable().describe('Who deleted it for everyone, if known not to be the sender.'),
  replyTo: z
    .object({
      guid: z.string(),
      part: z.number().int().nullable(),
      key: z.string().nullable().describe('Null if the message it replies to no longer exists.'),
      excerpt: z
        .string()
        .nullable()
        .describe('Beginning of the words it replies to; of a message without words what it is: `Photo`.'),
      sender: PersonSchema.nullable().describe('Sender of the message it replies to, if known.'),
      gist: MessageGistSchema.nullable().describe('The message it replies to, if it has no words.'),
    })
    .nullable(),
  thread: z
    .object({
      id: z.string().describe('GUID of the message that it began with.'),
      replies: z.number().int().describe('Replies in it.'),
    })
    .nullable()
    .describe('The thread of replies that it begins or belongs to, for apps with threads.'),
  reactions: z.array(
    z.object({
      part: z.number().int().nullable(),
      kind: z.string(),
      emoji: z.string().nullable(),
      sender: PersonSchema.nullable().describe('Null in channels, which only count.'),
      at: TimeSchema,
      count: z.number().int().describe('Number of people with this reaction; always 1 except in channels.'),
      picture: AttachmentSchema.nullable().describe('Picture of a sticker.'),
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
  translations: z
    .array(
      z.object({
        part: z.number().int(),
        text: z.string(),
        from: z.string().nullable().describe('Code of the language: `fr_FR`.'),
        to: z.string().nullable(),
      }),
    )
    .describe('Translations that the phone made.'),
  badges: z
    .array(
      z.enum([
        'sms',
        'rcs',
        'satellite',
        'pending-satellite',
        'emergency',
        'sos',
        'critical',
        'expiring',
        'expired',
        'kept',
      ]),
    )
    .describe('How it was sent, where that is special, and whether a voice message was kept or expired.'),
  deletedParts: z
    .array(z.object({ part: z.number().int(), text: z.string().nullable(), deletedAt: TimeSchema }))
    .describe('Parts that were moved to Recently Deleted while the others were kept.'),
  announcement: AnnouncementSchema.nullable(),
  attachments: z.array(AttachmentSchema),
  mentions: z
    .array(z.object({ start: z.number().int(), length: z.number().int(), person: PersonSchema }))
    .describe('People mentioned in the text; offsets in UTF-16 code units.'),
  status: z
    .enum(['unsent', 'sent', 'delivered', 'read', 'played'])
    .nullable()
    .describe('How far a message of the owner got: read or played by all recipients; null where it is not known.'),
  isViewOnce: z.boolean().describe('Meant to be seen once: its file is normally not in the backup.'),
  isStarred: z.boolean(),
  forwardCount: z.number().int().nullable().describe('How often it had been forwarded, at least; null if it was not.'),
  location: z
    .object({
      latitude: z.number(),
      longitude: z.number(),
      accuracy: z.number().nullable().describe('Metres.'),
      name: z.string().nullable(),
      picture: FileReferenceSchema.nullable().describe('Picture of the map that was sent along.'),
    })
    .nullable(),
  drawing: DrawingSchema.nullable().describe('Handwriting or Digital Touch.'),
  contactCards: z.array(
    z.object({
      name: z.string().nullable(),
      phones: z.array(z.string()),
      phoneTexts: z.array(z.string()).describe('The same numbers as their countries write them.'),
      emails: z.array(z.string()),
      vcard: z.string().nullable(),
    }),
  ),
  poll: z
    .object({
      question: z.string().nullable(),
      options: z.array(
        z.object({ text: z.string(), voters: z.array(z.object({ person: PersonSchema, at: TimeSchema })) }),
      ),
    })
    .nullable()
    .describe('A poll with its options and who voted for them.'),
  call: CallNoteSchema.nullable(),
  payment: z
    .object({
      amount: z.number().nullable(),
      currency: z.string().nullable().describe('ISO 4217.'),
      at: TimeSchema,
      sender: PersonSchema.nullable(),
      receiver: PersonSchema.nullable(),
      transactionId: z.string().nullable(),
      statusCode: z.number().int().nullable().describe('State as the app stores it; the codes are not documented.'),
      errorCode: z.string().nullable().describe('Error as the app stores it.'),
    })
    .nullable()
    .describe('Money that was sent or asked for.'),
  links: z
    .array(
      z.object({
        url: z.string().nullable(),
        title: z.string().nullable(),
        summary: z.string().nullable(),
        site: z.string().nullable().describe('Name of the site.'),
        thumbnail: FileReferenceSchema.nullable(),
        shared: z
          .object({
            lyrics: z.string().optional(),
            sample: z.string().optional().describe('Address of a sample of a song.'),
            genre: z.string().optional(),
            platform: z.string().optional(),
            app: z.string().optional().describe('App of a shared document.'),
            address: z.record(z.string(), z.string()).optional(),
          })
          .nullable()
          .describe('What is shared.'),
      }),
    )
    .describe('Previews of links.'),
  app: z
    .object({
      name: z.string().nullable().describe('Name of the app.'),
      url: z.string().nullable().describe('The web address it shares.'),
      checkIn: z
        .object({ expectedAt: TimeSchema, wasExpectedAt: TimeSchema, checkedInAt: TimeSchema })
        .nullable()
        .describe('Times of Check In.'),
      business: z
        .object({
          kind: z.enum(['quick-reply', 'list', 'form']),
          title: z.string().nullable(),
          lines: z.array(z.object({ title: z.string(), subtitle: z.string().nullable(), isChosen: z.boolean() })),
        })
        .nullable()
        .describe('Choices of a business message, or questions with their answers (`subtitle`).'),
    })
    .nullable()
    .describe('What the balloon of an app says beside its words.'),
  receipts: z
    .object({
      delivered: z.number().int().nullable(),
      read: z.number().int().nullable(),
      played: z.number().int().nullable(),
      recipients: z.number().int().nullable(),
    })
    .nullable()
    .describe('Number of recipients by receipt; null if the app does not store receipts.'),
  balloon: z.string().nullable().describe('Bundle id of the app that created the message.'),
  error: z.number().int().nullable(),
  details: z.record(z.string(), z.unknown()).describe('Further fields and raw codes.'),
});
/** A message with its attachments, reactions, edits and receipts. */
export type MessageView = z.infer<typeof MessageSchema>;

/** Query of a page of messages. Of `cursor`, `around` and `at`, the first one given is used. */
export const MessagesQuerySchema = z.object({
  order: z.enum(['oldest', 'newest']).default('oldest').describe('Sort order.'),
  around: z.string().max(200).optional().describe('Key of a message to show in the middle.'),
  at: z.coerce
    .number()
    .int()
    .optional()
    .describe(
      'UTC milliseconds: starts with the first message at or after this time (oldest) or at or before it (newest).',
    ),
  thread: z.string().min(1).max(200).optional().describe('Only the messages of this thread of replies: `thread.id`.'),
  limit: LimitSchema,
  cursor: CursorSchema.optional(),
});

/** A page within a chat. */
export const MessagePageSchema = pageOf(MessageSchema).extend({
  previous: CursorSchema.nullable().describe('Pass it as `cursor` to page backwards.'),
});

/** Query of a search in a chat. */
export const FindQuerySchema = z.object({
  query: z.string().min(1).max(1000).describe('Words, prefix*, "phrases", -not, OR; from: after: before: time: has:'),
  timeZone: TimeZoneSchema.optional().describe('IANA time zone of `time:`. Default: UTC.'),
  order: z.enum(['oldest', 'newest']).default('newest').describe('Sort order.'),
  at: z.coerce
    .number()
    .int()
    .optional()
    .describe(
      'UTC milliseconds: starts with the first hit at or after this time (oldest) or at or before it (newest).',
    ),
  limit: LimitSchema,
  cursor: CursorSchema.optional(),
});

/** A matching message: pass its key as `around` to show it. */
export const FoundMessageSchema = z.object({
  key: z.string(),
  at: TimeSchema,
  snippet: z.string().describe('The part of the text around the first match.'),
  highlights: z
    .array(z.tuple([z.number().int(), z.number().int()]))
    .describe('[start, end) within `snippet`, in UTF-16 code units.'),
});
/** A matching message. */
export type FoundMessageView = z.infer<typeof FoundMessageSchema>;

/** A page of matching messages. */
export const FoundPageSchema = pageOf(FoundMessageSchema).extend({
  previous: CursorSchema.nullable().describe('Pass it as `cursor` to page backwards.'),
  total: z.number().int().describe('Number of matching messages; see `totalIsExact`.'),
  totalIsExact: z.boolean(),
});
/** A page of matching messages. */
export type FoundPageView = z.infer<typeof FoundPageSchema>;
