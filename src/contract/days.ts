import { z } from 'zod';
import { TimeSchema } from './common.ts';

/** IANA time zone that determines the days. */
export const TimeZoneSchema = z
  .string()
  .min(1)
  .max(100)
  .default('UTC')
  .describe('IANA time zone that determines the days, e.g. Europe/Berlin.');

/** Number of items on one day. Days without items are omitted. */
export const DaySchema = z.object({
  day: z.string().describe('YYYY-MM-DD'),
  at: z.number().int().describe('Start of the day in UTC milliseconds: pass it as `at` to jump to it.'),
  count: z.number().int(),
});
/** Number of items on one day. */
export type DayView = z.infer<typeof DaySchema>;

/** The days of a chat with messages, oldest first. */
export const ChatDaysSchema = z.object({
  items: z.array(DaySchema),
  next: z.null().describe('There is only one page.'),
  undated: z.number().int().describe('Messages without a time or outside of 1970 to 2109.'),
  firstAt: TimeSchema,
  lastAt: TimeSchema,
});
/** The days of a chat with messages. */
export type ChatDaysView = z.infer<typeof ChatDaysSchema>;

/** `GET …/days` of a chat. */
export const ChatDaysQuerySchema = z.object({ timeZone: TimeZoneSchema });
