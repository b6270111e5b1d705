import { z } from 'zod';
import {
  CursorSchema,
  FlagSchema,
  FromSchema,
  LimitSchema,
  MarkFilterShape,
  TimeSchema,
  UntilSchema,
} from './common.ts';
import { TimeZoneSchema } from './days.ts';
import { PersonSchema } from './person.ts';

/** A call by phone, FaceTime or an app. */
export const CallSchema = z.object({
  key: z.string(),
  at: TimeSchema.describe('Start of the call.'),
  seconds: z.number().nullable().describe('Duration of the connection.'),
  direction: z.enum(['incoming', 'outgoing']).nullable(),
  outcome: z
    .string()
    .nullable()
    .describe('answered, answered-elsewhere, unanswered, missed, filtered, blocked; declined and failed (WhatsApp).'),
  isMissed: z.boolean(),
  service: z.string().nullable().describe('phone, facetime-audio, facetime-video, facetime, app; whatsapp, business.'),
  app: z.string().nullable().describe('Bundle id of the app, for calls of apps.'),
  isVideo: z.boolean().nullable(),
  isGroup: z.boolean(),
  person: PersonSchema.describe('The other person; the first of several.'),
  people: z.array(PersonSchema).describe('All other people.'),
  conversation: z.string().nullable().describe('Key of the chat with that person or group, in the app of the call.'),
  location: z.string().nullable().describe('Location of the number, as shown by the phone.'),
  isRead: z.boolean().nullable().describe('Whether a missed call was seen.'),
  details: z.record(z.string(), z.unknown()).describe('Further fields and raw codes.'),
});
/** A call. */
export type CallView = z.infer<typeof CallSchema>;

const PersonFilter = z
  .string()
  .max(1000)
  .optional()
  .describe('Words of a contact’s name, or a handle or phone number in any notation.');
const DirectionFilter = z.enum(['incoming', 'outgoing']).optional();
const ServiceFilter = z
  .enum(['phone', 'facetime', 'app', 'video', 'audio'])
  .optional()
  .describe('Service, or video or audio calls.');
const HoursFilter = z
  .string()
  .max(20)
  .optional()
  .describe('Only at these hours, whatever the day: `22-6`, `22:00-6:30`, or night, morning, afternoon, evening.');

/** Which calls an export has; its period and time zone are those of the export. */
export const CallExportFilterSchema = z.object({
  person: PersonFilter,
  direction: DirectionFilter,
  missed: z.boolean().optional().describe('True: missed calls only; false: all others.'),
  kind: ServiceFilter,
  time: HoursFilter,
  starred: z.boolean().optional().describe('True: only calls with a star; false: all others.'),
  tag: MarkFilterShape.tag,
});

/** `GET …/artifacts/calls` and, for the call log of an app, `GET …/artifacts/{artifact}/calls` */
export const CallsQuerySchema = z.object({
  ...MarkFilterShape,
  person: PersonFilter,
  direction: DirectionFilter,
  missed: FlagSchema.optional().describe('true: missed calls only; false: all others.'),
  kind: ServiceFilter,
  from: FromSchema.optional(),
  to: UntilSchema.optional(),
  time: HoursFilter,
  timeZone: TimeZoneSchema.optional().describe('IANA time zone of `time`. Default: UTC.'),
  order: z.enum(['newest', 'oldest']).default('newest').describe('Sort order. Undated calls count as oldest.'),
  limit: LimitSchema,
  cursor: CursorSchema.optional(),
});
