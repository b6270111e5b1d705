import { z } from 'zod';
import { BackupIdSchema, CursorSchema, LimitSchema, TimeSchema } from './common.ts';
import { PersonSchema } from './messages.ts';

/** `GET /search`. */
export const SearchQuerySchema = z.object({
  q: z
    .string()
    .max(1000)
    .describe('Words, prefix*, "phrases", -not, OR; type: from: in: after: before: has:attachment'),
  backup: z.union([BackupIdSchema, z.array(BackupIdSchema)]).optional(),
  sort: z.enum(['newest', 'oldest', 'relevance']).default('newest'),
  limit: LimitSchema,
  cursor: CursorSchema.optional(),
});

/** One hit, with what to highlight. */
export const SearchHitSchema = z.object({
  backup: BackupIdSchema,
  artifact: z.string(),
  type: z.string(),
  ref: z.string().describe('Key of the record in its table.'),
  at: TimeSchema,
  title: z.string().describe('Sender and conversation, or the name of the record.'),
  from: PersonSchema.nullable(),
  conversation: z.string().nullable(),
  snippet: z.string().describe('The part of the text around the first match.'),
  highlights: z
    .array(z.tuple([z.number().int(), z.number().int()]))
    .describe('[start, end) within `snippet`, in UTF-16 code units.'),
});
/** One hit, with what to highlight. */
export type SearchHitView = z.infer<typeof SearchHitSchema>;

/** One page of hits. */
export const SearchResultSchema = z.object({
  items: z.array(SearchHitSchema),
  next: CursorSchema.nullable(),
  total: z.number().int().describe('How many records match; see `totalIsExact`.'),
  totalIsExact: z.boolean(),
  notes: z.array(z.string()).describe('What to know about the result: a name in `from:` or `in:` that nobody has.'),
});
/** One page of hits. */
export type SearchResultView = z.infer<typeof SearchResultSchema>;
