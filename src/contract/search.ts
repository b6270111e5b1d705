import { z } from 'zod';
import { SystemMessageSchema } from './chat.ts';
import { CodedMessageSchema } from './coded-message.ts';
import { BackupIdSchema, CursorSchema, FlagSchema, LimitSchema, TimeSchema } from './common.ts';
import { TimeZoneSchema } from './days.ts';
import { PersonSchema } from './person.ts';

/** `GET /search`. */
export const SearchQuerySchema = z.object({
  q: z
    .string()
    .max(1000)
    .describe(
      'Words, prefix*, "phrases", -not, OR; type: area: from: with: in: after: before: until: (includes its day) time:22-6 time:night has:attachment has:location; is:starred is:tagged is:noted is:marked tag: note:',
    ),
  backup: z.union([BackupIdSchema, z.array(BackupIdSchema)]).optional(),
  timeZone: TimeZoneSchema.optional().describe('IANA time zone of `time:`. Default: UTC.'),
  sort: z.enum(['newest', 'oldest', 'relevance']).default('newest'),
  facets: FlagSchema.optional().describe('true: also counts the hits by type, area, backup, year and person.'),
  limit: LimitSchema,
  cursor: CursorSchema.optional(),
});

/** Number of hits with a value. */
const FacetSchema = z.object({ value: z.string(), label: z.string(), count: z.number().int() });

/** Counts of the hits by value. */
export const SearchFacetsSchema = z.object({
  types: z.array(FacetSchema).describe('Kinds, for `type:`.'),
  areas: z.array(FacetSchema).describe('Areas of the kinds, for `area:`.'),
  backups: z.array(FacetSchema).describe('For the parameter `backup`.'),
  years: z.array(FacetSchema).describe('In UTC; for `after:` and `before:`. Newest first.'),
  people: z.array(FacetSchema).describe('Senders, for `from:`; those with the most hits.'),
  counted: z.number().int().describe('Number of counted hits.'),
  isExact: z.boolean().describe('True if all hits were counted, false if only the newest.'),
});
/** Counts of the hits by value. */
export type SearchFacetsView = z.infer<typeof SearchFacetsSchema>;

/** Title and members of the chat of a hit. */
const HitChatSchema = z.object({
  title: z.string().describe('Name, else the names of the members in English.'),
  name: z.string().nullable().describe('Null if `title` is made of the members’ names.'),
  members: z.array(PersonSchema).describe('The first few members except the owner; empty if the chat has a name.'),
  memberCount: z.number().int(),
  isGroup: z.boolean(),
});

/** A field by which a record was found, though its text does not show it. */
const FoundInSchema = z.object({
  table: z.string().describe('Table of the record, or of a part of it: its attachments, people, albums.'),
  column: z.string(),
  names: z.record(z.string(), z.string()).describe('Display name of the column by language.'),
  labels: z.record(z.string(), z.string()).nullable().describe('If the value is a code: its name by language.'),
  snippet: z.string().describe('The part of the value around the first match.'),
  highlights: z.array(z.tuple([z.number().int(), z.number().int()])).describe('[start, end) within `snippet`.'),
});
/** A field by which a record was found, though its text does not show it. */
export type FoundInView = z.infer<typeof FoundInSchema>;

/** One hit, with what to highlight. */
export const SearchHitSchema = z.object({
  backup: BackupIdSchema,
  artifact: z.string(),
  kind: z.string().describe('Id of the record kind; value of `type:`.'),
  table: z.string().nullable().describe('Null for a kind unknown to this version.'),
  key: z.string().describe('Key of the record in its table.'),
  type: z.string().describe('Same as `kind`.'),
  ref: z.string().describe('Same as `key`.'),
  at: TimeSchema,
  utcOffset: z
    .number()
    .int()
    .nullable()
    .describe('UTC offset in seconds of the place where it happened, as of photos; null if it is unknown.'),
  title: z.string().describe('Sender and conversation in English, or the name of the record.'),
  from: PersonSchema.nullable(),
  conversation: z.string().nullable(),
  chat: HitChatSchema.nullable().describe('Its chat, as data for a title in any language.'),
  snippet: z.string().describe('The part of the text around the first match.'),
  highlights: z
    .array(z.tuple([z.number().int(), z.number().int()]))
    .describe('[start, end) within `snippet`, in UTF-16 code units.'),
  codes: z
    .array(z.object({ start: z.number().int(), end: z.number().int(), column: z.string() }))
    .describe('Codes and numbers within `snippet`: their columns have `labels` with names, and the unit as `format`.'),
  foundIn: z
    .array(FoundInSchema)
    .describe('Fields with words of the search that `snippet` and `title` do not show; empty if they show all.'),
  systemMessage: SystemMessageSchema.nullable().describe(
    'For system messages and calls in chats, whose `snippet` is English.',
  ),
});
/** One hit, with what to highlight. */
export type SearchHitView = z.infer<typeof SearchHitSchema>;

/** One page of hits. */
export const SearchResultSchema = z.object({
  items: z.array(SearchHitSchema),
  next: CursorSchema.nullable(),
  total: z.number().int().describe('Number of matching records; see `totalIsExact`.'),
  totalIsExact: z.boolean(),
  noted: z
    .array(SearchHitSchema)
    .describe('On the first page: marked records whose own tags and note have all the words, the last marked first.'),
  facets: SearchFacetsSchema.nullable().describe('Null unless requested.'),
  notes: z
    .array(z.string())
    .describe('Notes on the result, in English: unknown values of `from:`, `with:`, `in:`, `type:` or `area:`.'),
  noteCodes: z.array(CodedMessageSchema),
  unknown: z
    .object({
      from: z.array(z.string()),
      with: z.array(z.string()),
      in: z.array(z.string()),
      type: z.array(z.string()),
      area: z.array(z.string()),
      tag: z.array(z.string()),
    })
    .describe('Unknown values by filter.'),
});
/** One page of hits. */
export type SearchResultView = z.infer<typeof SearchResultSchema>;
