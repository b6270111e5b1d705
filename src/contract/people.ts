import { z } from 'zod';
import { ChatSchema } from './chat.ts';
import { BackupIdSchema, CursorSchema, LimitSchema, TimeSchema } from './common.ts';
import { RecordSchema } from './kinds.ts';

/** Number of records of a kind with a person, over all requested backups. */
export const PersonCountSchema = z.object({
  kind: z.string(),
  records: z.number().int().describe('Messages: those in direct chats; else records with their handles.'),
  chats: z.number().int().optional().describe('Messages: number of direct chats.'),
  groups: z.number().int().optional().describe('Messages: number of groups.'),
});

/** A person: a contact with all handles, or a handle without contact. */
export const PersonSummarySchema = z.object({
  key: z.string().describe('A handle of the person, or a reference to the contact. Other handles are also accepted.'),
  name: z.string(),
  isOwner: z.boolean(),
  contacts: z.array(
    z.object({
      backup: BackupIdSchema,
      key: z.string(),
      name: z.string(),
      hasPhoto: z.boolean().describe('The contact has a picture.'),
    }),
  ),
  handles: z.array(
    z.object({
      handle: z.string(),
      text: z.string().describe('The handle for people: a phone number as its country writes it.'),
      kind: z.enum(['phone', 'short-code', 'email', 'other']),
      why: z
        .enum(['contact', 'same-number', 'only'])
        .describe(
          'contact: on the contact card; same-number: a number of the contact in another notation; only: the person has no contact.',
        ),
    }),
  ),
  counts: z.array(PersonCountSchema).describe('By kind, in the order of the kinds; without empty kinds.'),
  lastAt: TimeSchema.describe('Time of the newest record, except in groups.'),
});
/** A person in a list. */
export type PersonSummaryView = z.infer<typeof PersonSummarySchema>;

/** A person with chats and records, the newest of each kind. */
export const PersonDetailSchema = PersonSummarySchema.extend({
  chats: z
    .array(
      z.object({
        backup: BackupIdSchema,
        app: z.string().describe('Id of the artifact.'),
        kind: z.string().describe('Kind of its messages.'),
        chat: ChatSchema,
      }),
    )
    .describe('Direct chats and groups, newest first.'),
  records: z
    .array(
      z.object({
        backup: BackupIdSchema,
        kind: z.string(),
        count: z.number().int().describe('Number of records; those with two handles of the person count twice.'),
        items: z.array(RecordSchema).describe('The newest ones.'),
      }),
    )
    .describe('Records with handles of the person, by backup and kind.'),
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
    .describe('Records about people with the same name, such as in a photo library; `count` is the number of items.'),
});
/** A person in full. */
export type PersonDetailView = z.infer<typeof PersonDetailSchema>;

/** `GET /people/{key}` */
export const PersonQuerySchema = z.object({
  backup: z
    .union([BackupIdSchema, z.array(BackupIdSchema)])
    .optional()
    .describe('Backups. Default: all.'),
});

/** `GET /people` */
export const PeopleQuerySchema = PersonQuerySchema.extend({
  q: z.string().max(1000).optional().describe('Words of a name or handle, or a phone number in any notation.'),
  sort: z.enum(['activity', 'recent', 'name']).default('activity').describe('activity: most records first.'),
  limit: LimitSchema,
  cursor: CursorSchema.optional(),
});
