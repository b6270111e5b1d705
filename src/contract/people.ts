import { z } from 'zod';
import { CallSchema } from './calls.ts';
import { BackupIdSchema, CursorSchema, LimitSchema, TimeSchema } from './common.ts';
import { ConversationSchema } from './messages.ts';
import { WhatsappChatSchema } from './whatsapp.ts';

/** How much there is with a person, over all backups asked for. */
export const PersonCountsSchema = z.object({
  messages: z.number().int().describe('In conversations with them alone.'),
  conversations: z.number().int().describe('With them alone.'),
  groups: z.number().int().describe('Group conversations they are in.'),
  whatsappMessages: z.number().int().describe('In WhatsApp chats with them alone.'),
  whatsappChats: z.number().int(),
  whatsappGroups: z.number().int(),
  calls: z.number().int().describe('By phone, FaceTime and apps.'),
  whatsappCalls: z.number().int(),
});

/** A person over all channels: a contact with all their handles, or a handle that is no contact’s. */
export const PersonSummarySchema = z.object({
  key: z.string().describe('One of their handles, or a reference to their contact; any of their handles is found too.'),
  name: z.string(),
  isOwner: z.boolean(),
  contacts: z.array(
    z.object({
      backup: BackupIdSchema,
      key: z.string(),
      name: z.string(),
      hasPhoto: z.boolean().describe('There is a picture to ask for.'),
    }),
  ),
  handles: z.array(
    z.object({
      handle: z.string(),
      kind: z.enum(['phone', 'short-code', 'email', 'other']),
      why: z
        .enum(['contact', 'same-number', 'only'])
        .describe(
          'Why it counts to this person: it is on their card; it is a number of theirs written without its country; it is all there is.',
        ),
    }),
  ),
  counts: PersonCountsSchema,
  lastAt: TimeSchema.describe('Last message or call with them alone.'),
});
/** A person over all channels. */
export type PersonSummaryView = z.infer<typeof PersonSummarySchema>;

const inBackup = <T extends z.ZodType>(value: T) => z.object({ backup: BackupIdSchema, value });

/** A person with what there is of them. Of each kind the newest; the lists of each artifact have all of it. */
export const PersonDetailSchema = PersonSummarySchema.extend({
  conversations: z.array(inBackup(ConversationSchema)),
  whatsappChats: z.array(inBackup(WhatsappChatSchema)),
  calls: z.array(inBackup(CallSchema)).describe('The newest, WhatsApp calls among them.'),
  photos: z
    .array(z.object({ backup: BackupIdSchema, person: z.string(), name: z.string(), faceCount: z.number().int() }))
    .describe('People of the photo library with the same name; `person` filters the photos.'),
});
/** A person with what there is of them. */
export type PersonDetailView = z.infer<typeof PersonDetailSchema>;

/** `GET /people/{key}` */
export const PersonQuerySchema = z.object({
  backup: z
    .union([BackupIdSchema, z.array(BackupIdSchema)])
    .optional()
    .describe('Only these; all when absent.'),
});

/** `GET /people` */
export const PeopleQuerySchema = PersonQuerySchema.extend({
  q: z.string().max(1000).optional().describe('Words of a name or handle, or a phone number in any notation.'),
  sort: z.enum(['activity', 'recent', 'name']).default('activity').describe('activity: most messages and calls first.'),
  limit: LimitSchema,
  cursor: CursorSchema.optional(),
});
