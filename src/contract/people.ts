import { z } from 'zod';
import { ChatSchema } from './chat.ts';
import { BackupIdSchema, CursorSchema, LimitSchema, TimeSchema } from './common.ts';
import { RecordSchema } from './kinds.ts';

/** How many records of a kind there are with a person, over all backups asked for. */
export const PersonCountSchema = z.object({
  kind: z.string(),
  records: z.number().int().describe('Of messages those in chats with them alone; else records that name them.'),
  chats: z.number().int().optional().describe('Of messages: chats with them alone.'),
  groups: z.number().int().optional().describe('Of messages: groups they are in.'),
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
  counts: z.array(PersonCountSchema).describe('By kind, in the order of the kinds; only of those there are any of.'),
  lastAt: TimeSchema.describe('The newest record with them, without what was said in groups.'),
});
/** A person over all channels. */
export type PersonSummaryView = z.infer<typeof PersonSummarySchema>;

/** A person with what there is of them. Of each kind the newest; lists have all of it. */
export const PersonDetailSchema = PersonSummarySchema.extend({
  chats: z
    .array(
      z.object({
        backup: BackupIdSchema,
        app: z.string().describe('Id of the artifact.'),
        kind: z.string().describe('Of its messages.'),
        chat: ChatSchema,
      }),
    )
    .describe('Chats with them and groups they are in, the newest first.'),
  records: z
    .array(
      z.object({
        backup: BackupIdSchema,
        kind: z.string(),
        count: z.number().int().describe('How many there are; one that names them twice counts twice.'),
        items: z.array(RecordSchema).describe('The newest.'),
      }),
    )
    .describe('Records that name them, by backup and kind.'),
  namesakes: z
    .array(
      z.object({
        backup: BackupIdSchema,
        kind: z.string(),
        key: z.string(),
        name: z.string(),
        count: z.number().int(),
      }),
    )
    .describe('Records about people of the same name, as of a photo library; `count` says how much there is of them.'),
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
  sort: z.enum(['activity', 'recent', 'name']).default('activity').describe('activity: most records first.'),
  limit: LimitSchema,
  cursor: CursorSchema.optional(),
});
