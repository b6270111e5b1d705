import { z } from 'zod';
import { TimeSchema } from './common.ts';

/** A time zone of the IANA database, in which days begin. */
export const TimeZoneSchema = z
  .string()
  .min(1)
  .max(100)
  .default('UTC')
  .describe('IANA name of the time zone in which days begin, Europe/Berlin say.');

/** One day and how much there is of it. Days without anything are left out. */
export const DaySchema = z.object({
  day: z.string().describe('YYYY-MM-DD'),
  at: z.number().int().describe('UTC milliseconds at which the day begins there: pass it as `at` to jump to it.'),
  count: z.number().int(),
});
/** One day and how much there is of it. */
export type DayView = z.infer<typeof DaySchema>;

/** Every day of a chat on which there are messages, oldest first. */
export const ChatDaysSchema = z.object({
  items: z.array(DaySchema),
  next: z.null().describe('All of them stand on one page.'),
  undated: z.number().int().describe('Messages whose time is not known, or before 1970 or after 2109.'),
  firstAt: TimeSchema,
  lastAt: TimeSchema,
});
/** Every day of a chat on which there are messages. */
export type ChatDaysView = z.infer<typeof ChatDaysSchema>;

/** `GET …/days` of a chat. */
export const ChatDaysQuerySchema = z.object({ timeZone: TimeZoneSchema });
