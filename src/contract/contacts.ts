import { z } from 'zod';
import { CursorSchema, LimitSchema, MarkFilterShape, TimeSchema } from './common.ts';

/** A value with its label: `{ label: "Mobile", value: "+1 555 …" }`. */
const LabelledSchema = z.object({ label: z.string().nullable(), value: z.string() });

/** A birthday in another calendar system. */
const AlternateBirthdaySchema = z.object({
  calendar: z.string().describe('`chinese`, `hebrew`, `islamic-umalqura` …'),
  era: z.number().int().nullable().describe('For Chinese dates the cycle of 60 years.'),
  year: z.number().int().nullable(),
  month: z.number().int(),
  isLeapMonth: z.boolean(),
  day: z.number().int(),
  text: z.string().describe('YYYY-MM-DD in that calendar, with L after a leap month; --MM-DD without a year.'),
});

/** A contact in a list. */
export const ContactSummarySchema = z.object({
  key: z.string(),
  name: z.string(),
  company: z.string().nullable(),
  isCompany: z.boolean(),
  isOwner: z.boolean(),
  phones: z.array(
    LabelledSchema.extend({ text: z.string().describe('The number as its country writes it; `value` is as stored.') }),
  ),
  emails: z.array(LabelledSchema),
  hasPhoto: z.boolean(),
});
/** A contact in a list. */
export type ContactSummaryView = z.infer<typeof ContactSummarySchema>;

/** A contact in full. */
export const ContactSchema = ContactSummarySchema.extend({
  names: z
    .record(z.string(), z.string().nullable())
    .describe('first, middle, last, prefix, suffix, nickname, phonetic names'),
  department: z.string().nullable(),
  jobTitle: z.string().nullable(),
  note: z.string().nullable(),
  birthday: z.string().nullable().describe('YYYY-MM-DD, or --MM-DD without a year.'),
  alternateBirthday: AlternateBirthdaySchema.nullable(),
  addresses: z.array(z.record(z.string(), z.unknown())),
  urls: z.array(LabelledSchema),
  other: z.record(z.string(), z.unknown()).describe('Profiles, relations, dates, instant messages.'),
  groups: z.array(z.string()),
  account: z.string().nullable(),
  cards: z.array(z.record(z.string(), z.unknown())).describe('The merged cards, with reasons.'),
  createdAt: TimeSchema,
  modifiedAt: TimeSchema,
});
/** A contact in full. */
export type ContactView = z.infer<typeof ContactSchema>;

/** `GET …/artifacts/contacts` */
export const ContactsQuerySchema = z.object({
  ...MarkFilterShape,
  q: z.string().max(1000).optional().describe('Words of a name, phone number or e-mail address.'),
  limit: LimitSchema,
  cursor: CursorSchema.optional(),
});
