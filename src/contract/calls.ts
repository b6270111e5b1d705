import { z } from 'zod';
import { CursorSchema, FlagSchema, LimitSchema, TimeSchema } from './common.ts';
import { PersonSchema } from './person.ts';

/** A call, whatever it went through. */
export const CallSchema = z.object({
  key: z.string(),
  at: TimeSchema.describe('When it began.'),
  seconds: z.number().nullable().describe('How long the two were connected.'),
  direction: z.enum(['incoming', 'outgoing']).nullable(),
  outcome: z
    .string()
    .nullable()
    .describe('answered, answered-elsewhere, unanswered, missed, filtered, blocked; declined and failed (WhatsApp).'),
  isMissed: z.boolean(),
  service: z.string().nullable().describe('phone, facetime-audio, facetime-video, facetime, app; whatsapp, business.'),
  app: z.string().nullable().describe('Bundle id of the app that made it, where it was one.'),
  isVideo: z.boolean().nullable(),
  isGroup: z.boolean(),
  person: PersonSchema.describe('The other end; of several the first.'),
  people: z.array(PersonSchema).describe('Everybody at the other end.'),
  conversation: z.string().nullable().describe('Key of the WhatsApp chat.'),
  location: z.string().nullable().describe('Where the number is from, as the phone showed it.'),
  isRead: z.boolean().nullable().describe('A missed call was seen.'),
  details: z.record(z.string(), z.unknown()).describe('Further facts, raw codes included.'),
});
/** A call. */
export type CallView = z.infer<typeof CallSchema>;

/** `GET …/artifacts/calls` and `GET …/artifacts/whatsapp/calls` */
export const CallsQuerySchema = z.object({
  person: z
    .string()
    .max(1000)
    .optional()
    .describe('Words of a contact’s name, or a handle or phone number in any notation.'),
  direction: z.enum(['incoming', 'outgoing']).optional(),
  missed: FlagSchema.optional().describe('Only missed ones, or only those that were not.'),
  kind: z
    .enum(['phone', 'facetime', 'app', 'video', 'audio'])
    .optional()
    .describe('What it went through; or with or without pictures.'),
  from: z.coerce.number().int().optional().describe('UTC milliseconds: then or later.'),
  to: z.coerce.number().int().optional().describe('UTC milliseconds: before then.'),
  order: z.enum(['newest', 'oldest']).default('newest').describe('Which comes first. Undated ones come last.'),
  limit: LimitSchema,
  cursor: CursorSchema.optional(),
});
