import { z } from 'zod';
import { ERROR_TABLE, type ErrorCode } from '../model/errors.ts';
import { CodedMessageSchema } from './coded-message.ts';

/** Public id of a backup. */
export const BackupIdSchema = z
  .string()
  .regex(/^[a-z2-9]{16}$/)
  .describe('Public id of a backup; stable across re-indexing and loss of the database.');

/** UTC milliseconds since 1970, or null if unknown. */
export const TimeSchema = z.number().int().nullable().describe('UTC milliseconds since 1970; null if unknown.');

const DAY_MS = 24 * 3600 * 1000;

/** UTC milliseconds, or a day in UTC: its start. */
export const FromSchema = z
  .union([z.coerce.number().int(), z.iso.date().transform((day) => Date.parse(day))])
  .describe('UTC milliseconds, inclusive; or a day in UTC, YYYY-MM-DD.');

/** UTC milliseconds, exclusive, or a day in UTC: its end, so that it is included. */
export const UntilSchema = z
  .union([z.coerce.number().int(), z.iso.date().transform((day) => Date.parse(day) + DAY_MS)])
  .describe('UTC milliseconds, exclusive; or a day in UTC, YYYY-MM-DD, which is included.');

/** Opaque position in a list, passed as `cursor` to get the next page. */
export const CursorSchema = z.string().max(2048).describe('Opaque: `next` of the previous page.');

/** Maximum number of items per page. */
export const LimitSchema = z.coerce.number().int().min(1).max(200).default(50);

/** A boolean query parameter. */
export const FlagSchema = z.enum(['true', 'false']).transform((flag) => flag === 'true');

/** Query parameters that filter a list by what people added to its records; the same for all kinds. */
export const MarkFilterShape = {
  starred: FlagSchema.optional().describe('true: only records with a star; false: all others.'),
  tag: z.string().max(100).optional().describe('Only records with this tag, without regard to case and accents.'),
};

/** Whether a list includes records that are hidden by default: `no`, `only` these, or these `too`. */
export const InclusionSchema = z.enum(['no', 'only', 'too']);
/** See {@link InclusionSchema}. */
export type Inclusion = z.infer<typeof InclusionSchema>;

/** A reference of a record to a file of the backup, and whether the file is present. */
export const FileReferenceSchema = z.object({
  fileID: z.string().nullable(),
  state: z.enum(['present', 'payload-missing', 'not-in-backup', 'no-path']),
});
/** A reference of a record to a file of the backup. */
export type FileReferenceView = z.infer<typeof FileReferenceSchema>;

/** Marks an empty list of a backup without an index. */
const NoIndexSchema = z
  .literal('none')
  .optional()
  .describe('Only in empty lists: nothing of the backup was indexed yet. See its `status`, and index it.');

/** Schema of a list page, `{ items, next }`; `next` is null on the last page. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: CursorSchema.nullable(), index: NoIndexSchema });
}

/** One page of `T`. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

const CODES = Object.keys(ERROR_TABLE) as [ErrorCode, ...ErrorCode[]];

/** RFC 9457 problem document: `code` is stable, `detail` describes this case, `next` suggests what to do. */
export const ProblemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.enum(CODES),
  detail: z.string().describe('Description of this case, in English.'),
  detailCode: CodedMessageSchema,
  next: z.string().describe('What to do about it, in English.'),
  nextCode: CodedMessageSchema,
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});
/** RFC 9457 problem document. */
export type Problem = z.infer<typeof ProblemSchema>;
