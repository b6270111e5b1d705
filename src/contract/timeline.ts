import { z } from 'zod';
import { BackupIdSchema, CursorSchema, FlagSchema, LimitSchema, pageOf } from './common.ts';
import { DaySchema, TimeZoneSchema } from './days.ts';
import { AreaSchema } from './kinds.ts';
import { SearchHitSchema } from './search.ts';

const TimelineFilterSchema = z.object({
  backup: z
    .union([BackupIdSchema, z.array(BackupIdSchema)])
    .optional()
    .describe('Backups. Default: all.'),
  type: z
    .union([z.string().max(100), z.array(z.string().max(100)).max(50)])
    .optional()
    .describe('Kinds. Default: all.'),
  area: z
    .union([AreaSchema, z.array(AreaSchema).max(50)])
    .optional()
    .describe('Areas. Default: all.'),
  echoes: FlagSchema.optional().describe(
    'false: excludes records whose time is that of another record, such as chats.',
  ),
});

/** `GET /timeline`. Of `cursor` and `at`, the first one given is used. */
export const TimelineQuerySchema = TimelineFilterSchema.extend({
  order: z.enum(['newest', 'oldest']).default('newest').describe('Sort order.'),
  at: z.coerce
    .number()
    .int()
    .optional()
    .describe('UTC milliseconds: starts at or before this time (newest) or at or after it (oldest).'),
  limit: LimitSchema,
  cursor: CursorSchema.optional(),
});

/** A page of records by time. */
export const TimelinePageSchema = pageOf(SearchHitSchema).extend({
  previous: CursorSchema.nullable().describe('Pass it as `cursor` to page backwards.'),
});
/** A page of the timeline. */
export type TimelinePageView = z.infer<typeof TimelinePageSchema>;

/** `GET /timeline/days` */
export const TimelineDaysQuerySchema = TimelineFilterSchema.extend({
  unit: z.enum(['day', 'month']).default('day').describe('month: `day` is the first of each month.'),
  timeZone: TimeZoneSchema,
});

/** Number of records per day or month, oldest first. */
export const TimelineDaysSchema = z.object({
  items: z.array(DaySchema),
  next: z.null().describe('There is only one page.'),
  undated: z.number().int().describe('Records without a time or outside of 1970 to 2109; not in the timeline.'),
});
/** Number of records per day or month. */
export type TimelineDaysView = z.infer<typeof TimelineDaysSchema>;
