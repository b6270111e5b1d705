import { z } from 'zod';
import { ERROR_TABLE, type ErrorCode } from '../model/errors.ts';
import { CodedMessageSchema } from './coded-message.ts';

/** Public id of a backup. */
export const BackupIdSchema = z
  .string()
  .regex(/^[a-z2-9]{16}$/)
  .describe('Public id of a backup; the same after a re-index and after a lost database.');

/** A moment in UTC milliseconds, or null where the source has none. */
export const TimeSchema = z.number().int().nullable().describe('UTC milliseconds since 1970; null where not known.');

/** Opaque place in a list; pass it as `cursor` to go on. */
export const CursorSchema = z.string().max(2048).describe('Opaque: pass the `next` of the previous page.');

/** How many items one page may have. */
export const LimitSchema = z.coerce.number().int().min(1).max(200).default(50);

/** Yes or no in a query. */
export const FlagSchema = z.enum(['true', 'false']).transform((flag) => flag === 'true');

/** Whether a list has records that are usually not shown: none of them, them alone, or them too. */
export const InclusionSchema = z.enum(['no', 'only', 'too']);
/** See {@link InclusionSchema}. */
export type Inclusion = z.infer<typeof InclusionSchema>;

/** A file of the backup as a record names it, and whether its contents are there. */
export const FileReferenceSchema = z.object({
  fileID: z.string().nullable(),
  state: z.enum(['present', 'payload-missing', 'not-in-backup', 'no-path']),
});
/** A file of the backup as a record names it. */
export type FileReferenceView = z.infer<typeof FileReferenceSchema>;

/** `{ items, next }`: every list looks like this. `next` is null on the last page. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: CursorSchema.nullable() });
}

/** One page of `T`. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

const CODES = Object.keys(ERROR_TABLE) as [ErrorCode, ...ErrorCode[]];

/** RFC 9457 problem document; `code` is stable, `detail` says what happened here, `next` what to do. */
export const ProblemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.enum(CODES),
  detail: z.string().describe('What happened in this case, in English.'),
  detailCode: CodedMessageSchema,
  next: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});
/** RFC 9457 problem document. */
export type Problem = z.infer<typeof ProblemSchema>;
