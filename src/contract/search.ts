import { z } from 'zod';
import { HappeningSchema } from './chat.ts';
import { CodedMessageSchema } from './coded-message.ts';
import { BackupIdSchema, CursorSchema, FlagSchema, LimitSchema, TimeSchema } from './common.ts';
import { PersonSchema } from './person.ts';

/** `GET /search`. */
export const SearchQuerySchema = z.object({
  q: z
    .string()
    .max(1000)
    .describe('Words, prefix*, "phrases", -not, OR; type: area: from: in: after: before: has:attachment has:location'),
  backup: z.union([BackupIdSchema, z.array(BackupIdSchema)]).optional(),
  sort: z.enum(['newest', 'oldest', 'relevance']).default('newest'),
  facets: FlagSchema.optional().describe('true: also count the hits by type, backup, year and person.'),
  limit: LimitSchema,
  cursor: CursorSchema.optional(),
});

/** How many hits have a value. */
const FacetSchema = z.object({ value: z.string(), label: z.string(), count: z.number().int() });

/** What the hits are, counted. */
export const SearchFacetsSchema = z.object({
  types: z.array(FacetSchema).describe('Kinds, for `type:`.'),
  areas: z.array(FacetSchema).describe('What the kinds are about, for `area:`.'),
  backups: z.array(FacetSchema).describe('For the parameter `backup`.'),
  years: z.array(FacetSchema).describe('In UTC; for `after:` and `before:`. Newest first.'),
  people: z.array(FacetSchema).describe('Who it comes from, for `from:`; those with the most hits.'),
  counted: z.number().int().describe('How many hits were counted.'),
  isExact: z.boolean().describe('All hits were counted; else only the newest.'),
});
/** What the hits are, counted. */
export type SearchFacetsView = z.infer<typeof SearchFacetsSchema>;

/** What the conversation of a hit is called. */
const HitChatSchema = z.object({
  title: z.string().describe('Its name, else the names of its members in English.'),
  name: z.string().nullable().describe('Null where `title` is made of the members.'),
  members: z.array(PersonSchema).describe('The first few, without the owner; none where it has a name of its own.'),
  memberCount: z.number().int(),
  isGroup: z.boolean(),
});

/** One hit, with what to highlight. */
export const SearchHitSchema = z.object({
  backup: BackupIdSchema,
  artifact: z.string(),
  kind: z.string().describe('Id of the kind of record, the word for `type:`.'),
  table: z.string().nullable().describe('Null for a kind that this version does not know.'),
  key: z.string().describe('Key of the record in its table.'),
  type: z.string().describe('The same as `kind`.'),
  ref: z.string().describe('The same as `key`.'),
  at: TimeSchema,
  title: z.string().describe('Sender and conversation in English, or the name of the record.'),
  from: PersonSchema.nullable(),
  conversation: z.string().nullable(),
  chat: HitChatSchema.nullable().describe('The conversation it stands in, to be named in any language.'),
  snippet: z.string().describe('The part of the text around the first match.'),
  highlights: z
    .array(z.tuple([z.number().int(), z.number().int()]))
    .describe('[start, end) within `snippet`, in UTF-16 code units.'),
  happening: HappeningSchema.nullable().describe('Of announcements and calls in chats, whose `snippet` is English.'),
});
/** One hit, with what to highlight. */
export type SearchHitView = z.infer<typeof SearchHitSchema>;

/** One page of hits. */
export const SearchResultSchema = z.object({
  items: z.array(SearchHitSchema),
  next: CursorSchema.nullable(),
  total: z.number().int().describe('How many records match; see `totalIsExact`.'),
  totalIsExact: z.boolean(),
  facets: SearchFacetsSchema.nullable().describe('Null when they were not asked for.'),
  notes: z
    .array(z.string())
    .describe(
      'What to know about the result, in English: a name in `from:`, `in:`, `type:` or `area:` that nothing has.',
    ),
  noteCodes: z.array(CodedMessageSchema),
  unknown: z
    .object({
      from: z.array(z.string()),
      in: z.array(z.string()),
      type: z.array(z.string()),
      area: z.array(z.string()),
    })
    .describe('Those names, to be told in any language.'),
});
/** One page of hits. */
export type SearchResultView = z.infer<typeof SearchResultSchema>;
