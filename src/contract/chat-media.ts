import { z } from 'zod';
import { AttachmentSchema } from './chat.ts';
import { CursorSchema, FileReferenceSchema, LimitSchema, pageOf, TimeSchema } from './common.ts';
import { MEDIA_KINDS } from './media-kinds.ts';
import { PersonSchema } from './person.ts';

/** Query of a page of a gallery. */
export const ChatMediaQuerySchema = z.object({
  kind: z
    .enum(MEDIA_KINDS)
    .default('pictures')
    .describe('pictures: with videos; voices: voice messages and other sound; files: all others. Never stickers.'),
  limit: LimitSchema,
  cursor: CursorSchema.optional(),
});

/** A file or link of a chat. */
export const ChatMediaSchema = z.object({
  key: z.string(),
  message: z.string().describe('Key of its message: pass it as `around` to show it.'),
  at: TimeSchema.describe('When it was sent.'),
  sender: PersonSchema,
  isFromMe: z.boolean(),
  attachment: AttachmentSchema.nullable().describe('The file; null for links.'),
  link: z
    .object({
      url: z.string(),
      title: z.string().nullable(),
      site: z.string().nullable().describe('Name of the site.'),
      thumbnail: FileReferenceSchema.nullable(),
    })
    .nullable()
    .describe('The link; null for files.'),
});
/** A file or link of a chat. */
export type ChatMediaView = z.infer<typeof ChatMediaSchema>;

/** A page of a gallery, newest first. */
export const ChatMediaPageSchema = pageOf(ChatMediaSchema).extend({
  counts: z.object({
    pictures: z.number().int(),
    links: z.number().int(),
    files: z.number().int(),
    voices: z.number().int(),
  }),
  isWhole: z.boolean().describe('False if the chat has more than are counted: only the newest 50,000 are.'),
});
/** A page of a gallery, newest first. */
export type ChatMediaPageView = z.infer<typeof ChatMediaPageSchema>;
