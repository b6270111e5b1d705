import { z } from 'zod';
import { BackupIdSchema, CursorSchema, FlagSchema, LimitSchema, pageOf } from './common.ts';
import { DaySchema, TimeZoneSchema } from './days.ts';
import { AreaSchema } from './kinds.ts';
import { SearchHitSchema } from './search.ts';

const TimelineFilterSchema = z.object({
  backup: z
    .union([BackupIdSchema, z.array(BackupIdSchema)])
    .optional()
    .describe('Only these; all when absent.'),
  type: z
    .union([z.string().max(100), z.array(z.string().max(100)).max(50)])
    .optional()
    .describe('Only records of these kinds.'),
  area: z
    .union([AreaSchema, z.array(AreaSchema).max(50)])
    .optional()
    .describe('Only records of kinds in these areas.'),
  echoes: FlagSchema.optional().describe('false: without records whose time is that of another one, as of chats.'),
});

/** `GET /timeline`. Of `cursor` and `at` the first one given counts. */
export const TimelineQuerySchema = TimelineFilterSchema.extend({
  order: z.enum(['newest', 'oldest']).default('newest').describe('Which comes first.'),
  at: z.coerce
    .number()
    .int()
    .optional()
    .describe('UTC milliseconds: begin with what was until then (newest), or from then on (oldest).'),
  limit: LimitSchema,
  cursor: CursorSchema.optional(),
});

/** Everything that has a time, in its order. */
export const TimelinePageSchema = pageOf(SearchHitSchema).extend({
  previous: CursorSchema.nullable().describe('Pass it as `cursor` to go back.'),
});
/** A page of the timeline. */
export type TimelinePageView = z.infer<typeof TimelinePageSchema>;

/** `GET /timeline/days` */
export const TimelineDaysQuerySchema = TimelineFilterSchema.extend({
  unit: z.enum(['day', 'month']).default('day').describe('month: `day` is the first of each month.'),
  timeZone: TimeZoneSchema,
});

/** How much there is on each day or in each month, oldest first. */
export const TimelineDaysSchema = z.object({
  items: z.array(DaySchema),
  next: z.null().describe('All of them stand on one page.'),
  undated: z.number().int().describe('Records without a time, or before 1970 or after 2109: not in the timeline.'),
});
/** How much there is on each day or in each month. */
export type TimelineDaysView = z.infer<typeof TimelineDaysSchema>;
