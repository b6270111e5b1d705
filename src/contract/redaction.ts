import { z } from 'zod';

/** Maximum number of people who are named one by one. */
const MAX_PEOPLE = 1000;
/** Maximum number of words. */
const MAX_WORDS = 1000;
/** Maximum number of kinds. */
const MAX_KINDS = 200;

const Keys = z.array(z.string().min(1).max(200)).max(MAX_PEOPLE);
const Kept = z.enum(['keep', 'leave-out']);

/** What an export must not contain. It is stored nowhere: it names what is removed. */
export const RedactionSchema = z.strictObject({
  people: z
    .union([z.literal('everyone'), Keys])
    .default([])
    .describe('Keys of `GET /people`, or handles, of those who are called Person A, B … everywhere; or `everyone`.'),
  except: Keys.default([]).describe('With `everyone`: people who keep their names.'),
  owner: z.boolean().default(false).describe('The owner of the phone, too.'),
  numbers: z
    .boolean()
    .default(false)
    .describe('All phone numbers and mail addresses, also in texts. With `everyone` this is always so.'),
  words: z
    .array(z.string().trim().min(1).max(200))
    .max(MAX_WORDS)
    .default([])
    .describe(
      'Words and phrases, in any case and with the ending of a genitive; four letters and more also within words.',
    ),
  places: z.enum(['keep', 'remove']).default('keep').describe('remove: coordinates, addresses and names of places.'),
  kinds: z.array(z.string().min(1).max(100)).max(MAX_KINDS).default([]).describe('Kinds of records that are left out.'),
  pictures: z
    .enum(['keep', 'blur', 'leave-out'])
    .default('leave-out')
    .describe('keep: without their metadata; what they show is not changed.'),
  recordings: Kept.default('leave-out').describe('Sound and films. What is said and shown in them is not changed.'),
  documents: Kept.default('leave-out').describe(
    'All other files. An export is refused if one contains what is removed.',
  ),
});
/** What an export must not contain. */
export type Redaction = z.infer<typeof RedactionSchema>;

/** What was removed from an export: counts and labels, never a value. */
export const RedactionSummarySchema = z.object({
  people: z.number().int().describe('People who were replaced at least once.'),
  numbers: z.number().int().describe('Numbers and addresses of others.'),
  words: z.number().int(),
  replacements: z.number().int().describe('In all records that were read for the export.'),
  notSearched: z
    .array(z.string())
    .describe('Labels of what was replaced but could not be searched, because exports have that word by themselves.'),
  places: RedactionSchema.shape.places.unwrap(),
  kinds: z.array(z.string()).describe('Kinds of records that were left out.'),
  pictures: RedactionSchema.shape.pictures.unwrap(),
  recordings: Kept,
  documents: Kept,
});
/** What was removed from an export. */
export type RedactionSummary = z.infer<typeof RedactionSummarySchema>;
